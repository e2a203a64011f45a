package org.inpaintj.engine.diffusion.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.model.folder.NetworkFile;

/**
 * The ControlNets of a request beside its model. Immutable.
 *
 * <pre>{@code
 * ControlNets nets = ControlNets.of(keys, model.withResiduals());
 * ControlRun run = nets.on(pictures, pass::place, mask, model, pool);
 * }</pre>
 */
public final class ControlNets {

    private static final String ABSENT =
            "There is no ControlNet '%s': give the path of a .safetensors, .pth or .onnx file, or of a folder.";
    private static final WantedModel WANTED = WantedModel.there(ModelRole.CONTROLNET, "", ABSENT, ABSENT);

    private record Loaded(ControlUnit unit, ControlNet net, ControlPreprocessor preprocessor) {
    }

    private final List<Loaded> loaded;
    private final List<String> notes;

    private ControlNets(final List<Loaded> loaded, final List<String> notes) {
        this.loaded = List.copyOf(loaded);
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads what the files say of themselves; nothing is loaded.
     *
     * @param model whose denoiser takes residuals if any unit is used
     * @throws InpaintException if a unit is contradictory, or a file is missing, none of its kind, or does not fit
     */
    public static ControlNets of(final ControlKeys keys, final DiffusionModel model) {
        final List<Loaded> loaded = new ArrayList<>();
        final List<String> notes = new ArrayList<>();
        for (final ControlUnit unit : keys.all()) {
            unit.check();
            if (!unit.network().isEmpty() && !unit.isUsed())
                notes.add(KeyUse.note(List.of(unit.key("controlnet", "")), unit.key("control", "_weight") + "=0"));
        }
        for (final ControlUnit unit : keys.used())
            loaded.add(new Loaded(unit, ControlNet.read(ModelLocator.STANDARD.locate(unit.network(), WANTED), model),
                    ControlPreprocessor.of(unit.preprocessor())));
        return new ControlNets(loaded, notes);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return loaded.isEmpty();
    }

    /** The units, in their order. */
    public List<ControlUnit> units() {
        return loaded.stream().map(Loaded::unit).toList();
    }

    /** The networks, in the order of their units. */
    public List<NetworkFile> networks() {
        return loaded.stream().map(l -> l.net.file().network()).toList();
    }

    /**
     * What they do in a pass.
     *
     * @param pictures red, green and blue of each unit's picture by its number, of the size of the whole picture
     * @param place    brings a plane of the whole picture onto the canvas of the pass
     * @param mask     over the canvas, 1 = repaint; empty without one
     */
    public ControlRun on(final Map<Integer, List<Plane>> pictures, final UnaryOperator<Plane> place,
            final Optional<Plane> mask, final DiffusionModel model, final SessionPool pool) {
        return new ControlRun(model, pool, loaded.stream().map(l -> new ControlRun.Part(l.unit, l.net, l.preprocessor,
                pictures.get(l.unit.number()).stream().map(plane -> place.apply(plane).copy().clamp()).toList(), mask))
                .toList());
    }

    /** For the record: what tells the networks from others of their names. */
    public Map<String, String> facts() {
        final Map<String, String> facts = new LinkedHashMap<>();
        for (final Loaded l : loaded)
            facts.put(l.unit.key("controlnet", "_sha256"), Fingerprint.of(List.of(l.net.file().network())));
        return facts;
    }

    /** What the user should know, full sentences. */
    public List<String> notes(final boolean masked) {
        final List<String> all = new ArrayList<>(notes);
        for (final Loaded l : loaded) {
            final String key = l.unit.key("preprocessor", "");
            if (l.unit.preprocessor().equalsIgnoreCase("inpaint") && !masked)
                all.add("With " + key + "=inpaint nothing is hidden, for there is no mask.");
            if (l.net.averages())
                all.add("What " + l.unit.key("controlnet", "") + " gives is averaged over the picture, as a shuffle "
                        + "model wants it, and counts for the prompt alone.");
        }
        return all;
    }
}
