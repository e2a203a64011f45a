package org.inpaintj.engine.erase;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileStamp;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.WantedModel;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.device.DeviceChoice;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.device.Devices;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Membrane;

/**
 * Fills the hole from its surroundings by one run of a network such as LaMa (Suvorov et al. 2022) or MI-GAN (Sargsyan
 * et al. 2023), exported to ONNX. No prompt and no chance: the same scene gives the same pixels, whatever the seed.
 */
@Plugin(type = Engine.class, priority = Priority.HIGH - 2)
public final class EraseEngine implements Engine {

    private static final float CLOSE_ENOUGH = 1e-3f;
    private static final int MOST_CONTEXT = 1024;

    private static final WantedModel WANTED = WantedModel.any(ModelRole.MODEL,
            "The engine erase needs a model: set Model (model=FILE) to the .onnx file of a one-shot eraser such as "
                    + "LaMa or MI-GAN; InpaintJ's docs/models.md names some.",
            "The model '%s' is no path of a file: give the .onnx file of a one-shot eraser such as LaMa or MI-GAN.");

    /** What is kept loaded: another file of the same name is loaded anew. */
    private record Kept(FileStamp file, DeviceSetup setup) {
    }

    private final SessionCache<Kept, EraserSession> sessions = SessionCache.ofOne(EraserSession::close);

    @Override
    public String id() {
        return "erase";
    }

    @Override
    public Capabilities capabilities() {
        // candidates are heard of: there is a note why it makes one only
        return Capabilities.of("Eraser (LaMa or MI-GAN, needs a model)")
                .using("candidates", "width", "height", "device",
                "model");
    }

    /** With the path of a model that is given by its name. */
    @Override
    public Request resolve(final Request request) {
        return ModelLocator.inFolders(request.namesModel() ? request.model() : "", ModelRole.MODEL)
                .map(path -> request.with("model", path)).orElse(request);
    }

    @Override
    public void check(final Request request) {
        eraser(request);
    }

    @Override
    public String fingerprint(final Request request) {
        return Fingerprint.of(List.of(eraser(request).network()));
    }

    /**
     * A file that is no checkpoint, or a folder with nothing but erasers; what is wrong with it is told by
     * {@link #check}.
     */
    @Override
    public boolean supportsModel(final String model) {
        try {
            return ModelLocator.STANDARD.place(model, ModelRole.MODEL).filter(EraserModel::isLikely)
                    .filter(path -> !Checkpoint.isLikely(path)).isPresent();
        } catch (final InpaintException e) {
            return false; // two of one name: whoever is to run one of them says so
        }
    }

    /**
     * Enough for a square with the hole in it that is as large as what the networks were trained on, wherever it lies.
     */
    @Override
    public int context(final int width, final int height) {
        final int side = Math.max(EraserWindow.LEAST, Math.max(width, height) + 2 * EraserWindow.MARGIN);
        return Math.min(MOST_CONTEXT, side - Math.min(width, height));
    }

    /** Runs follow each other, for an eraser serves one at a time. */
    @Override
    public synchronized Result run(final Request request, final Scene scene, final Progress progress) {
        final EraserModel eraser = eraser(request);
        final Plane hole = hole(scene);
        final EraserWindow window = EraserWindow.of(eraser, request, bounds(scene), scene.width(), scene.height());
        progress.step(0, 2, "Loading the model");
        final DeviceChoice device = Devices.choose(request.device());
        if (device.device() == Request.Device.CPU)
            eraser.network().cpuProblem().ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        final Kept key = new Kept(FileStamp.of(eraser.network().file().toAbsolutePath().normalize()), device.setup());
        try (SessionCache.Lease<EraserSession> network =
                sessions.lease(key, () -> new EraserSession(eraser, device.setup()))) {
            final List<Plane> planes = Plane.channels(scene.pixels()), seen = new ArrayList<>();
            final boolean shows = window.letterbox().resizes() || eraser.layout() == EraserModel.Layout.BYTES;
            for (final Plane plane : planes)
                seen.add(window.place(shows ? smoothed(plane, hole) : plane));
            progress.step(1, 2, "Erasing");
            final List<Plane> painted = network.value()
                    .paint(new EraserFormat.Picture(seen, window.placeHole(hole)), progress);
            for (int c = 0; c < planes.size(); c++) {
                window.take(painted.get(c), planes.get(c));
                clamp(planes.get(c).values());
            }
            progress.step(2, 2, "Erasing");
            final Map<String, String> facts = new LinkedHashMap<>(device.facts());
            facts.put("model", eraser.network().file().getFileName().toString());
            facts.put(MODEL, Fingerprint.of(List.of(eraser.network())));
            facts.put("family", network.value().format(progress).title());
            facts.put("processing_size", window.width() + " x " + window.height());
            return new Result(List.of(new Result.Candidate(request.seed(), Plane.image(planes))),
                    notes(request, window, device), facts);
        }
    }

    private static void clamp(final float[] tones) {
        for (int i = 0; i < tones.length; i++)
            tones[i] = Math.min(1, Math.max(0, tones[i]));
    }

    private static List<String> notes(final Request request, final EraserWindow eraserWindow,
            final DeviceChoice device) {
        final List<String> notes = new ArrayList<>(device.notes());
        if (request.candidates() > 1)
            notes.add("An eraser has one answer whatever the seed, so it made one candidate.");
        final Box window = eraserWindow.window(), inner = eraserWindow.letterbox().inner();
        if (inner.width() < window.width())
            notes.add("The model worked on " + window.width() + " x " + window.height() + " px reduced to "
                    + inner.width() + " x " + inner.height() + ", so the fill is less sharp than the image: select "
                    + "less at a time for more detail.");
        return notes;
    }

    /** The model of a request, of a size that the request allows. */
    private static EraserModel eraser(final Request request) {
        final EraserModel eraser =
                EraserModel.read(ModelLocator.STANDARD.locate(request.namesModel() ? request.model() : "", WANTED));
        EraserWindow.check(eraser, request);
        return eraser;
    }

    /** 1 where the network has to invent: under the mask, and where no sample is known. */
    private static Plane hole(final Scene scene) {
        final Plane hole = Plane.of(scene.mask()), valid = Plane.of(scene.valid());
        final float[] out = hole.values();
        for (int i = 0; i < out.length; i++)
            out[i] = out[i] > 0 || valid.values()[i] == 0 ? 1 : 0;
        return hole;
    }

    private static Box bounds(final Scene scene) {
        final Box bounds = Mask.of(Plane.of(scene.mask())).bounds();
        if (bounds.isEmpty())
            throw new InpaintException("The mask is empty, so there is nothing to erase: select a region.");
        return bounds;
    }

    /**
     * The surroundings continued smoothly into the hole. A resampler mixes neighbours, and MI-GAN for pictures of any
     * size mixes the rim of the hole with what was there: of neither may come back what was to be erased.
     */
    private static Plane smoothed(final Plane plane, final Plane hole) {
        final Plane out = plane.copy();
        final Membrane.Kind[] kinds = new Membrane.Kind[out.values().length];
        for (int i = 0; i < kinds.length; i++)
            kinds[i] = hole.values()[i] > 0 ? Membrane.Kind.FREE : Membrane.Kind.FIXED;
        Membrane.solve(out, kinds, CLOSE_ENOUGH);
        return out;
    }
}
