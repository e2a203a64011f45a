package org.inpaintj.image;

import java.util.Map;
import java.util.SplittableRandom;

import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;

import ij.ImagePlus;
import ij.gui.OvalRoi;

/** Short cuts to a finished job. */
final class Jobs {

    private Jobs() {}

    /** A 16 x 12 image of a kind with an oval selected. */
    static ImagePlus image(final TestImages kind) {
        final ImagePlus imp = kind.make(16, 12, new SplittableRandom(kind.ordinal()));
        imp.setRoi(new OvalRoi(4, 3, 7, 6));
        return imp;
    }

    static Request request(final String... keysAndValues) {
        Request request = Request.of(Map.of("engine", TestEngine.PLAIN.id(), "seed", "7"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    static Painting paint(final ImagePlus imp, final String... keysAndValues) {
        return Capture.of(imp, request(keysAndValues)).paint(Progress.NONE);
    }

    static ImagePlus deliver(final ImagePlus imp, final String... keysAndValues) {
        return Delivery.deliver(paint(imp, keysAndValues));
    }

    /** The digest of all samples of an image. */
    static String digest(final ImagePlus imp) {
        final java.util.List<Object> planes = new java.util.ArrayList<>();
        for (int i = 1; i <= imp.getStackSize(); i++)
            planes.add(imp.getStack().getProcessor(i).getPixels());
        return Digest.of(new Samples(Depth.of(imp), imp.getWidth(), imp.getHeight(), planes));
    }
}
