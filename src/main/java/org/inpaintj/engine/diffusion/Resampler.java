package org.inpaintj.engine.diffusion;

import java.util.function.DoubleUnaryOperator;

/** Resizes planes of floats; where it shrinks, the kernel is widened by the factor, so that nothing aliases. */
enum Resampler {

    /** Windowed sinc of three lobes (Lanczos 1956; Duchon 1979): for pictures. */
    LANCZOS(3, x -> x == 0 ? 1 : Math.abs(x) >= 3 ? 0
            : 3 * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x)),

    /** Cubic convolution with a = -1/2 (Keys 1981): for masks, as in the WebUI. */
    CUBIC(2, x -> {
        final double d = Math.abs(x);
        return d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    });

    private final double reach;
    private final DoubleUnaryOperator kernel;

    Resampler(final double reach, final DoubleUnaryOperator kernel) {
        this.reach = reach;
        this.kernel = kernel;
    }

    /**
     * A plane at another size; pixels are areas, so corners stay corners. The same plane if the size is the same.
     *
     * @param plane  row by row
     * @param width  of the plane, px
     * @param height of the plane, px
     * @param wide   new width, px
     * @param high   new height, px
     */
    float[] resize(final float[] plane, final int width, final int height, final int wide, final int high) {
        if (width == wide && height == high)
            return plane;
        final float[] rows = new float[wide * height];
        for (int x = 0; x < wide; x++) {
            final int first = first(x, width, wide);
            final double[] weights = weights(x, width, wide);
            for (int y = 0; y < height; y++)
                rows[y * wide + x] = sum(plane, y * width + first, 1, weights);
        }
        final float[] out = new float[wide * high];
        for (int y = 0; y < high; y++) {
            final int first = first(y, height, high);
            final double[] weights = weights(y, height, high);
            for (int x = 0; x < wide; x++)
                out[y * wide + x] = sum(rows, first * wide + x, wide, weights);
        }
        return out;
    }

    private static float sum(final float[] plane, final int from, final int stride, final double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++)
            sum += weights[i] * plane[from + i * stride];
        return (float) sum;
    }

    private double support(final int from, final int to) {
        return reach * Math.max(1, (double) from / to);
    }

    private int first(final int at, final int from, final int to) {
        return Math.max(0, (int) ((at + 0.5) * from / to - support(from, to) + 0.5));
    }

    private double[] weights(final int at, final int from, final int to) {
        final double centre = (at + 0.5) * from / to, stretch = Math.max(1, (double) from / to);
        final int first = first(at, from, to);
        final int end = Math.max(first + 1, Math.min(from, (int) (centre + support(from, to) + 0.5)));
        final double[] weights = new double[end - first];
        double sum = 0;
        for (int i = 0; i < weights.length; i++)
            sum += weights[i] = kernel.applyAsDouble((first + i + 0.5 - centre) / stretch);
        for (int i = 0; i < weights.length; i++)
            weights[i] /= sum;
        return weights;
    }
}
