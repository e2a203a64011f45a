package org.inpaintj.sampling;

/** A solver of the reverse diffusion. Stateless: what it remembers between steps lives in {@link #sample}. */
public interface Sampler {

    /**
     * Runs from the schedule's start to its end.
     *
     * @param x latents at the start level, changed in place to those of the last
     */
    void sample(float[] x, NoiseSchedule schedule, SamplingRun run);

    /** How often the network is evaluated. */
    default int evaluations(final NoiseSchedule schedule) {
        return schedule.steps();
    }

    /** Evaluations of samplers with two a step, one if the step ends without noise. */
    static int twoStages(final NoiseSchedule schedule) {
        return 2 * schedule.steps() - (schedule.endsClean() ? 1 : 0);
    }
}
