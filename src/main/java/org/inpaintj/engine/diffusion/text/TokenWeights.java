package org.inpaintj.engine.diffusion.text;

/** The WebUI's emphasis: what the weights of tokens do to the encoded prompt. */
public final class TokenWeights {

    private TokenWeights() {
    }

    /**
     * Weights an encoded chunk in place.
     *
     * @param encoded token by channel
     * @param weights one a token
     */
    public static void apply(final Emphasis emphasis, final float[] encoded, final float[] weights) {
        if (emphasis == Emphasis.IGNORE || emphasis == Emphasis.NONE)
            return;
        final int width = encoded.length / weights.length;
        final double before = mean(encoded);
        for (int i = 0; i < encoded.length; i++)
            encoded[i] *= weights[i / width];
        final double after = mean(encoded);
        if (emphasis == Emphasis.NO_NORM || before == after || after == 0)
            return;
        final double scale = before / after;
        for (int i = 0; i < encoded.length; i++)
            encoded[i] = (float) (encoded[i] * scale);
    }

    private static double mean(final float[] values) {
        double sum = 0;
        for (final float v : values)
            sum += v;
        return sum / values.length;
    }
}
