package org.inpaintj.image;

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
     * @throws InpaintException if the engine is not here or the layer cannot be read
     */
    public static Capture of(final ImagePlus imp, final Layer layer) {
        final Patch patch = layer.patch();
        final Provenance provenance = patch.provenance();
        final Request request = provenance.again().with("target", "layer");
        final Capture capture = new Capture(Task.of(provenance.task()), new Source(imp, layer.position()),
                patch.selection(), provenance.mask(), request, Layers.below(imp, layer));
        if (!Digest.of(capture.samples()).equals(provenance.cropSha256()))
            capture.note("The image around this layer has changed since the layer was made, so the result will "
                    + "differ.");
        return capture;
    }
}
