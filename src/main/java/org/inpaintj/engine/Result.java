package org.inpaintj.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A result is what an engine returns.
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
     * @param seed      the seed that makes it again
     * @param pixels    the size and channels of {@link Scene#pixels()}, in the same tone; what lies outside the mask
     *                  is the engine's idea of it and is used for matching tone only
     * @param keys      keys of the request, with the values that make it again, where it came about otherwise than
     *                  asked
     * @param opacity   how much of it is mixed in, axes x, y, size of the scene, 0 (the image's own samples) to 1;
     *                  replaces the feather, and counts only in the mask and as far outside as {@code spill} allows;
     *                  of an engine that wants its mask blurred ({@link MaskUse}) it is nowhere more than the
     *                  feather. Empty for the feather
     * @param unchanged whether the image's own samples are what was painted, so that not a bit of them changes
     */
    public record Candidate(long seed, RandomAccessibleInterval<FloatType> pixels, Map<String, String> keys,
            Optional<RandomAccessibleInterval<FloatType>> opacity, boolean unchanged) {

        public Candidate {
            keys = Map.copyOf(keys);
        }

        /** One that differs from what was asked for by some keys. */
        public Candidate(final long seed, final RandomAccessibleInterval<FloatType> pixels,
                final Map<String, String> keys) {
            this(seed, pixels, keys, Optional.empty(), false);
        }

        /** One made as it was asked for. */
        public Candidate(final long seed, final RandomAccessibleInterval<FloatType> pixels) {
            this(seed, pixels, Map.of());
        }

        /** The same, mixed in as much as the engine says. */
        public Candidate withOpacity(final RandomAccessibleInterval<FloatType> plane) {
            return new Candidate(seed, pixels, keys, Optional.of(plane), unchanged);
        }

        /** The same where the image was left as it is. */
        public Candidate asUnchanged() {
            return new Candidate(seed, pixels, keys, opacity, true);
        }
    }
}
