package org.inpaintj.engine.diffusion.soft;

import java.util.Arrays;

import org.inpaintj.core.Plane;

/**
 * The weighted histogram filter of the WebUI's soft inpainting: the samples around each one are stacked in the order of
 * their values, each as high as its weight, and the mean of a part of the stack is taken. So a part at the top is a
 * soft maximum, one in the middle a mean without outliers. The neighbourhood is of 5 x 5 samples, cut at the border,
 * with the weights of a Gaussian that falls to 0 at a distance of three.
 *
 * @param low  where the part begins, as a share of the stack
 * @param high where it ends; it is made at least as high as one sample of the full weight
 */
record WeightedHistogramFilter(double low, double high) {

    private static final int REACH = 2;
    private static final double SIGMA = 1.5, ZERO = 3, LEAST = 1;

    Plane apply(final Plane plane) {
        final Plane out = new Plane(plane.width(), plane.height());
        final int side = 2 * REACH + 1;
        final double[][] samples = new double[side * side][2];
        for (int y = 0; y < plane.height(); y++)
            for (int x = 0; x < plane.width(); x++) {
                int n = 0;
                for (int j = Math.max(-REACH, -y); j <= Math.min(REACH, plane.height() - 1 - y); j++)
                    for (int i = Math.max(-REACH, -x); i <= Math.min(REACH, plane.width() - 1 - x); i++) {
                        samples[n][0] = plane.at(x + i, y + j);
                        samples[n++][1] = weight(i, j);
                    }
                out.values()[y * plane.width() + x] = (float) mean(samples, n);
            }
        return out;
    }

    static double weight(final int i, final int j) {
        final double least = Math.exp(-ZERO * ZERO / (SIGMA * SIGMA));
        return Math.max(0, (Math.exp(-(i * i + j * j) / (SIGMA * SIGMA)) - least) / (1 - least));
    }

    /** @param samples the first n of them: values and weights; sorted in place */
    private double mean(final double[][] samples, final int n) {
        Arrays.sort(samples, 0, n, (a, b) -> Double.compare(a[0], b[0]));
        double height = 0;
        for (int k = 0; k < n; k++)
            height += samples[k][1];
        final double size = Math.min(height, Math.max(LEAST, (high - low) * height));
        final double begin = Math.max(0, Math.min(height - size, ((low + high) * height - size) / 2));
        double at = 0, sum = 0, total = 0;
        for (int k = 0; k < n; k++) {
            final double part = Math.min(begin + size, at + samples[k][1]) - Math.max(begin, at);
            if (part > 0) {
                sum += part * samples[k][0];
                total += part;
            }
            at += samples[k][1];
        }
        return sum / total;
    }
}
