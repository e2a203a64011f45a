package org.inpaintj.image;

import java.util.Arrays;

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

    /**
     * A short text that is another one once the picture would be, without making the picture: some milliseconds for
     * four million samples. Call it as {@link #of}.
     */
    public static String key(final ImagePlus imp) {
        final StringBuilder key = new StringBuilder().append(imp.getWidth()).append(' ').append(imp.getHeight())
                .append(' ').append(Display.key(imp));
        for (final Object plane : Source.planes(imp, Position.shown(imp)))
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
