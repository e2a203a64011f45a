package org.inpaintj.sampling;

import java.util.Arrays;

/** Keeps predicted clean latents in range, for the models whose scheduler asks for it. */
@FunctionalInterface
public interface LatentClip {

    /** Changes nothing. */
    LatentClip NONE = (clean, images) -> { };

    /**
     * @param clean  predictions, changed in place
     * @param images how many images they hold, one after the other
     */
    void apply(float[] clean, int images);

    /** To -limit..limit. */
    static LatentClip to(final double limit) {
        return (clean, images) -> {
            for (int i = 0; i < clean.length; i++)
                clean[i] = (float) Math.max(-limit, Math.min(limit, clean[i]));
        };
    }

    /**
     * Dynamic thresholding (Saharia et al. 2022): each image is clipped to a quantile of its absolute values, which is
     * at least 1 and at most {@code max}, and divided by it.
     */
    static LatentClip dynamic(final double quantile, final double max) {
        return (clean, images) -> {
            final int n = clean.length / images;
            for (int image = 0; image < images; image++) {
                final float[] sorted = Arrays.copyOfRange(clean, image * n, (image + 1) * n);
                for (int i = 0; i < n; i++)
                    sorted[i] = Math.abs(sorted[i]);
                Arrays.sort(sorted);
                final double position = quantile * (n - 1);
                final int below = (int) position;
                final double between = sorted[below]
                        + (position - below) * (sorted[Math.min(below + 1, n - 1)] - sorted[below]);
                final double s = Math.min(Math.max(between, 1), max);
                for (int i = image * n; i < (image + 1) * n; i++)
                    clean[i] = (float) (Math.max(-s, Math.min(s, clean[i])) / s);
            }
        };
    }
}
