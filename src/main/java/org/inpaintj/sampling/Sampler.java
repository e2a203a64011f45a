package org.inpaintj.sampling;

/** A solver of the reverse diffusion. Stateless: what it remembers between steps lives in {@link #sample}. */
public interface Sampler {

    /**
     * Walks from the grid's start to its end.
     *
     * @param x latents at the start level, changed in place to those of the last
     */
    void sample(float[] x, NoiseSchedule grid, SamplingRun walk);

    /** How often the network is evaluated. */
    default int evaluations(final NoiseSchedule grid) {
        return grid.steps();
    }

    /** Evaluations of samplers with two a step, one if the step ends without noise. */
    static int twoStages(final NoiseSchedule grid) {
        return 2 * grid.steps() - (grid.endsClean() ? 1 : 0);
    }
}
