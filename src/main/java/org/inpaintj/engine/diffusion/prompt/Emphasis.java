package org.inpaintj.engine.diffusion.prompt;

/** What the weights of tokens do to the encoded prompt. */
public enum Emphasis {

    /** Scales each token's vector, then all so that their mean is what it was. */
    ORIGINAL,
    /** Scales each token's vector; better for SDXL, whose mean may lie near zero. */
    NO_NORM,
    /** Reads the weights and does nothing with them. */
    IGNORE,
    /** Brackets are text. */
    NONE;

    /**
     * Weights an encoded chunk in place.
     *
     * @param encoded token by channel
     * @param weights one a token
     */
    public void apply(final float[] encoded, final float[] weights) {
        if (this == IGNORE || this == NONE)
            return;
        final int width = encoded.length / weights.length;
        final double before = mean(encoded);
        for (int i = 0; i < encoded.length; i++)
            encoded[i] *= weights[i / width];
        final double after = mean(encoded);
        if (this == NO_NORM || before == after || after == 0)
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
