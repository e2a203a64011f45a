package org.inpaintj.image;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/** Between planes of floats, one array a channel, and ImgLib2 images with the axes x, y, channel. */
final class Planes {

    /** Where red, green, blue and opacity lie in a packed pixel, bits. */
    private static final int[] SHIFTS = { 16, 8, 0, 24 };

    private Planes() {}

    /** A copy of the planes as one image. */
    static RandomAccessibleInterval<FloatType> image(final float[][] planes, final int width, final int height) {
        final int n = width * height;
        final float[] all = new float[Math.multiplyExact(n, planes.length)];
        for (int c = 0; c < planes.length; c++)
            System.arraycopy(planes[c], 0, all, c * n, n);
        return ArrayImgs.floats(all, width, height, planes.length);
    }

    /** The plane itself as an image with the axes x, y. */
    static RandomAccessibleInterval<FloatType> image(final float[] plane, final int width, final int height) {
        return ArrayImgs.floats(plane, width, height);
    }

    /** Copies of the channels of an image that starts at 0. */
    static float[][] arrays(final RandomAccessibleInterval<FloatType> image) {
        final int width = (int) image.dimension(0), height = (int) image.dimension(1);
        final float[][] out = new float[(int) image.dimension(2)][width * height];
        final Cursor<FloatType> cursor = Views.flatIterable(image).cursor();
        for (final float[] plane : out)
            for (int i = 0; i < plane.length; i++)
                plane[i] = cursor.next().get();
        return out;
    }

    /** Red, green, blue and opacity, 0 to 1, of packed pixels. */
    static RandomAccessibleInterval<FloatType> rgba(final int[] argb, final int width, final int height) {
        final float[] all = new float[Math.multiplyExact(4, argb.length)];
        for (int i = 0; i < argb.length; i++)
            for (int c = 0; c < 4; c++)
                all[c * argb.length + i] = (argb[i] >> SHIFTS[c] & 0xff) / 255f;
        return ArrayImgs.floats(all, width, height, 4);
    }
}
