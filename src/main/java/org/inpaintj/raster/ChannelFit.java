package org.inpaintj.raster;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.inpaintj.core.LinearSolver;

/**
 * Brings the channels of an image back from a picture of fewer channels that an engine painted: each channel is an
 * affine function of the picture, fitted by least squares to the known pixels around the hole; to all pixels where too
 * few are known, since the channels made the picture under the mask as well.
 */
public final class ChannelFit {

    /** Where the fit looks, px around the hole, and the fewest pixels it is content with. */
    static final double BAND = 32;
    static final int ENOUGH = 64;
    /** Ridge, in squared picture units a pixel: decides where the picture's channels are copies of each other. */
    private static final double RIDGE = 1e-4;

    private ChannelFit() {}

    /**
     * @param channel the channel's own tones
     * @param before  the picture that the engine was given, one plane a channel
     * @param painted the picture that the engine returned
     * @return the channel as the painted picture would have it, over the whole plane
     */
    public static float[] fit(final float[] channel, final float[][] before, final float[][] painted, final Ring ring) {
        final int[] known = ring.within(BAND, ENOUGH);
        final double[] beta = coefficients(channel, before,
                known.length >= ENOUGH ? known : IntStream.range(0, channel.length).toArray());
        final float[] out = new float[channel.length];
        for (int i = 0; i < out.length; i++) {
            double v = beta[painted.length];
            for (int c = 0; c < painted.length; c++)
                v += beta[c] * painted[c][i];
            out[i] = (float) v;
        }
        return out;
    }

    /** One factor a picture channel and the constant, of the centred ridge regression. */
    private static double[] coefficients(final float[] channel, final float[][] picture, final int[] at) {
        final int n = picture.length;
        final double[] mean = new double[n + 1];
        for (final int i : at) {
            for (int c = 0; c < n; c++)
                mean[c] += picture[c][i];
            mean[n] += shown(channel[i]);
        }
        for (int c = 0; c <= n; c++)
            mean[c] /= at.length;
        final double[][] normal = new double[n][n + 1];
        for (final int i : at)
            for (int c = 0; c < n; c++) {
                final double v = picture[c][i] - mean[c];
                for (int d = 0; d < n; d++)
                    normal[c][d] += v * (picture[d][i] - mean[d]);
                normal[c][n] += v * (shown(channel[i]) - mean[n]);
            }
        for (int c = 0; c < n; c++)
            normal[c][c] += RIDGE * at.length;
        final double[] beta = LinearSolver.solvePositiveDefinite(normal)[0];
        final double[] out = Arrays.copyOf(beta, n + 1);
        out[n] = mean[n];
        for (int c = 0; c < n; c++)
            out[n] -= beta[c] * mean[c];
        return out;
    }

    /** The picture shows tones beyond its range as black or white; a few of them, far beyond, would decide the fit. */
    private static double shown(final double tone) {
        return Math.min(1, Math.max(0, tone));
    }
}
