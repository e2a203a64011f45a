package org.inpaintj.engine.diffusion.soft;

import java.util.function.Supplier;

/**
 * The change map of differential diffusion (Levin and Fried 2023, "Differential Diffusion: Giving Each Pixel Its
 * Strength"): each latent changes as far as a run of its own strength would change it. Before every evaluation of the
 * network the latents whose time has not come are put back to the original with that step's noise. In this map 1 is the
 * full strength; in the authors' program it is 0.
 *
 * @param strengths   0 to 1, over one channel of the latents
 * @param evaluations of the network in the whole run
 */
public record ChangeMap(float[] strengths, int evaluations) {

    /** What floats of the map may be off. */
    private static final double ROUNDING = 1e-6;

    /** Whether a latent still waits: all but those of strength 1 do before the first evaluation. */
    private static boolean waits(final float strength, final double begun) {
        return 1 - strength > begun + ROUNDING;
    }

    /**
     * Puts back what waits.
     *
     * @param evaluation about to be made, from 0
     * @param latents    of one or more images; changed in place
     * @param original   of the same length, as noisy as the latents; asked only if any latent waits
     */
    public void putBack(final int evaluation, final float[] latents, final Supplier<float[]> original) {
        final double begun = (double) evaluation / evaluations;
        float[] known = null;
        for (int i = 0; i < latents.length; i++)
            if (waits(strengths[i % strengths.length], begun)) {
                known = known == null ? original.get() : known;
                latents[i] = known[i];
            }
    }

    /** Puts back what never changes, after the last evaluation. */
    public void end(final float[] latents, final float[] original) {
        for (int i = 0; i < latents.length; i++)
            if (strengths[i % strengths.length] <= 0)
                latents[i] = original[i];
    }
}
