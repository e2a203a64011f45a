package org.inpaintj.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Engines;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;

import ij.ImagePlus;

/** Makes a layer again from its provenance, bit for bit if the image below is as it was. */
public final class Repeat {

    private Repeat() {}

    /**
     * The job that made a layer, to be painted and delivered like any other; its result comes as another layer. If the
     * image has changed meanwhile, the painting's notes say so.
     *
     * @param imp   the image with the layer
     * @param layer one of {@link Layer#of}
     * @throws InpaintException if the engine or its model is not here, or the layer cannot be read
     */
    public static Capture of(final ImagePlus imp, final Layer layer) {
        final Patch patch = layer.patch();
        if (!layer.misplaced().isEmpty())
            throw new InpaintException(layer.misplaced());
        final Provenance provenance = patch.provenance();
        final Optional<Request> same = withModels(provenance);
        final Request request = same.orElseGet(provenance::again).with("target", "layer");
        final Capture capture = new Capture(Task.of(provenance.task()), new Source(imp, layer.position()),
                new Capture.Chosen(patch.selection(), provenance.mask(), facts(provenance.facts())), request,
                Layers.below(imp, layer));
        if (!Digest.of(capture.samples()).equals(provenance.cropSha256()))
            capture.note("The image around this layer has changed since the layer was made, so the result will "
                    + "differ.");
        if (same.isEmpty())
            capture.note("The model '" + provenance.request().get("model") + "' here is not the one that the layer was "
                    + "made with, so the result will differ.");
        return capture;
    }

    /** Those that say how the mask was found; the others come anew. */
    private static Map<String, String> facts(final Map<String, String> all) {
        final Map<String, String> facts = new TreeMap<>(Refinement.facts(all));
        facts.putAll(Series.facts(all));
        return facts;
    }

    /** The request with the paths of models that have the fingerprint of those that ran; empty if there are none. */
    private static Optional<Request> withModels(final Provenance provenance) {
        final Request again = provenance.again();
        final String wanted = provenance.facts().getOrDefault(Engine.MODEL, "");
        if (wanted.isEmpty())
            return Optional.of(again);
        final List<String> models = KnownModels.named(again.model());
        final List<String> vaes = again.vae().isEmpty() ? List.of("") : KnownModels.named(again.vae());
        if (models.isEmpty() || vaes.isEmpty())
            throw new InpaintException("The layer was made with '" + (models.isEmpty() ? again.model() : again.vae())
                    + "', which is not known here: use it once, with the path where it lies, then repeat the layer.");
        final Engine engine = Engines.get(provenance.engine());
        return models.stream().flatMap(model -> vaes.stream().map(vae -> again.with("model", model).with("vae", vae)))
                .filter(request -> hasFingerprint(engine, request, wanted)).findFirst();
    }

    private static boolean hasFingerprint(final Engine engine, final Request request, final String wanted) {
        try {
            return engine.fingerprint(request).equals(wanted);
        } catch (final InpaintException e) {
            // another one of that name may be whole
            return false;
        }
    }
}
