package org.inpaintj.imagej.image;

import java.nio.ByteBuffer;
import java.util.List;

import ij.ImagePlus;

import org.inpaintj.core.Box;

/**
 * The samples of a rectangle of one position of an image, bit for bit, with all its channels.
 *
 * @param depth  the sample type
 * @param width  columns
 * @param height rows
 * @param planes one array a stack plane, as {@link SampleType} says, row by row
 */
public record Samples(SampleType depth, int width, int height, List<Object> planes) {

    public Samples {
        planes = List.copyOf(planes);
    }

    /** Zeros. */
    static Samples blank(final SampleType depth, final int width, final int height, final int planes) {
        return new Samples(depth, width, height,
                java.util.stream.IntStream.range(0, planes).mapToObj(p -> depth.array(width * height)).toList());
    }

    /** Copies a box out of whole planes of a width. */
    public static Samples read(final SampleType depth, final List<Object> from, final int fromWidth, final Box box) {
        final Samples out = blank(depth, box.width(), box.height(), from.size());
        for (int p = 0; p < from.size(); p++)
            for (int y = 0; y < box.height(); y++)
                System.arraycopy(from.get(p), (box.y() + y) * fromWidth + box.x(), out.planes.get(p), y * box.width(),
                        box.width());
        return out;
    }

    public Samples crop(final Box box) {
        return read(depth, planes, width, box);
    }

    /** True if an image has samples like these. */
    public boolean fits(final ImagePlus imp) {
        return depth.bits() == imp.getBitDepth() && planes.size() == imp.getNChannels();
    }

    /** A copy with zeros where the flags are false. */
    public Samples only(final boolean[] where) {
        final Samples out = blank(depth, width, height, planes.size());
        write(where, out.planes, width, height, 0, 0);
        return out;
    }

    /** Channels in all: three a plane in RGB. */
    public int channels() {
        return planes.size() * depth.channels();
    }

    /** One channel's sample values, row by row. */
    public float[] channel(final int c) {
        final float[] out = new float[width * height];
        final Object plane = planes.get(c / depth.channels());
        switch (depth) {
            case BITS8 -> {
                for (int i = 0; i < out.length; i++)
                    out[i] = ((byte[]) plane)[i] & 0xff;
            }
            case BITS16 -> {
                for (int i = 0; i < out.length; i++)
                    out[i] = ((short[]) plane)[i] & 0xffff;
            }
            case BITS32 -> System.arraycopy(plane, 0, out, 0, out.length);
            case RGB -> {
                final int shift = shift(c);
                for (int i = 0; i < out.length; i++)
                    out[i] = ((int[]) plane)[i] >> shift & 0xff;
            }
        }
        return out;
    }

    /** Writes one sample of a channel, rounded and clamped to the type. */
    public void set(final int c, final int i, final double value) {
        final Object plane = planes.get(c / depth.channels());
        if (depth == SampleType.BITS32) {
            ((float[]) plane)[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, value));
            return;
        }
        final int whole = (int) Math.round(Math.max(0, Math.min(depth.max(), value)));
        switch (depth) {
            case BITS8 -> ((byte[]) plane)[i] = (byte) whole;
            case BITS16 -> ((short[]) plane)[i] = (short) whole;
            default -> {
                final int shift = shift(c);
                ((int[]) plane)[i] = ((int[]) plane)[i] & ~(0xff << shift) | whole << shift;
            }
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
    public void write(final boolean[] where, final List<Object> into, final int toWidth, final int toHeight, final int x,
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
        final ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size(depth, width, height, planes.size())));
        for (final Object plane : planes)
            switch (depth) {
                case BITS8 -> out.put((byte[]) plane);
                case BITS16 -> {
                    out.asShortBuffer().put((short[]) plane);
                    out.position(out.position() + 2 * width * height);
                }
                case BITS32 -> {
                    out.asFloatBuffer().put((float[]) plane);
                    out.position(out.position() + 4 * width * height);
                }
                case RGB -> {
                    out.asIntBuffer().put((int[]) plane);
                    out.position(out.position() + 4 * width * height);
                }
            }
        return out.array();
    }

    /** Reads what {@link #bytes()} wrote. */
    public static Samples of(final SampleType depth, final int width, final int height, final int planes, final ByteBuffer in) {
        final Samples out = blank(depth, width, height, planes);
        for (final Object plane : out.planes)
            switch (depth) {
                case BITS8 -> in.get((byte[]) plane);
                case BITS16 -> {
                    in.asShortBuffer().get((short[]) plane);
                    in.position(in.position() + 2 * width * height);
                }
                case BITS32 -> {
                    in.asFloatBuffer().get((float[]) plane);
                    in.position(in.position() + 4 * width * height);
                }
                case RGB -> {
                    in.asIntBuffer().get((int[]) plane);
                    in.position(in.position() + 4 * width * height);
                }
            }
        return out;
    }

    public static long size(final SampleType depth, final int width, final int height, final int planes) {
        return (long) depth.bytes() * width * height * planes;
    }
}
