package org.inpaintj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.MacroLine;

class RequestTest {

    private static final Request DEFAULTS = Engines.found().request(Map.of());

    @Test
    void defaultsAreTheWebUis() {
        assertEquals(20, DEFAULTS.own(DiffusionParameters.class).steps());
        assertEquals(7, DEFAULTS.own(DiffusionParameters.class).cfg());
        assertEquals(0.75, DEFAULTS.own(DiffusionParameters.class).strength());
        assertEquals(4, DEFAULTS.blur());
        assertEquals(32, DEFAULTS.padding());
        assertEquals(DiffusionParameters.Content.ORIGINAL, DEFAULTS.own(DiffusionParameters.class).content());
        assertEquals(Request.Target.LAYER, DEFAULTS.target());
        assertEquals("", DEFAULTS.macro());
    }

    @Test
    void textsMakeTheSameRequest() {
        final Request request = Engines.found().request(MacroLine.parse(
                "engine=patch seed=12 blur=2.5 invert target=inplace tone=percentile prompt=[a [b:0.5] c]"));
        assertEquals("engine=patch seed=12 blur=2.5 invert=true target=inplace tone=percentile prompt=[a [b:0.5] c]",
                request.macro());
        assertEquals(request, Engines.found().request(request.values()));
        assertEquals(request, Engines.found().request(MacroLine.parse(request.macro())));
    }

    @Test
    void everyKeyIsDescribedAndSafeInAMacro() {
        final List<String> keys = Engines.found().keys().keys();
        for (final String key : keys) {
            assertNotNull(Engines.found().keys().describe(key), key);
            assertTrue(key.matches("[a-z][a-z0-9_]*"), key);
            for (final String other : keys)
                assertFalse(other.matches(".*[_0-9]" + key), key + " is the tail of " + other);
        }
        assertEquals(List.of(
                "model", "vae", "checkpoint", "server", "workflow", "service", "inputs", "hires_with", "scheduler",
                "embeddings", "loras", "preprocessor", "controlnet", "control", "preprocessor2", "controlnet2",
                "control2", "preprocessor3", "controlnet3", "control3", "segmenter", "mask", "sketch", "strength_map",
                "styles", "stylebook", "negative", "prompt"),
                keys.subList(keys.size() - 28, keys.size()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sed=1          | Unknown key 'sed': did you mean 'seed'?",
            "promt=cat      | Unknown key 'promt': did you mean 'prompt'?",
            "seed=abc       | The value of 'seed' must be a whole number from -1 to 4294967295, not 'abc'.",
            "seed=1.5       | The value of 'seed' must be a whole number from -1 to 4294967295, not '1.5'.",
            "candidates=0   | The value of 'candidates' must be from 1 to 64, not 0.",
            "candidates=1000000 | The value of 'candidates' must be from 1 to 64, not 1000000.",
            "steps=99999999999 | The value of 'steps' must be a whole number from 1 to 1000, not '99999999999'.",
            "blur=NaN       | The value of 'blur' must be a number from 0 to 1000, not 'NaN'.",
            "invert=maybe   | The value of 'invert' must be true or false, not 'maybe'.",
            "target=layers  | The value of 'target' must be one of layer, image, slice, inplace, not 'layers'." })
    void badInputSaysWhatWouldBeRight(final String line, final String message) {
        assertEquals(message,
                assertThrows(InpaintException.class,
                        () -> Engines.found().request(MacroLine.parse(line))).getMessage());
    }

    @Test
    void numbersAsDialogsWriteThem() {
        assertEquals(5, Engines.found().request(Map.of("seed", "5.00")).seed());
        assertEquals(8, Engines.found().request(Map.of("steps", " 8 ")).own(DiffusionParameters.class).steps());
    }

    @Test
    void anUnknownEngineNamesTheKnownOnes() {
        final String message = assertThrows(InpaintException.class, () -> Engines.found().get("pach")).getMessage();
        assertTrue(message.startsWith("There is no engine 'pach': "), message);
    }

    /** As a job does that is sent to another JVM; records of engines need not be serializable for it. */
    @Test
    void aRequestTravels() throws IOException, ClassNotFoundException {
        final Request request = Engines.found().request(MacroLine.parse("engine=diffusion seed=3 strength=0.3 blur=2.5 "
                + "vae=[/a folder] prompt=[a \\[b\\] c] negative=[\\\\] preset=sketch"));
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(request, in.readObject());
        }
    }

    @Test
    void anEngineTakesItsRecordOut() {
        final Request request = Engines.found().request(Map.of("steps", "3", "seed", "5"));
        final DiffusionParameters own = request.own(DiffusionParameters.class);
        assertEquals(3, own.steps());
        assertEquals(request, request.withOwn(own));
        assertEquals("3", request.text("steps"));
        assertEquals("", request.text("nosuch"));
        final Request common = Request.COMMON.parse(Map.of("seed", "5"));
        assertEquals(20, common.own(DiffusionParameters.class).steps(), "a request of common keys has the defaults");
        assertEquals("Unknown key 'steps'; the keys are " + String.join(", ", Request.COMMON.keys()) + ".",
                assertThrows(InpaintException.class, () -> common.with("steps", 3)).getMessage());
    }

    @Test
    void boxes() {
        final Box box = new Box(2, 3, 4, 5);
        assertEquals(new Box(0, 1, 8, 9), box.grow(2));
        assertTrue(box.grow(-2).isEmpty());
        assertEquals(new Box(4, 3, 2, 2), box.intersect(new Box(4, 0, 10, 5)));
        assertTrue(box.intersect(new Box(50, 50, 2, 2)).isEmpty());
        assertEquals(new Box(1, 1, 4, 5), box.relativeTo(new Box(1, 2, 9, 9)));
        assertEquals(new Box(1, 3, 5, 6), box.span(new Box(1, 8, 1, 1)));
        assertEquals(box, box.span(new Box(0, 0, 0, 9)));
        assertEquals(box, new Box(0, 0, 0, 9).span(box));
    }
}
