package org.inpaintj.imagej.job;

import java.util.Map;
import java.util.SplittableRandom;

import ij.ImagePlus;
import ij.gui.OvalRoi;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;

/** Short cuts to a finished job. */
public final class InpaintJobs {

    private InpaintJobs() {}

    /** A 16 x 12 image of a kind with an oval selected. */
    public static ImagePlus image(final TestImages kind) {
        final ImagePlus imp = kind.make(16, 12, new SplittableRandom(kind.ordinal()));
        imp.setRoi(new OvalRoi(4, 3, 7, 6));
        return imp;
    }

    public static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", TestEngine.PLAIN.id(), "seed", "7"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    public static InpaintResult paint(final ImagePlus imp, final String... keysAndValues) {
        return InpaintJob.of(imp, request(keysAndValues)).paint(Progress.NONE);
    }

    public static ImagePlus deliver(final ImagePlus imp, final String... keysAndValues) {
        return Delivery.deliver(paint(imp, keysAndValues));
    }

    /** The digest of all samples of an image. */
    public static String digest(final ImagePlus imp) {
        final java.util.List<Object> planes = new java.util.ArrayList<>();
        for (int i = 1; i <= imp.getStackSize(); i++)
            planes.add(imp.getStack().getProcessor(i).getPixels());
        return SampleDigest.of(new Samples(ImageJTypes.of(imp), imp.getWidth(), imp.getHeight(), planes));
    }
}
