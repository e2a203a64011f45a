package org.inpaintj.engine.patch.level;

import java.util.Arrays;

/**
 * One level of the pyramid. A frame of two pixels surrounds the image, so that neighbours can be asked for without
 * looking where the border is. A pixel's index is {@code (y + FRAME) * stride + x + FRAME}; the sample k of the pixel
 * i is {@code f[i * depth + k]}: first the channels, then the mean absolute horizontal and vertical difference around
 * it. The frame holds zeros. In the hole {@code f} holds the present estimate; patches without hole pixels never read
 * it, so sources and estimate share the array.
 * <p>
 * Further pictures to copy from, such as neighbouring slices, lie behind the image in the same arrays, each in a frame
 * of its own: the pixel of the picture n that belongs to the pixel i of the image is {@code i + n * area}. What is
 * told of the hole, of {@link #x} and of {@link #y} is that of the image alone.
 */
public final class PyramidLevel {

    /** Width of the frame, px. */
    public static final int FRAME = 2;

    /** Bits of {@link #state}: 0 is a measured, known pixel. */
    public static final int HOLE = 1, STANDIN = 2, OUTSIDE = 4;

    public final int width, height, stride, channels, depth;

    /** Pixels of a picture with its frame; and how many pictures there are, of which the image is the first. */
    public final int area, pictures;

    /** What a pixel is: 0, {@link #HOLE}, {@link #STANDIN} (known, but never copied from) or {@link #OUTSIDE}. */
    public final byte[] state;

    public final float[] f;

    /** Indices of the hole's pixels, row by row; set by {@link #close}. */
    public int[] hole;

    /** The hole's bounding box, both ends inclusive, x and y without the frame; set by {@link #close}. */
    public int left, top, right, bottom;

    /** The bounding box of all pixels that are not measured, likewise. */
    public int unsureLeft, unsureTop, unsureRight, unsureBottom;

    /** An image alone. */
    public PyramidLevel(final int width, final int height, final int channels) {
        this(width, height, channels, 1);
    }

    /** @param pictures the image and those behind it */
    public PyramidLevel(final int width, final int height, final int channels, final int pictures) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.pictures = pictures;
        depth = channels + 2;
        stride = width + 2 * FRAME;
        area = stride * (height + 2 * FRAME);
        state = new byte[Math.multiplyExact(area, pictures)];
        f = new float[Math.multiplyExact(state.length, depth)];
        for (int start = 0; start < state.length; start += area)
            frame(start);
    }

    private void frame(final int start) {
        Arrays.fill(state, start, start + FRAME * stride, (byte) OUTSIDE);
        for (int y = 0; y < height; y++) {
            final int i = start + index(0, y);
            for (int k = 1; k <= FRAME; k++) {
                state[i - k] = OUTSIDE;
                state[i + width - 1 + k] = OUTSIDE;
            }
        }
        Arrays.fill(state, start + (height + FRAME) * stride, start + area, (byte) OUTSIDE);
    }

    public int index(final int x, final int y) {
        return (y + FRAME) * stride + x + FRAME;
    }

    public int x(final int index) {
        return index % stride - FRAME;
    }

    public int y(final int index) {
        return index / stride - FRAME;
    }

    /** True if no pixel is known. */
    public boolean allHole() {
        return hole.length == width * height;
    }

    /**
     * A copy of the hole's first samples, interleaved, in the order of its pixels.
     *
     * @param each how many of a pixel: {@link #channels} or {@link #depth}
     */
    public float[] holeSamples(final int each) {
        final float[] samples = new float[Math.multiplyExact(hole.length, each)];
        for (int n = 0; n < hole.length; n++)
            System.arraycopy(f, hole[n] * depth, samples, n * each, each);
        return samples;
    }

    /** @param samples as {@link #holeSamples} gives them */
    public void setHoleSamples(final float[] samples, final int each) {
        for (int n = 0; n < hole.length; n++)
            System.arraycopy(samples, n * each, f, hole[n] * depth, each);
    }

    /**
     * A copy of the image alone.
     *
     * @param more pixels that are a part of its hole
     */
    public PyramidLevel holed(final int[] more) {
        final PyramidLevel copy = new PyramidLevel(width, height, channels);
        System.arraycopy(state, 0, copy.state, 0, copy.state.length);
        System.arraycopy(f, 0, copy.f, 0, copy.f.length);
        for (final int i : more)
            copy.state[i] = HOLE;
        copy.close();
        return copy;
    }

    /**
     * The hole and what is near to it, with the same order of the hole's pixels.
     *
     * @param margin px around the hole's bounding box
     * @return a copy of the image alone, or the level itself where that would hold all of it
     */
    public PyramidLevel around(final int margin) {
        final int x0 = Math.max(0, left - margin), x1 = Math.min(width - 1, right + margin);
        final int y0 = Math.max(0, top - margin), y1 = Math.min(height - 1, bottom + margin);
        if (x1 - x0 + 1 == width && y1 - y0 + 1 == height)
            return this;
        final PyramidLevel part = new PyramidLevel(x1 - x0 + 1, y1 - y0 + 1, channels);
        for (int y = 0; y < part.height; y++) {
            final int from = index(x0, y0 + y), to = part.index(0, y);
            System.arraycopy(state, from, part.state, to, part.width);
            System.arraycopy(f, from * depth, part.f, to * depth, part.width * depth);
        }
        part.close();
        return part;
    }

    /** The pixel below, above, right or left of another, for k = 0..3. */
    public int neighbour(final int i, final int k) {
        return i + (k == 0 ? stride : k == 1 ? -stride : k == 2 ? 1 : -1);
    }

    /** Lists the hole once {@link #state} is complete. */
    public void close() {
        left = unsureLeft = width;
        top = unsureTop = height;
        right = bottom = unsureRight = unsureBottom = -1;
        hole = new int[64];
        int n = 0;
        for (int y = 0; y < height; y++)
            n = row(y, n);
        hole = Arrays.copyOf(hole, n);
    }

    /** Takes in one row; {@code n} pixels were listed before it, and are listed after it what is returned. */
    private int row(final int y, final int before) {
        int n = before;
        final int row = index(0, y);
        for (int x = 0; x < width; x++) {
            final int s = state[row + x];
            if (s == 0)
                continue;
            unsureLeft = Math.min(unsureLeft, x);
            unsureRight = Math.max(unsureRight, x);
            unsureTop = Math.min(unsureTop, y);
            unsureBottom = y;
            if (s == HOLE) {
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = y;
                if (n == hole.length)
                    hole = Arrays.copyOf(hole, 2 * n);
                hole[n++] = row + x;
            }
        }
        return n;
    }
}
