package org.inpaintj.imagej.image;

import java.util.Arrays;

import ij.ImagePlus;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.segment.RgbImage;

/** This class gives what an image looks like on the screen, for networks that are asked about what the user sees. */
public final class DisplayedImage {

    private DisplayedImage() {}

    /**
     * The shown position in its colours and display range, without overlay and selection. Copied, so that the image may
     * change afterwards. Call it from any thread, while nothing else changes the image.
     *
     * @throws InpaintException if the Java heap cannot hold it
     */
    public static RgbImage of(final ImagePlus imp) {
        final int width = imp.getWidth(), height = imp.getHeight();
        HeapCheck.check(new Box(0, 0, width, height));
        final Samples samples =
                new Samples(ImageJTypes.of(imp), width, height, ImageSource.planes(imp, StackPosition.shown(imp)));
        return RgbImage.of(width, height, (int[]) LutRenderer.render(imp, samples).getPixels());
    }

    /**
     * A short text that is another one once the picture would be, without making the picture: some milliseconds for
     * four million samples. Call it as {@link #of}.
     */
    public static String key(final ImagePlus imp) {
        final StringBuilder key = new StringBuilder().append(imp.getWidth()).append(' ').append(imp.getHeight())
                .append(' ').append(LutRenderer.key(imp));
        for (final Object plane : ImageSource.planes(imp, StackPosition.shown(imp)))
            key.append(' ').append(hash(plane));
        return key.toString();
    }

    /** Of the samples of a plane. */
    static int hash(final Object plane) {
        return plane instanceof byte[] bytes ? Arrays.hashCode(bytes)
                : plane instanceof short[] shorts ? Arrays.hashCode(shorts)
                : plane instanceof int[] ints ? Arrays.hashCode(ints) : Arrays.hashCode((float[]) plane);
    }
}
