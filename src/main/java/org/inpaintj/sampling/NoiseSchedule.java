package org.inpaintj.sampling;

import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The noise levels of a run.
 *
 * @param levels  from noisy to clean, at least two
 * @param start   index of the level where the run begins
 * @param between the level with a given sigma, for samplers that evaluate between two of them
 */
public record NoiseSchedule(List<NoiseLevel> levels, int start, DoubleFunction<NoiseLevel> between) {

    public NoiseSchedule {
        levels = List.copyOf(levels);
        if (start < 0 || start >= levels.size() - 1)
            throw new IllegalArgumentException("start " + start + " of " + levels.size() + " levels");
    }

    public NoiseLevel at(final int i) {
        return levels.get(i);
    }

    public double sigma(final int i) {
        return levels.get(i).sigma();
    }

    /** Index of the last level. */
    public int end() {
        return levels.size() - 1;
    }

    /** Intervals to step over. */
    public int steps() {
        return end() - start;
    }

    public boolean endsClean() {
        return sigma(end()) == 0;
    }
}
