package org.inpaintj.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Parameters;

/** Keys with their values, as they are typed. */
class CompareAxisTest {

    private static final Parameters<Request> KEYS = Engines.found().keys();

    private static CompareAxis axis(final String text) {
        return CompareAxis.of("x", text, KEYS);
    }

    /** Whole numbers as the WebUI's range() and linspace().astype(int) give them, but that none lies beyond the end. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "1-5 | 1 2 3 4 5", "1-9 (+2)|1 3 5 7 9", "1-10 (+4)|1 5 9", "9-1 (-4)|9 5 1",
        "3-1|3 2 1", "1-10 [5]|1 3 5 7 10", "10 - 1 [2]|10 1", "-2-2|-2 -1 0 1 2", "4-4|4", "5-9[1]|5" })
    void wholeNumbers(final String range, final String expected) {
        assertEquals(Optional.of(List.of(expected.strip().split(" "))), AxisRange.of(range, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0.3-0.9 [4]|0.3 0.5 0.7 0.9", "5-9 (+2)|5 7 9",
        "0.1-0.5 (+0.1)|0.1 0.2 0.3 0.4 0.5", "0-1 (+0.3)|0 0.3 0.6 0.9", "1-0 (-.25)|1 0.75 0.5 0.25 0",
        "0-1 [4]|0 0.3333333333333333 0.6666666666666667 1", "1.5-3.5|1.5 2.5 3.5" })
    void decimals(final String range, final String expected) {
        assertEquals(Optional.of(List.of(expected.split(" "))), AxisRange.of(range, false));
    }

    @Test
    void otherNumbersAreNoRange() {
        for (final String text : List.of("-1", "7", "1e-3", "2024-01-02", "1-5 (+2", "1-5 [2] (+1)", "a-b"))
            assertEquals(Optional.empty(), AxisRange.of(text, false), text);
    }

    @Test
    void valuesAreSeparatedAsInACsvFile() {
        assertEquals(List.of("10", "20", "30", "31", "32"), axis("steps: 10, 20, 30-32").values());
        assertEquals(List.of("-1", "1", "2"), axis("SEED= -1, 1, 2").values());
        assertEquals(List.of("cat", "a dog, running", "", "the \"best\" bird"),
                axis("prompt: cat, \"a dog, running\" , , \"the \"\"best\"\" bird\"").values());
        assertEquals(List.of("cat", ""), axis("prompt: cat, \"\"").values());
        assertEquals(List.of("cat"), axis("prompt: cat,").values());
        assertEquals(List.of("DPM++ 2M", "Euler a"), axis("sampler: DPM++ 2M, Euler a").values());
        assertEquals(List.of("sd15", "lama.onnx"), axis("model: /models/sd15, /models/lama.onnx").labels());
        assertEquals(List.of("sd (1)", "sd (2)"), axis("model: /a/sd, /b/sd").labels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "steps: 10, 20-22", "prompt: cat, \"a dog, running\", \"\"", "cfg: 1-2 [3]",
        "prompt: \" cat\",a \"quoted\" dog" })
    void whatIsWrittenIsReadAgain(final String text) {
        assertEquals(axis(text), axis(axis(text).text()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "steps|'steps' is no key with its values: write them as in steps: 10, 20, 30.",
        "steps: |the key 'steps' has no values: write them as in steps: 10, 20, 30.",
        "promtp: 1|Unknown key 'promtp': did you mean 'prompt'?",
        "candidates: 1, 2|the key 'candidates' means nothing to a cell: compare another one.",
        "background: true|the key 'background' means nothing to a cell: compare another one.",
        "steps: 1-5 (-1)|the range '1-5 (-1)' never comes to its end: give a step that leads there, such as 1-9 (+2) "
                + "or 9-1 (-2).",
        "cfg: 1-2 (+0)|the range '1-2 (+0)' never comes to its end: give a step that leads there, such as 1-9 (+2) "
                + "or 9-1 (-2).",
        "seed: 1-4000000000|the range '1-4000000000' has more than 100000 values: give it 1 to 100000.",
        "cfg: 1-2 (+0.00000000001)|the range '1-2 (+0.00000000001)' has more than 100000 values: give it 1 to 100000.",
        "cfg: 1-2 [0]|the range '1-2 [0]' has no values: give it 1 to 100000.",
        "prompt: \"a|values are separated by commas, and one that holds a comma stands in double quotes, each of its "
                + "own quotes doubled.",
        "prompt: \"a\"b|values are separated by commas, and one that holds a comma stands in double quotes, each of "
                + "its own quotes doubled." })
    void whatIsWrongIsSaid(final String text, final String expected) {
        assertEquals("In x: " + expected, assertThrows(InpaintException.class, () -> axis(text)).getMessage());
    }
}
