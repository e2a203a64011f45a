package org.inpaintj.repair;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.raster.Mask;

/** With what each region is repainted. */
class RegionPromptsTest {

    @Test
    void theMainPromptStandsWhereItIsAskedForOrNothingElseIs() {
        for (final String prompt : List.of("", "a [PROMPT]", "a [SEP] ", "[SEP]b", "a [SEP][SEP] b"))
            assertTrue(RegionPrompts.takesMain(prompt), prompt);
        for (final String prompt : List.of("a", "a [SEP] b", "[SKIP]"))
            assertFalse(RegionPrompts.takesMain(prompt), prompt);
    }

    private static final Box IMAGE = new Box(0, 0, 10, 10);
    private static final List<Region> FOUR = List.of(region(1, 1), region(5, 5), region(10, 5), region(10, 10));

    private static Region region(final int w, final int h) {
        return Region.of("", 1, Mask.full(new Box(0, 0, w, h)));
    }

    private static List<Optional<Request>> shares(final String... keysAndValues) {
        final Map<String, String> values = new LinkedHashMap<>(Map.of("seed", "7"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        final RepairRequest repair = RepairRequest.of(values);
        return RegionPrompts.of(repair.request(), repair.regions(), FOUR, IMAGE);
    }

    private static List<String> texts(final String key, final String... keysAndValues) {
        return shares(keysAndValues).stream().map(s -> s.map(r -> r.values().get(key)).orElse("skipped")).toList();
    }

    @Test
    void promptsAreShared() {
        assertEquals(List.of("a cat", "a cat", "a cat", "a cat"), texts("prompt", "prompt", "a cat"));
        assertEquals(List.of("a", "b", "b", "b"), texts("prompt", "prompt", "a [SEP] b"));
        assertEquals(List.of("a", "skipped", "c", "c"), texts("prompt", "prompt", "a[SEP] [SKIP] [SEP]\n c "));
        assertEquals(List.of("a", "b", "c", "d"), texts("prompt", "prompt", "a [SEP] b [SEP] c [SEP] d [SEP] e"));
        assertEquals(List.of("x [SKIP]", "x [SKIP]", "x [SKIP]", "x [SKIP]"), texts("prompt", "prompt", "x [SKIP]"),
                "only alone does it skip");
        assertEquals(List.of("blur", "", "", ""), texts("negative", "negative", "blur [SEP]"));
    }

    @Test
    void theMainPromptFillsIn() {
        assertEquals(List.of("a street", "eyes", "a street  at night", "a street  at night"),
                texts("prompt", "main", "a street", "prompt", "[SEP] eyes [SEP] [PROMPT] at night"));
        assertEquals(List.of("", "", "", ""), texts("prompt"));
        final String said = assertThrows(InpaintException.class, () -> shares("negative", "no [PROMPT]")).getMessage();
        assertTrue(said.contains("[PROMPT]") && said.contains("negative"), said);
    }

    @Test
    void seedsCountRegionsSkippedOnesToo() {
        assertEquals(List.of("7", "8", "9", "10"), texts("seed"));
        assertEquals(List.of("skipped", "8", "9", "10"), texts("seed", "prompt", "[SKIP] [SEP] a"));
        assertEquals(List.of("7", "7", "7", "7"), texts("seed", "sameseed", "true"));
        assertEquals(List.of("30", "31", "32", "33"), texts("subseed", "subseed", "30", "variation", "0.5"));
        assertEquals(List.of("30", "30", "30", "30"), texts("subseed", "subseed", "30"));
        final List<String> drawn = texts("seed", "seed", "-1");
        assertNotEquals(drawn, texts("seed", "seed", "-1"));
        assertEquals(Long.parseLong(drawn.get(0)) + 3, Long.parseLong(drawn.get(3)));
        assertEquals("4294967295", texts("seed", "seed", "4294967292").get(3));
        assertTrue(assertThrows(InpaintException.class, () -> shares("seed", "4294967293")).getMessage()
                .contains("at most 4294967292"));
        assertEquals("4294967295", texts("seed", "seed", "4294967295", "sameseed", "true").get(3));
    }

    /** strength x (1 - area / image) ^ power, between 0 and 1. */
    @Test
    void strengthFollowsTheArea() {
        assertEquals(List.of("0.4", "0.4", "0.4", "0.4"), texts("strength"));
        assertEquals(0.4 * 0.99 * 0.99, RegionPrompts.strength(0.4, 1, IMAGE, 2), 1e-12);
        assertEquals(0.4 * 0.75, RegionPrompts.strength(0.4, 25, IMAGE, 1), 1e-12);
        assertEquals(0.8, RegionPrompts.strength(0.4, 50, IMAGE, -1), 1e-12);
        assertEquals(1, RegionPrompts.strength(0.4, 50, IMAGE, -3));
        assertEquals(0, RegionPrompts.strength(0.4, 100, IMAGE, 1));
        assertEquals(1, RegionPrompts.strength(0.4, 100, IMAGE, -1));
        assertEquals(0, RegionPrompts.strength(0, 100, IMAGE, -1));
        final double[] each = texts("strength", "power", "1").stream().mapToDouble(Double::parseDouble).toArray();
        assertArrayEquals(new double[] { 0.396, 0.3, 0.2, 0 }, each, 1e-12);
    }
}
