package org.inpaintj.inpaint.samples;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.Type;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;

/**
 * The samples of a rectangle of an image with all its channels. Those of ImageJ's types are kept bit for bit, those of
 * any other as doubles, which hold whole numbers up to 2^53.
 *
 * @param type   the sample type
 * @param width  columns
 * @param height rows
 * @param planes one array a plane, as {@link SampleType} says, row by row
 */
public record Samples(SampleType type, int width, int height, List<Object> planes) implements Serializable {

    public Samples {
        planes = List.copyOf(planes);
    }

    /** Zeros. */
    public static Samples blank(final SampleType type, final int width, final int height, final int planes) {
        final List<Object> arrays = new ArrayList<>();
        for (int p = 0; p < planes; p++)
            arrays.add(type.array(width * height));
        return new Samples(type, width, height, arrays);
    }

    /**
     * Copies a box of an ImgLib2 image of the axes x, y and maybe channel, whatever its origin.
     *
     * @throws InpaintException if the image has other axes, or its pixels are neither real numbers nor packed colours
     */
    public static <T extends Type<T>> Samples of(final RandomAccessibleInterval<T> image, final Box box) {
        return ImgSamples.read(image, box);
    }

    /** Copies a box out of whole planes of a width. */
    public static Samples read(final SampleType type, final List<Object> from, final int fromWidth, final Box box) {
        final Samples out = blank(type, box.width(), box.height(), from.size());
        for (int p = 0; p < from.size(); p++)
            for (int y = 0; y < box.height(); y++)
                System.arraycopy(from.get(p), (box.y() + y) * fromWidth + box.x(), out.planes.get(p), y * box.width(),
                        box.width());
        return out;
    }

    public Samples crop(final Box box) {
        return read(type, planes, width, box);
    }

    /** A copy with zeros where the flags are false. */
    public Samples only(final boolean[] where) {
        final Samples out = blank(type, width, height, planes.size());
        write(where, out.planes, width, height, 0, 0);
        return out;
    }

    /**
     * A copy of these samples with others of the same type and size laid over them, rounded to the type; where either
     * is no number, the one above.
     *
     * @param opacity of those, 0 to 1
     */
    public Samples under(final Samples above, final double opacity) {
        final Samples out = crop(new Box(0, 0, width, height));
        for (int c = 0; c < channels(); c++)
            for (int i = 0; i < width * height; i++) {
                final double low = get(c, i), high = above.get(c, i), mixed = low + opacity * (high - low);
                out.set(c, i, Double.isNaN(mixed) ? high : mixed);
            }
        return out;
    }

    /** Channels in all: three a plane in RGB. */
    public int channels() {
        return planes.size() * type.channels();
    }

    /** One channel's sample values, row by row, as floats. */
    public float[] channel(final int c) {
        if (type.storage() == SampleType.Storage.FLOATS)
            return ((float[]) planes.get(c)).clone();
        final double[] values = values(c);
        final float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (float) values[i];
        return out;
    }

    /** One channel's sample values, row by row. */
    public double[] values(final int c) {
        final double[] out = new double[width * height];
        final Object plane = planes.get(c / type.channels());
        switch (type.storage()) {
            case BYTES -> {
                for (int i = 0; i < out.length; i++)
                    out[i] = ((byte[]) plane)[i] & 0xff;
            }
            case SHORTS -> {
                for (int i = 0; i < out.length; i++)
                    out[i] = ((short[]) plane)[i] & 0xffff;
            }
            case FLOATS -> {
                for (int i = 0; i < out.length; i++)
                    out[i] = ((float[]) plane)[i];
            }
            case PACKED_RGB -> {
                final int shift = shift(c);
                for (int i = 0; i < out.length; i++)
                    out[i] = ((int[]) plane)[i] >> shift & 0xff;
            }
            case DOUBLES -> System.arraycopy(plane, 0, out, 0, out.length);
        }
        return out;
    }

    /**
     * One sample of a channel.
     *
     * @param i row * width + column
     */
    public double get(final int c, final int i) {
        final Object plane = planes.get(c / type.channels());
        return switch (type.storage()) {
            case BYTES -> ((byte[]) plane)[i] & 0xff;
            case SHORTS -> ((short[]) plane)[i] & 0xffff;
            case FLOATS -> ((float[]) plane)[i];
            case PACKED_RGB -> ((int[]) plane)[i] >> shift(c) & 0xff;
            case DOUBLES -> ((double[]) plane)[i];
        };
    }

    /** Writes one sample of a channel, rounded and clamped to the type. */
    public void set(final int c, final int i, final double value) {
        put(c, i, type.nearest(value));
    }

    /** Writes one sample of a channel as it is: a value that the type has. */
    void put(final int c, final int i, final double sample) {
        final Object plane = planes.get(c / type.channels());
        switch (type.storage()) {
            case BYTES -> ((byte[]) plane)[i] = (byte) (int) sample;
            case SHORTS -> ((short[]) plane)[i] = (short) (int) sample;
            case FLOATS -> ((float[]) plane)[i] = (float) sample;
            case PACKED_RGB -> {
                final int shift = shift(c);
                ((int[]) plane)[i] = ((int[]) plane)[i] & ~(0xff << shift) | (int) sample << shift;
            }
            case DOUBLES -> ((double[]) plane)[i] = sample;
        }
    }

    private static int shift(final int c) {
        return 16 - 8 * (c % 3);
    }

    /**
     * Copies the chosen samples into whole planes; what would lie outside them is left out.
     *
     * @param where one flag a pixel of these samples
     * @param x     column of the planes where these samples start
     * @param y     row
     */
    public void write(final boolean[] where, final List<Object> into, final int toWidth, final int toHeight,
            final int x,
            final int y) {
        final Box box = new Box(x, y, width, height).intersect(new Box(0, 0, toWidth, toHeight));
        for (int row = box.y(); row < box.y() + box.height(); row++) {
            final int shift = (row - y) * width - x, end = box.x() + box.width();
            int from = box.x();
            while (from < end) {
                int to = from;
                while (to < end && where[shift + to])
                    to++;
                for (int p = 0; p < planes.size() && to > from; p++)
                    System.arraycopy(planes.get(p), shift + from, into.get(p), row * toWidth + from, to - from);
                from = to + 1;
            }
        }
    }

    /** All samples, plane by plane, big-endian. */
    public byte[] bytes() {
        final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(type, width, height, planes.size())));
        for (final Object plane : planes) {
            switch (type.storage()) {
                case BYTES -> out.slice().put((byte[]) plane);
                case SHORTS -> out.asShortBuffer().put((short[]) plane);
                case FLOATS -> out.asFloatBuffer().put((float[]) plane);
                case PACKED_RGB -> out.asIntBuffer().put((int[]) plane);
                case DOUBLES -> out.asDoubleBuffer().put((double[]) plane);
            }
            out.position(out.position() + type.bytes() * width * height);
        }
        return out.array();
    }

    /** Reads what {@link #bytes()} wrote. */
    public static Samples of(final SampleType type, final int width, final int height, final int planes,
            final ByteBuffer in) {
        final Samples out = blank(type, width, height, planes);
        for (final Object plane : out.planes) {
            switch (type.storage()) {
                case BYTES -> in.slice().get((byte[]) plane);
                case SHORTS -> in.asShortBuffer().get((short[]) plane);
                case FLOATS -> in.asFloatBuffer().get((float[]) plane);
                case PACKED_RGB -> in.asIntBuffer().get((int[]) plane);
                case DOUBLES -> in.asDoubleBuffer().get((double[]) plane);
            }
            in.position(in.position() + type.bytes() * width * height);
        }
        return out;
    }

    public static long size(final SampleType type, final int width, final int height, final int planes) {
        return (long) type.bytes() * width * height * planes;
    }
}
