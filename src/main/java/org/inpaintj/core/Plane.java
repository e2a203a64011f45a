package org.inpaintj.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * A plane of floats: one channel of an image, a mask, a map of distances. The sample at column x and row y, both
 * counted from 0, is {@code values[y * width + x]}. The array is the plane's own, not a copy: whoever makes a plane may
 * go on writing to it, and says so where others may.
 *
 * @param values row by row, {@code width * height} of them
 * @param width  columns, 0 or more
 * @param height rows, 0 or more
 */
public record Plane(float[] values, int width, int height) {

    public Plane {
        if (width < 0 || height < 0 || values.length != (long) width * height)
            throw new IllegalArgumentException(values.length + " values for " + width + " x " + height);
    }

    /** A plane of zeros. */
    public Plane(final int width, final int height) {
        this(new float[Math.multiplyExact(width, height)], width, height);
    }

    /** A plane of one value. */
    public static Plane filled(final float value, final int width, final int height) {
        final Plane plane = new Plane(width, height);
        Arrays.fill(plane.values, value);
        return plane;
    }

    /** A copy of an image with the axes x, y, wherever it starts. */
    public static Plane of(final RandomAccessibleInterval<? extends RealType<?>> image) {
        if (image.numDimensions() != 2)
            throw new IllegalArgumentException("a plane has the axes x, y, not " + image.numDimensions());
        final Plane plane = new Plane(Math.toIntExact(image.dimension(0)), Math.toIntExact(image.dimension(1)));
        final float[] samples = floats(image);
        if (samples != null) {
            System.arraycopy(samples, 0, plane.values, 0, plane.values.length);
            return plane;
        }
        final Cursor<? extends RealType<?>> cursor = Views.flatIterable(image).cursor();
        for (int i = 0; i < plane.values.length; i++)
            plane.values[i] = cursor.next().getRealFloat();
        return plane;
    }

    /**
     * A copy of one channel of an image with the axes x, y, channel, wherever it starts.
     *
     * @param channel 0-based
     */
    public static Plane of(final RandomAccessibleInterval<? extends RealType<?>> image, final int channel) {
        final int width = Math.toIntExact(image.dimension(0)), height = Math.toIntExact(image.dimension(1));
        final float[] samples = floats(image);
        if (samples != null) {
            final int area = width * height;
            return new Plane(Arrays.copyOfRange(samples, channel * area, (channel + 1) * area), width, height);
        }
        return of(Views.hyperSlice(image, 2, image.min(2) + channel));
    }

    /** A copy of every channel of an image with the axes x, y, channel. */
    public static List<Plane> channels(final RandomAccessibleInterval<? extends RealType<?>> image) {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < image.dimension(2); c++)
            planes.add(of(image, c));
        return planes;
    }

    /** The array that an image consists of, or null. */
    private static float[] floats(final RandomAccessibleInterval<?> image) {
        return image instanceof ArrayImg<?, ?> array && array.update(null) instanceof FloatArray floats
                ? floats.getCurrentStorageArray() : null;
    }

    /** This plane as an image with the axes x, y that starts at 0; what is written to one is seen in the other. */
    public RandomAccessibleInterval<FloatType> image() {
        return ArrayImgs.floats(values, width, height);
    }

    /** Copies of planes of one size, at least one, as the channels of an image with the axes x, y, channel. */
    public static RandomAccessibleInterval<FloatType> image(final List<Plane> channels) {
        final int width = channels.get(0).width, height = channels.get(0).height, area = width * height;
        final float[] all = new float[Math.multiplyExact(channels.size(), area)];
        for (int c = 0; c < channels.size(); c++)
            System.arraycopy(channels.get(c).values, 0, all, c * area, area);
        return ArrayImgs.floats(all, width, height, channels.size());
    }

    /** All of it, as a box. */
    public Box box() {
        return new Box(0, 0, width, height);
    }

    /** The sample at a column and a row, which must lie in the plane. */
    public float at(final int x, final int y) {
        return values[y * width + x];
    }

    /** A copy of the part in a box; what of the box lies beyond this plane is 0. */
    public Plane crop(final Box part) {
        final Plane out = new Plane(part.width(), part.height());
        final Box common = box().intersect(part);
        for (int y = common.y(); y < common.y() + common.height(); y++)
            if (common.width() > 0)
                System.arraycopy(values, y * width + common.x(), out.values,
                        (y - part.y()) * part.width() + common.x() - part.x(), common.width());
        return out;
    }

    /**
     * Overwrites a part of this plane with another plane, all of which must lie within this one.
     *
     * @param x column of this plane where the other's first one comes
     * @param y row of this plane where the other's first one comes
     */
    public void put(final Plane other, final int x, final int y) {
        for (int row = 0; row < other.height; row++)
            System.arraycopy(other.values, row * other.width, values, (y + row) * width + x, other.width);
    }

    /** Brings the values to 0..1 where they are, for resampling overshoots at edges; not a number stays so. */
    public Plane clamp() {
        for (int i = 0; i < values.length; i++)
            values[i] = Math.max(0, Math.min(1, values[i]));
        return this;
    }

    /** A plane with samples of its own. */
    public Plane copy() {
        return new Plane(values.clone(), width, height);
    }
}
