package org.inpaintj.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/** Which cells there are, what each is told, and in which order they run. */
class ComparePlanTest {

    private static CompareRequest asked(final String line) {
        return CompareRequest.of(MacroLine.parse(line));
    }

    private static ComparePlan plan(final String line) {
        return ComparePlan.of(asked(line));
    }

    private static List<String> titles(final ComparePlan plan) {
        return plan.cells().stream().map(ComparePlan.Cell::title).toList();
    }

    private static Request single(final String line) {
        return Engines.found().request(MacroLine.parse(line));
    }

    @Test
    void cellsAreThoseOfSingleRunsXFastest() {
        final ComparePlan plan = plan("seed=5 steps=9 prompt=[a cat] x=[cfg: 5-9 (+2)] y=[prompt: cat, dog] "
                + "z=[content: fill, noise]");
        assertEquals(12, plan.cells().size());
        assertEquals(List.of("cfg: 5, prompt: cat, content: fill", "cfg: 7, prompt: cat, content: fill",
                "cfg: 9, prompt: cat, content: fill", "cfg: 5, prompt: dog, content: fill"),
                titles(plan).subList(0, 4));
        assertEquals(single("seed=5 steps=9 cfg=7 content=noise prompt=[a dog]"), plan.cells().get(10).request());
        assertEquals(List.of(3, 2, 2), List.of(plan.size("x"), plan.size("y"), plan.size("z")));
    }

    /** Every key that a request has can be an axis, with no other knowledge than its description. */
    @Test
    void everyKeyIsAnAxis() {
        final Parameters<Request> keys = Engines.found().keys();
        for (final String key : keys.keys()) {
            if (!CompareRequest.isOfACell(keys, key))
                continue;
            final List<String> words = keys.choices(key);
            final String value = !words.isEmpty() ? words.get(words.size() - 1) : keys.type(key) == boolean.class
                    ? "true" : keys.type(key) == String.class ? "a" : keys.describe(key).drawn() ? "1"
                    : Long.toString((long) Math.max(-9, Math.ceil(keys.describe(key).min())));
            final String other = value.equals("a") ? "" : " prompt=a negative=a";
            final String text = value.equals("a") ? " " + key + "=a" : "";
            final ComparePlan plan = plan("seed=3 subseed=3 variation=0.5 x=[" + key + ": " + value + "]" + other
                    + text);
            final String told = "seed=3 subseed=3 variation=0.5" + other;
            final Map<String, String> expected = new HashMap<>(MacroLine.parse(told));
            expected.put(key, value);
            assertEquals(Engines.found().request(expected), plan.cells().get(0).request(), key);
        }
    }

    @Test
    void whatIsDearChangesLeast() {
        final ComparePlan plan = plan("x=[steps: 1, 2] y=[sampler: Euler, DDIM] z=[model: a, b]");
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), plan.order());
        final ComparePlan turned = plan("x=[model: a, b] y=[vae: c, d] z=[steps: 1, 2]");
        assertEquals(List.of(0, 4, 2, 6, 1, 5, 3, 7), turned.order());
        final Parameters<Request> keys = Engines.found().keys();
        final List<String> dear = List.of("model", "vae", "sampler", "steps", "prompt", "seed");
        for (int i = 1; i < dear.size(); i++)
            assertTrue(ComparePlan.cost(dear.get(i - 1), keys) > ComparePlan.cost(dear.get(i), keys), dear.get(i));
    }

    @Test
    void allRunOnceInAnyOrder() {
        final SplittableRandom random = new SplittableRandom(1);
        final List<String> axes = List.of("steps: 1-%d", "model: a, b, c", "seed: 1-%d", "sampler: DDIM, Euler",
                "blur: 0-9 [%d]", "invert: true, false");
        for (int run = 0; run < 50; run++) {
            final int a = random.nextInt(axes.size()), b = (a + 1 + random.nextInt(axes.size() - 1)) % axes.size();
            final int n = 1 + random.nextInt(5);
            final ComparePlan plan = plan("x=[" + axes.get(a).formatted(n) + "] z=[" + axes.get(b).formatted(n) + "]");
            assertEquals(plan.cells().size(), new HashSet<>(plan.order()).size());
            assertEquals(plan.cells().size(), plan.order().size());
        }
    }

    @Test
    void seedsLeftToChanceAreDrawnOnceForAllCells() {
        final ComparePlan plan = plan("x=[steps: 1-3] y=[variation: 0, 0.5]");
        assertEquals(1, plan.cells().stream().map(cell -> cell.request().seed()).distinct().count());
        assertTrue(plan.cells().get(0).request().seed() >= 0);
        final List<String> second = plan.cells().stream().map(cell -> cell.request().text("subseed")).distinct()
                .toList();
        assertEquals("-1", second.get(0), "where it means nothing");
        assertEquals(2, second.size());
        final ComparePlan seeds = plan("x=[seed: -1, 4, -1]");
        assertEquals(4, seeds.cells().get(1).request().seed());
        assertNotEquals(seeds.cells().get(0).request().seed(), seeds.cells().get(2).request().seed());
        assertEquals("seed: " + seeds.cells().get(0).request().seed(), seeds.cells().get(0).title());
    }

    @Test
    void whatIsDrawnCanBeSaidAgain() {
        final CompareRequest asked = asked("x=[seed: -1, 7] y=[variation: 0, 1]");
        final Map<String, String> drawn = ComparePlan.settled(asked, false);
        assertEquals(List.of("x", "subseed"), List.copyOf(drawn.keySet()));
        final CompareRequest sure = CompareRequest.keys().with(asked, drawn);
        assertEquals(ComparePlan.of(sure), ComparePlan.of(sure));
        assertEquals(Map.of(), ComparePlan.settled(sure, false));
    }

    @Test
    void aPresetOnAnAxisGivesItsValuesWhereNoneAreGiven() {
        final ComparePlan plan = plan("seed=1 blur=6 preset=sketch x=[preset: none, remove, replace]");
        assertEquals(single("seed=1 blur=6"), plan.cells().get(0).request());
        assertEquals(single("seed=1 blur=6 preset=remove"), plan.cells().get(1).request());
        assertEquals(single("seed=1 blur=6 preset=replace strength=0.2"),
                plan("seed=1 blur=6 x=[preset: remove, replace] y=[strength: 0.1, 0.2]").cells().get(3).request());
    }

    @Test
    void twoWordsOfOnePromptMayBeReplaced() {
        final ComparePlan plan = plan("seed=1 prompt=[a red cat] x=[prompt: red, blue] y=[prompt: cat, dog]");
        assertEquals("a blue dog", plan.cells().get(3).request().text("prompt"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "x=|Nothing says what is compared: give X a key and its values (x=[KEY: VALUES]), such as seed: 1, 2, 3.",
        "x=[steps: 1, 0]|In x: The value of 'steps' must be from 1 to 1000, not 0.",
        "x=[steps: 1] z=[cfg: much]|In z: The value of 'cfg' must be a number from 0 to 100, not 'much'.",
        "x=[content: fill, full]|In x: The value of 'content' must be one of fill, original, noise, nothing, not "
                + "'full'.",
        "x=[steps: 1, 2] y=[steps: 3]|In y: the key 'steps' is compared already: take another one, or give all its "
                + "values to one axis.",
        "x=[prompt: cat, dog]|In x: 'cat' is to be replaced in the prompt, which does not hold it: give a prompt with "
                + "it, or take another word as the first value.",
        "x=[seed: 1-1001]|The grid has 1001 cells, more than the 1000 that are made unasked: give cells=1001 to make "
                + "them all, or fewer values.",
        "x=[seed: 1-100000] y=[steps: 1-1000] z=[cfg: 0-100]|The grid has 10100000000 cells, more than can be "
                + "made: give fewer values." })
    void whatIsWrongIsSaidBeforeAnythingRuns(final String line, final String expected) {
        assertEquals(expected, assertThrows(InpaintException.class, () -> plan(line)).getMessage());
    }

    @Test
    void moreCellsAreMadeIfWanted() {
        assertEquals(1001, plan("cells=1001 seed=1 x=[seed: 1-1001]").cells().size());
    }
}
