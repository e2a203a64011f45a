package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/**
 * Resizes planes of floats by linear interpolation between pixel centres, without widening where it shrinks, as
 * PyTorch's {@code interpolate(mode="bilinear", align_corners=False)}: masks come back to the image this way.
 */
public final class TorchBilinear {

    private final int columns;
    private final int rows;
    private final int[] left;
    private final float[] right;
    private final int[] top;
    private final float[] bottom;

    /**
     * What becomes of one axis.
     *
     * @param from   samples of the input
     * @param start  where the output begins, in samples of the input
     * @param length what the output covers, in samples of the input; may reach beyond it, where its last one continues
     * @param to     samples of the output
     */
    public record Axis(int from, float start, float length, int to) {

        /** All of the input. */
        static Axis whole(final int from, final int to) {
            return new Axis(from, 0, from, to);
        }

        /** A part of it, or more than all. */
        public static Axis part(final int from, final double start, final double length, final int to) {
            return new Axis(from, (float) start, (float) length, to);
        }

        /** Fills in the first of the two neighbours of each output; returns the second one's weights. */
        private float[] weights(final int[] first) {
            final float scale = length / to;
            final float[] second = new float[to];
            for (int i = 0; i < to; i++) {
                final float at = Math.max(0, scale * (i + 0.5f) + start - 0.5f);
                first[i] = Math.min((int) at, from - 1);
                second[i] = Math.min(1, Math.max(0, at - first[i]));
            }
            return second;
        }
    }

    /** From {@code columns} x {@code rows} to {@code width} x {@code height}. */
    public TorchBilinear(final int columns, final int rows, final int width, final int height) {
        this(Axis.whole(columns, width), Axis.whole(rows, height));
    }

    /** One axis each. */
    public TorchBilinear(final Axis across, final Axis down) {
        columns = across.from;
        rows = down.from;
        left = new int[across.to];
        right = across.weights(left);
        top = new int[down.to];
        bottom = down.weights(top);
    }

    /** Takes the output row by row, from the top. */
    @FunctionalInterface
    public interface Rows {

        /** @param values of the row; overwritten after the call */
        void row(int y, float[] values);
    }

    /**
     * @param plane the input, of at least the size that it was said to have: its first columns and rows are looked at
     */
    public void resize(final Plane plane, final Rows out) {
        final float[] line = new float[left.length];
        float[] above = new float[left.length], below = new float[left.length];
        int aboveIs = -1, belowIs = -1;
        for (int y = 0; y < top.length; y++) {
            final int first = top[y], second = Math.min(first + 1, rows - 1);
            if (first != aboveIs) {
                if (first == belowIs) {
                    final float[] swap = above;
                    above = below;
                    below = swap;
                    belowIs = aboveIs;
                } else
                    stretch(plane.values(), first * plane.width(), above);
                aboveIs = first;
            }
            if (second != first && second != belowIs) {
                stretch(plane.values(), second * plane.width(), below);
                belowIs = second;
            }
            blend(above, second == first ? above : below, bottom[y], line);
            out.row(y, line);
        }
    }

    private static void blend(final float[] above, final float[] below, final float weight, final float[] line) {
        final float rest = 1 - weight;
        for (int x = 0; x < line.length; x++)
            line[x] = rest * above[x] + weight * below[x];
    }

    private void stretch(final float[] plane, final int row, final float[] line) {
        for (int x = 0; x < line.length; x++) {
            final int first = row + left[x];
            line[x] = (1 - right[x]) * plane[first] + right[x] * plane[left[x] + 1 < columns ? first + 1 : first];
        }
    }

    /** The whole output at once. */
    public Plane resize(final Plane plane) {
        final Plane out = new Plane(left.length, top.length);
        resize(plane, (y, values) -> System.arraycopy(values, 0, out.values(), y * left.length, left.length));
        return out;
    }
}
