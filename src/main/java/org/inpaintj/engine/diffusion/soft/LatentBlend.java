package org.inpaintj.engine.diffusion.soft;

/**
 * The latent blend of soft inpainting in the WebUI: mixes two latents so that a mean of their lengths survives, where
 * mixing alone would shorten what points in different directions and leave it flat. For one thread.
 */
public final class LatentBlend {

    /** So that nothing is divided by 0, as in the WebUI. */
    private static final double TINY = 1e-5;

    private final SoftInpainting soft;
    private final float[] mask;

    /** @param mask 1 = repaint, over one channel; not written to */
    public LatentBlend(final SoftInpainting soft, final float[] mask) {
        this.soft = soft;
        this.mask = mask;
    }

    /**
     * How much of what is painted is taken of a latent (the WebUI's modified mask): the mask to the power of sigma ^
     * bias times preservation, so that a grey of the mask keeps the original while the noise is strong and lets go in
     * the end. With a preservation of 0 that is 1 everywhere, also where the mask is 0.
     *
     * @param value of the mask, 0 to 1
     * @param sigma noise over signal, 0 to infinity
     */
    double share(final double value, final double sigma) {
        if (value <= 0)
            return soft.soft_preservation() == 0 ? 1 : 0;
        if (value >= 1 || soft.soft_preservation() == 0)
            return 1;
        return Math.pow(value, Math.pow(sigma, soft.soft_bias()) * soft.soft_preservation());
    }

    /**
     * Mixes known latents into others.
     *
     * @param latents of one or more images, one after the other, each of as many channels; changed in place
     * @param known   of the same length
     * @param images  in them
     * @param sigma   noise over signal, 0 to infinity
     */
    public void into(final float[] latents, final float[] known, final int images, final double sigma) {
        final int plane = mask.length, each = latents.length / images;
        for (int p = 0; p < plane; p++) {
            final double share = share(mask[p], sigma);
            for (int i = 0; i < images; i++)
                mix(latents, known, i * each + p, (i + 1) * each, share);
        }
    }

    /** One latent: the values from an index on, one a channel. */
    private void mix(final float[] latents, final float[] known, final int from, final int to, final double share) {
        double a = 0, b = 0, mixed = 0;
        for (int k = from; k < to; k += mask.length) {
            final double v = known[k] * (1 - share) + latents[k] * share;
            a += (double) known[k] * known[k];
            b += (double) latents[k] * latents[k];
            mixed += v * v;
        }
        final double scale = mean(Math.sqrt(a), Math.sqrt(b), share) / (Math.sqrt(mixed) + TINY);
        for (int k = from; k < to; k += mask.length)
            latents[k] = (float) (scale * (known[k] * (1 - share) + latents[k] * share));
    }

    /** The power mean of two lengths; by their ratios, so that no power is beyond a double. */
    private double mean(final double a, final double b, final double share) {
        final double most = Math.max(a, b), power = soft.soft_contrast();
        if (most == 0 || share == 0 || share == 1)
            return share == 0 ? a : b;
        return most * Math.pow(Math.pow(a / most, power) * (1 - share) + Math.pow(b / most, power) * share, 1 / power);
    }
}
