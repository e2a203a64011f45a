package org.inpaintj.engine.patch;

/**
 * One level of the pyramid. A frame of two pixels surrounds the image, so that neighbours can be asked for without
 * looking where the border is. A pixel's index is {@code (y + FRAME) * stride + x + FRAME}; the sample k of the pixel
 * i is {@code f[i * depth + k]}: first the channels, then the mean absolute horizontal and vertical difference around
 * it. The frame holds zeros. In the hole {@code f} holds the present estimate; patches without hole pixels never read
 * it, so sources and estimate share the array.
 */
final class Level {

    /** Width of the frame, px. */
    static final int FRAME = 2;

    /** Bits of {@link #state}: 0 is a measured, known pixel. */
    static final int HOLE = 1, STANDIN = 2, OUTSIDE = 4;

    final int width, height, stride, channels, depth;

    /** What a pixel is: 0, {@link #HOLE}, {@link #STANDIN} (known, but never copied from) or {@link #OUTSIDE}. */
    final byte[] state;

    final float[] f;

    /** Indices of the hole's pixels, row by row; set by {@link #close}. */
    int[] hole;

    /** The hole's bounding box, both ends inclusive, x and y without the frame; set by {@link #close}. */
    int left, top, right, bottom;

    Level(final int width, final int height, final int channels) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        depth = channels + 2;
        stride = width + 2 * FRAME;
        state = new byte[stride * (height + 2 * FRAME)];
        f = new float[Math.multiplyExact(state.length, depth)];
        java.util.Arrays.fill(state, 0, FRAME * stride, (byte) OUTSIDE);
        for (int y = 0; y < height; y++) {
            final int i = index(0, y);
            for (int k = 1; k <= FRAME; k++) {
                state[i - k] = OUTSIDE;
                state[i + width - 1 + k] = OUTSIDE;
            }
        }
        java.util.Arrays.fill(state, (height + FRAME) * stride, state.length, (byte) OUTSIDE);
    }

    int index(final int x, final int y) {
        return (y + FRAME) * stride + x + FRAME;
    }

    int x(final int index) {
        return index % stride - FRAME;
    }

    int y(final int index) {
        return index / stride - FRAME;
    }

    /** Lists the hole once {@link #state} is complete. */
    void close() {
        int n = 0;
        left = width;
        top = height;
        right = bottom = -1;
        for (int y = 0; y < height; y++) {
            final int row = index(0, y);
            for (int x = 0; x < width; x++)
                if (state[row + x] == HOLE) {
                    n++;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
        }
        hole = new int[n];
        n = 0;
        for (int y = top; y <= bottom; y++) {
            final int row = index(0, y);
            for (int x = left; x <= right; x++)
                if (state[row + x] == HOLE)
                    hole[n++] = row + x;
        }
    }
}
