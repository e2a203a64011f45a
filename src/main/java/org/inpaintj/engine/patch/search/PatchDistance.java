package org.inpaintj.engine.patch.search;

/**
 * Squared distance of two patches, each pixel weighted by the confidence of the first. Gives up after the row that
 * brings it to {@code best}: what it returns is then some number not below {@code best}.
 */
final class PatchDistance {

    private PatchDistance() {}

    /**
     * @param f          samples, interleaved
     * @param depth      samples a pixel
     * @param confidence weight of a pixel of the first patch
     * @param stride     pixels a row
     * @param size       side of the patches, px
     * @param a          index of the first patch
     * @param b          index of the second
     * @param start      what is added to the distance; not above 0, so that it may be given up early
     */
    static float of(final float[] f, final int depth, final float[] confidence, final int stride, final int size,
            final int a, final int b, final float start, final float best) {
        if (depth == 5)
            return five(f, confidence, stride, size, a, b, start, best);
        if (depth == 3)
            return three(f, confidence, stride, size, a, b, start, best);
        return any(f, depth, confidence, stride, size, a, b, start, best);
    }

    private static float five(final float[] f, final float[] confidence, final int stride, final int size,
            final int a, final int b, final float start, final float best) {
        float sum = start;
        for (int row = 0, i = a, j = b; row < size; row++, i += stride, j += stride) {
            for (int u = 0; u < size; u++) {
                final int p = (i + u) * 5, q = (j + u) * 5;
                final float d0 = f[p] - f[q], d1 = f[p + 1] - f[q + 1], d2 = f[p + 2] - f[q + 2];
                final float d3 = f[p + 3] - f[q + 3], d4 = f[p + 4] - f[q + 4];
                sum += confidence[i + u] * (d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3) + d4 * d4);
            }
            if (sum >= best)
                break;
        }
        return sum;
    }

    private static float three(final float[] f, final float[] confidence, final int stride, final int size,
            final int a, final int b, final float start, final float best) {
        float sum = start;
        for (int row = 0, i = a, j = b; row < size; row++, i += stride, j += stride) {
            for (int u = 0; u < size; u++) {
                final int p = (i + u) * 3, q = (j + u) * 3;
                final float d0 = f[p] - f[q], d1 = f[p + 1] - f[q + 1], d2 = f[p + 2] - f[q + 2];
                sum += confidence[i + u] * (d0 * d0 + d1 * d1 + d2 * d2);
            }
            if (sum >= best)
                break;
        }
        return sum;
    }

    private static float any(final float[] f, final int depth, final float[] confidence, final int stride,
            final int size, final int a, final int b, final float start, final float best) {
        float sum = start;
        for (int row = 0, i = a, j = b; row < size; row++, i += stride, j += stride) {
            for (int u = 0; u < size; u++) {
                float pixel = 0;
                for (int p = (i + u) * depth, q = (j + u) * depth, end = p + depth; p < end; p++, q++) {
                    final float d = f[p] - f[q];
                    pixel += d * d;
                }
                sum += confidence[i + u] * pixel;
            }
            if (sum >= best)
                break;
        }
        return sum;
    }
}
