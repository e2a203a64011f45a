package org.inpaintj.engine.diffusion.control;

/**
 * What counts more, the prompt or the picture of a ControlNet ("control mode" of the WebUI's extension; guess mode of
 * diffusers).
 */
public enum ControlMode {
    /** All residuals by the weight. */
    BALANCED,
    /** Weaker the nearer to the latents a residual is, by 0.825 a step ("My prompt is more important"). */
    PROMPT,
    /** As {@link #PROMPT}, and nothing for the negative prompt ("ControlNet is more important"). */
    CONTROL,
    /** From a tenth on growing evenly in the logarithm, and nothing for the negative prompt (diffusers). */
    GUESS;

    /** Soft weights are counted back from the thirteenth residual, that of Stable Diffusion 1's middle. */
    private static final int MIDDLE = 12;
    private static final double SOFT = 0.825;

    /** Whether the answer to the negative prompt is left as it is. */
    boolean promptOnly() {
        return this == CONTROL || this == GUESS;
    }

    /**
     * The factor of a residual, beside the weight.
     *
     * @param index of the residual, from 0; that of the middle is the last one
     * @param count of all
     */
    double factor(final int index, final int count) {
        return switch (this) {
            case BALANCED -> 1;
            case PROMPT, CONTROL -> Math.pow(SOFT, MIDDLE - index);
            case GUESS -> Math.pow(10, -1 + (double) index / (count - 1));
        };
    }
}
