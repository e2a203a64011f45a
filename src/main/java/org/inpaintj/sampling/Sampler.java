package org.inpaintj.sampling;

import java.util.Set;

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

    /** The steps that will run, as users count them. */
    default int steps(final NoiseSchedule schedule) {
        return schedule.steps();
    }

    /** Whether it finds its steps as it goes, so that {@link #evaluations} is a guess. */
    default boolean adaptive() {
        return false;
    }

    /** The options that change what it does, as it is set. */
    default Set<SamplerOption> heeded() {
        return Set.of();
    }

    /** Evaluations of samplers with two a step, one if the step ends without noise. */
    static int twoStages(final NoiseSchedule schedule) {
        return 2 * schedule.steps() - (schedule.endsClean() ? 1 : 0);
    }
}
