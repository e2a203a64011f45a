package org.inpaintj.sampling;

/**
 * Spherical interpolation (Shoemake 1985), which keeps the length of noise where linear interpolation would shrink it.
 * As in the WebUI, each column of each channel turns by its own angle.
 */
public final class Slerp {

    /** Above this mean cosine both ends are nearly parallel and the angle says nothing. */
    private static final double PARALLEL = 0.9995;
    /** Sine of an angle too small, or too near a half turn, to divide by. */
    private static final double STRAIGHT = 1e-6;

    private Slerp() {
    }

    /**
     * @param at   0 gives {@code low}, 1 gives {@code high}
     * @param low  channel by row by column
     * @param high the same
     */
    public static float[] between(final double at, final float[] low, final float[] high, final int channels,
            final int height, final int width) {
        final double[] cosines = new double[channels * width];
        double mean = 0;
        for (int c = 0; c < channels; c++)
            for (int x = 0; x < width; x++) {
                double product = 0;
                double lows = 0;
                double highs = 0;
                for (int y = 0; y < height; y++) {
                    final int i = (c * height + y) * width + x;
                    product += (double) low[i] * high[i];
                    lows += (double) low[i] * low[i];
                    highs += (double) high[i] * high[i];
                }
                final double cosine = Math.max(-1, Math.min(1, product / Math.sqrt(lows * highs)));
                cosines[c * width + x] = cosine;
                mean += cosine / cosines.length;
            }
        if (mean > PARALLEL)
            return Vectors.combine(1 - at, low, at, high);
        final float[] out = new float[low.length];
        for (int i = 0; i < out.length; i++) {
            final double angle = Math.acos(cosines[i / (height * width) * width + i % width]);
            final double sine = Math.sin(angle);
            out[i] = (float) (sine < STRAIGHT ? (1 - at) * low[i] + at * high[i]
                    : (Math.sin((1 - at) * angle) * low[i] + Math.sin(at * angle) * high[i]) / sine);
        }
        return out;
    }
}
