package org.inpaintj.image;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.segment.Picture;

import ij.ImagePlus;

/** What an image looks like, for networks that are asked about what the user sees. */
public final class Shown {

    private Shown() {}

    /**
     * The shown position in its colours and display range, without overlay and selection. Copied, so that the image may
     * change afterwards. Call it from any thread, while nothing else changes the image.
     *
     * @throws InpaintException if the Java heap cannot hold it
     */
    public static Picture of(final ImagePlus imp) {
        final int width = imp.getWidth(), height = imp.getHeight();
        Limits.check(new Box(0, 0, width, height));
        final Samples samples = new Samples(Depth.of(imp), width, height, Source.planes(imp, Position.shown(imp)));
        return Picture.of(width, height, (int[]) Display.render(imp, samples).getPixels());
    }
}
