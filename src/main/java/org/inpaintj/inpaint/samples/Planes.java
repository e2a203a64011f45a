package org.inpaintj.inpaint.samples;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;

/** Between planes of floats and ImgLib2 images with the axes x, y, channel. */
public final class Planes {

    /** Where red, green, blue and opacity lie in a packed pixel, bits. */
    private static final int[] SHIFTS = { 16, 8, 0, 24 };

    private Planes() {}

    /** The planes themselves, one after the other, as an image. */
    public static RandomAccessibleInterval<FloatType> image(final float[] planes, final int width, final int height,
            final int channels) {
        return ArrayImgs.floats(planes, width, height, channels);
    }

    /** The plane itself as an image with the axes x, y. */
    public static RandomAccessibleInterval<FloatType> image(final float[] plane, final int width, final int height) {
        return ArrayImgs.floats(plane, width, height);
    }

    /** Copies of a box of the channels of an image that starts at 0, one array each. */
    public static float[][] arrays(final RandomAccessibleInterval<FloatType> image, final Box box) {
        final int width = (int) image.dimension(0), height = (int) image.dimension(1);
        final float[][] out = new float[(int) image.dimension(2)][box.width() * box.height()];
        if (image instanceof ArrayImg<FloatType, ?> array && array.update(null) instanceof FloatArray floats) {
            for (int c = 0; c < out.length; c++)
                for (int y = 0; y < box.height(); y++)
                    System.arraycopy(floats.getCurrentStorageArray(), (c * height + box.y() + y) * width + box.x(),
                            out[c], y * box.width(), box.width());
            return out;
        }
        final Cursor<FloatType> cursor = Views.flatIterable(Views.interval(image, FinalInterval.createMinSize(
                box.x(), box.y(), 0, box.width(), box.height(), out.length))).cursor();
        for (final float[] channel : out)
            for (int i = 0; i < channel.length; i++)
                channel[i] = cursor.next().get();
        return out;
    }

    /** The packed pixels of an image of red, green, blue and opacity, 0 to 1. */
    public static int[] argb(final RandomAccessibleInterval<FloatType> rgba) {
        final int[] argb = new int[(int) (rgba.dimension(0) * rgba.dimension(1))];
        final Cursor<FloatType> cursor = Views.flatIterable(rgba).cursor();
        for (final int shift : SHIFTS)
            for (int i = 0; i < argb.length; i++)
                argb[i] |= Math.round(cursor.next().get() * 255) << shift;
        return argb;
    }

    /** Red, green, blue and opacity, 0 to 1, of packed pixels. */
    public static RandomAccessibleInterval<FloatType> rgba(final int[] argb, final int width, final int height) {
        final float[] all = new float[Math.multiplyExact(4, argb.length)];
        for (int i = 0; i < argb.length; i++)
            for (int c = 0; c < 4; c++)
                all[c * argb.length + i] = (argb[i] >> SHIFTS[c] & 0xff) / 255f;
        return ArrayImgs.floats(all, width, height, 4);
    }
}
