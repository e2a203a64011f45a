package org.inpaintj.sampling;

/** A denoising network with guidance applied, in the terms it was trained with. */
@FunctionalInterface
public interface DenoisingNetwork {

    /**
     * @param input    noisy latents, scaled as the network expects them
     * @param timestep as the schedule gives it: whole for most of them, fractional for some
     * @return its raw output; may be the same array at every call
     */
    float[] predict(float[] input, double timestep);

    /**
     * What it would have answered to the last call without guidance, of the length of that answer; the answer itself
     * where there is no guidance.
     *
     * @param answer what {@link #predict} returned
     */
    default float[] unguided(final float[] answer) {
        return answer;
    }
}
