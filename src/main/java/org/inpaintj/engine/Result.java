package org.inpaintj.engine;

import java.util.List;
import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * What an engine returns.
 *
 * @param candidates in order of their seeds, at least one
 * @param notes      what the user should know: fall-backs taken, limits met; full sentences
 * @param facts      for the provenance: model digests, device, resolved steps; names to values, all text
 * @param stages     planes within the engine for the first candidate, by name, axes x, y, channel; for looking inside
 */
public record Result(List<Candidate> candidates, List<String> notes, Map<String, String> facts,
        Map<String, RandomAccessibleInterval<FloatType>> stages) {

    public Result {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
        facts = Map.copyOf(facts);
        stages = Map.copyOf(stages);
        if (candidates.isEmpty())
            throw new IllegalArgumentException("an engine must return a candidate");
    }

    /** Of an engine that shows nothing within. */
    public Result(final List<Candidate> candidates, final List<String> notes, final Map<String, String> facts) {
        this(candidates, notes, facts, Map.of());
    }

    /**
     * One way to fill the mask.
     *
     * @param seed   the seed that makes it again
     * @param pixels the size and channels of {@link Scene#pixels()}, in the same tone; what lies outside the mask
     *               is the engine's idea of it and is used for matching tone only
     * @param keys   keys of the request, with the values that make it again, where it came about otherwise than asked
     */
    public record Candidate(long seed, RandomAccessibleInterval<FloatType> pixels, Map<String, String> keys) {

        public Candidate {
            keys = Map.copyOf(keys);
        }

        /** One made as it was asked for. */
        public Candidate(final long seed, final RandomAccessibleInterval<FloatType> pixels) {
            this(seed, pixels, Map.of());
        }
    }
}
