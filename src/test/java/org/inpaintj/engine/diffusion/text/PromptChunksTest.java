package org.inpaintj.engine.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.engine.diffusion.text.PromptChunks.Chunk;

class PromptChunksTest {

    /** Letters are tokens, blanks are none; six of them fit into a chunk. */
    private static final PromptTokenizer LETTERS = new PromptTokenizer() {
        @Override
        public int[] tokenize(final String text) {
            return text.replace(" ", "").chars().toArray();
        }

        @Override
        public int begin() {
            return '<';
        }

        @Override
        public int end() {
            return '>';
        }

        @Override
        public int pad() {
            return '.';
        }

        @Override
        public int comma() {
            return ',';
        }

        @Override
        public int length() {
            return 8;
        }
    };

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "abc ! <abc>...", "abcdef ! <abcdef>", "abcdefg ! <abcdef> <g>.....",
            "abc,defg ! <abc,>.. <defg>..", "a,bcdefg ! <a,bcde> <fg>....", "abcde,fg ! <abcde,> <fg>....",
            "abcdef,g ! <abcdef> <,g>....", "ab,cd,efg ! <ab,cd,> <efg>...", "a BREAK b ! <a>..... <b>.....",
            "BREAK a ! <>...... <a>.....", "a BREAK ! <a>.....", "a,b BREAK cdefghi ! <a,b>... <cdefgh> <i>.....",
            "(ab:1.5)c ! <abc>..." })
    void cutsAfterACommaThatIsNear(final String prompt, final String chunks) {
        assertEquals(chunks, text(PromptChunks.of(prompt, LETTERS, 3, Emphasis.ORIGINAL)));
    }

    @Test
    void theEmptyPromptIsOneChunk() {
        assertEquals("<>......", text(PromptChunks.of("", LETTERS, 3, Emphasis.ORIGINAL)));
    }

    @Test
    void withoutBacktrackingItCutsAnywhere() {
        assertEquals("<abc,de> <fg>....", text(PromptChunks.of("abc,defg", LETTERS, 0, Emphasis.ORIGINAL)));
    }

    @Test
    void bracketsAreTextWithoutEmphasis() {
        assertEquals("<(a:2)b>", text(PromptChunks.of("(a:2)b", LETTERS, 3, Emphasis.NONE)));
    }

    @Test
    void weightsFollowTheirTokens() {
        final List<Chunk> chunks = PromptChunks.of("abc,(defg:2)", LETTERS, 3, Emphasis.ORIGINAL);
        assertArrayEquals(new float[] { 1, 1, 1, 1, 1, 1, 1, 1 }, chunks.get(0).weights());
        assertArrayEquals(new float[] { 1, 2, 2, 2, 2, 1, 1, 1 }, chunks.get(1).weights());
    }

    @Test
    void paddingAddsEmptyChunks() {
        assertEquals("<a>..... <>...... <>......",
                text(PromptChunks.padded(PromptChunks.of("a", LETTERS, 3, Emphasis.ORIGINAL), 3, LETTERS)));
    }

    @Test
    void emphasisScalesTokensAndKeepsTheMean() {
        final float[] weights = { 1, 2, 0.5f };
        final float[] z = { 1, 2, 3, 4, 5, 6 };
        final float[] original = z.clone();
        TokenWeights.apply(Emphasis.ORIGINAL, original, weights);
        // weighted 1 2 6 8 2.5 3, mean 3.75 against 3.5
        final float s = 3.5f / 3.75f;
        assertArrayEquals(new float[] { s, 2 * s, 6 * s, 8 * s, 2.5f * s, 3 * s }, original, 1e-6f);
        final float[] plain = z.clone();
        TokenWeights.apply(Emphasis.NO_NORM, plain, weights);
        assertArrayEquals(new float[] { 1, 2, 6, 8, 2.5f, 3 }, plain);
        for (final Emphasis none : List.of(Emphasis.IGNORE, Emphasis.NONE)) {
            final float[] same = z.clone();
            TokenWeights.apply(none, same, weights);
            assertArrayEquals(z, same);
        }
    }

    @Test
    void emphasisOfNothingIsExact() {
        final float[] z = { 0.1f, -0.7f, 3.3f, 1e-8f };
        final float[] same = z.clone();
        TokenWeights.apply(Emphasis.ORIGINAL, same, new float[] { 1, 1 });
        assertArrayEquals(z, same);
        final float[] zero = { 1, -1 };
        TokenWeights.apply(Emphasis.ORIGINAL, zero, new float[] { 2, 2 });
        assertArrayEquals(new float[] { 2, -2 }, zero);
    }

    private static String text(final List<Chunk> chunks) {
        return chunks.stream().map(c -> Arrays.stream(c.ids()).mapToObj(Character::toString)
                .collect(Collectors.joining())).collect(Collectors.joining(" "));
    }
}
