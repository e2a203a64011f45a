package org.inpaintj.engine.diffusion.sampling;

/** A solver of the reverse diffusion. Stateless: what it remembers between steps lives in {@link #sample}. */
interface Sampler {

    /**
     * Walks from the grid's start to its end.
     *
     * @param x latents at the start level, changed in place to those of the last
     */
    void sample(float[] x, Grid grid, Walk walk);

    /** How often the network is evaluated. */
    default int evaluations(final Grid grid) {
        return grid.steps();
    }

    /** Evaluations of samplers with two a step, one if the step ends without noise. */
    static int twoStages(final Grid grid) {
        return 2 * grid.steps() - (grid.endsClean() ? 1 : 0);
    }
}
