package org.inpaintj.interrogate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.interrogate.GenerationConfig.Stopping;

/** The search against all captions that there are, in languages of a few words. */
class BeamSearchTest {

    private static final int WORDS = 4, START = 3, END = 0, LONGEST = 5;

    /** A language drawn by chance; it remembers what it has read. */
    private record Language(long seed) implements LanguageModel<List<Integer>> {

        float[] logits(final int[] tokens) {
            final Random random = new Random(seed + 31L * Arrays.hashCode(tokens));
            final float[] logits = new float[WORDS];
            for (int i = 0; i < WORDS; i++)
                logits[i] = (float) (3 * random.nextGaussian());
            return logits;
        }

        @Override
        public Next<List<Integer>> next(final int[] tokens, final List<Integer> state) {
            final List<Integer> all = Arrays.stream(tokens).boxed().toList();
            if (tokens.length == 1)
                assertNull(state);
            else
                assertEquals(all.subList(0, tokens.length - 1), state, "what it remembers is of the same caption");
            return new Next<>(logits(tokens), all);
        }
    }

    private static int[] run(final Language language, final int beams, final int shortest, final double penalty) {
        return new BeamSearch<>(new GenerationConfig(START, END, beams, shortest, LONGEST, penalty, Stopping.EXACT,
                List.of()), language, Progress.NONE).run();
    }

    private static double probability(final Language language, final int[] tokens) {
        double sum = 0;
        for (int n = 1; n < tokens.length; n++) {
            final float[] logits = language.logits(Arrays.copyOf(tokens, n));
            double all = 0;
            for (final float logit : logits)
                all += Math.exp(logit);
            sum += logits[tokens[n]] - Math.log(all);
        }
        return sum;
    }

    /** The likeliest of all captions that begin so. */
    private static int[] best(final Language language, final int[] begun, final int shortest) {
        if (begun.length == LONGEST || begun.length > 1 && begun[begun.length - 1] == END)
            return begun;
        int[] best = null;
        for (int word = 0; word < WORDS; word++) {
            if (word == END && begun.length < shortest)
                continue;
            final int[] longer = Arrays.copyOf(begun, begun.length + 1);
            longer[begun.length] = word;
            final int[] found = best(language, longer, shortest);
            if (best == null || probability(language, found) > probability(language, best))
                best = found;
        }
        return best;
    }

    @Test
    void enoughBeamsFindTheLikeliestCaption() {
        for (int seed = 0; seed < 40; seed++) {
            final Language language = new Language(seed);
            final int shortest = seed % 4;
            assertArrayEquals(best(language, new int[] { START }, shortest), run(language, 256, shortest, 0));
        }
    }

    @Test
    void oneBeamTakesTheSurestWord() {
        for (int seed = 0; seed < 40; seed++) {
            final Language language = new Language(seed);
            final int[] tokens = run(language, 1, 3, 1);
            assertEquals(START, tokens[0]);
            for (int n = 1; n < tokens.length; n++) {
                final float[] logits = language.logits(Arrays.copyOf(tokens, n));
                for (int word = 0; word < WORDS; word++)
                    if (word != END || n >= 3)
                        assertEquals(true, logits[word] <= logits[tokens[n]]);
            }
            assertEquals(true, tokens.length == LONGEST || tokens[tokens.length - 1] == END && tokens.length > 3);
        }
    }
}
