package org.inpaintj.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.Preset;
import org.inpaintj.engine.diffusion.text.StyleTemplate;

/** Words of styles and presets, added to a prompt. */
class PromptEnhancerTest {

    private static StyleTemplate style(final String... keywords) {
        return new StyleTemplate("s", "", List.of(keywords), List.of("a boat"), List.of());
    }

    private static String enhance(final String... keysAndValues) {
        final Map<String, String> values = new java.util.HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return PromptEnhancer.enhance(EnhanceKeys.of(values));
    }

    @Test
    void wordsOfTheStyleComeBeforeThoseOfThePreset() {
        assertEquals("a cat on a mat, classical European oil painting, visible brushwork, rich colours, light and "
                + "shadow, detailed texture of the canvas, balanced composition, sharp focus, fine detail",
                enhance("prompt", " a cat on a mat, ", "style", "European painting", "preset", "repair_detail"));
        assertEquals("a cat", enhance("prompt", "a cat"));
        assertEquals("一只猫，中国传统水墨画，宣纸质感，笔触流畅，淡雅设色，留白构图，墨色浓淡相宜",
                enhance("prompt", "一只猫", "style", "中国画"));
        assertTrue(enhance("style", "Chinese painting").startsWith("plum blossom, traditional Chinese ink painting"));
        assertEquals("There is nothing to enhance: give a prompt, or a style that has subjects to begin with.",
                assertThrows(InpaintException.class, () -> enhance("prompt", " , ")).getMessage());
        assertTrue(assertThrows(InpaintException.class, () -> enhance("prompt", "a", "style", "nosuch")).getMessage()
                .contains("stylebook"));
    }

    @Test
    void wordsThatAreThereAreNotAddedAgain() {
        assertEquals("A Cat, (Rich Colours:1.2), grain, more", PromptEnhancer.withWords("A Cat, (Rich  Colours:1.2)",
                List.of(style("rich colours", "grain", "a cat"), style("Grain", "more")), Preset.NONE));
    }

    @Test
    void fiveHundredCharactersAreEnough() {
        final String word = "x".repeat(99);
        final String made = PromptEnhancer.withWords("cat", List.of(style(word + 1, word + 2, word + 3, word + 4, word
                + 5)), Preset.NONE);
        assertEquals(3 + 4 * 102, made.length());
        assertEquals(List.of("cat", word + 1, word + 2, word + 3, word + 4), PromptText.parts(made));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "a cat, a dog|10|a cat, a",
        "a cat, a dog|12|a cat, a dog",
        "a cat, a dog|6|a cat", "abcdefghij|4|abcd", "一只猫，一只狗|5|一只猫", "a, (b, c:1.3) d|9|a",
        "(a b c d e f)|6|(a b c", "ab\uD83D\uDE00cd|3|ab" })
    void cutsLieBetweenWords(final String text, final int most, final String expected) {
        assertEquals(expected, PromptText.cut(text, most));
    }

    /** Whatever there is: within the length, what was said comes first, no part twice, and again it stays as it is. */
    @Test
    void anythingIsCutAndSaidOnce() {
        final SplittableRandom random = new SplittableRandom(4);
        final String letters = "ab, ()[]:，猫\uD83D\uDE00\n\t\"1.";
        for (int run = 0; run < 2000; run++) {
            final StringBuilder text = new StringBuilder("q");
            for (int i = random.nextInt(900); i > 0; i--)
                text.append(letters.charAt(random.nextInt(letters.length())));
            final String made = PromptEnhancer.withWords(text.toString(), List.of(style("a", "b", "grain", "Grain")),
                    Preset.SKETCH);
            assertTrue(made.length() <= 500, made);
            assertTrue(made.chars().noneMatch(c -> c < ' '), made);
            final String again = PromptEnhancer.withWords(made, List.of(), Preset.NONE);
            assertTrue(made.startsWith(again), made);
        }
    }
}
