package org.inpaintj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.DiffusionParameters;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.Key;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

class KeyUseTest {

    private static final List<Engine> ENGINES = List.of(Engines.found().get("patch"), Engines.found().get("diffusion"),
            Engines.found().get("erase"), Engines.found().get("a1111"),
            Engines.found().get("comfyui"), Engines.found().get("service"));

    /** An engine that uses no key. */
    private static final Engine IDLE = new Engine() {
        @Override
        public String id() {
            return "idle";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.of("Idle").using();
        }

        @Override
        public Result run(final Request request, final Scene scene, final Progress progress) {
            throw new UnsupportedOperationException();
        }
    };

    @Test
    void everyKeyIsUsedByAnEngineOrTheFrame() {
        final KeyUse frame = KeyUse.of(IDLE, Task.INPAINT);
        for (final String key : Engines.found().keys().keys()) {
            final boolean ofAnEngine = ENGINES.stream().anyMatch(e -> e.capabilities().keys().contains(key)
                    || Parameters.of(e.parameters()).has(key)
                    || Set.of("sketch", "transparency").contains(key) && e.takes(SceneInput.Kind.BASE));
            assertTrue(ofAnEngine != frame.uses(key), key + " is either an engine's or the frame's");
        }
        assertEquals(
                new TreeSet<>(Set.of("engine", "refine", "segmenter", "invert", "grow", "mask", "blur", "spill", "area",
                "padding", "target", "tone", "background")),
                        new TreeSet<>(frame.used(Engines.found().request(Map.of())).keySet()));
    }

    @Test
    void enginesDrawOrNot() {
        assertEquals(List.of(true, true, false, true, true, true),
                ENGINES.stream().map(e -> e.capabilities().draws()).toList());
        assertTrue(Capabilities.of("says nothing").draws());
        assertEquals("Unknown key 'sed': did you mean 'seed'?", assertThrows(InpaintException.class,
                () -> Capabilities.of("wrong").using("sed")).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "patch | prompt=[a red car]  | The key prompt has no effect with the engine 'patch'.",
            "patch | steps=30 seed=3 prompt=a negative=b model=c | The keys steps, model, negative and prompt have no "
                    + "effect with the engine 'patch'.",
            "patch | prompt= steps=20 strength=0.75 |",
            "patch | preset=replace          | The key preset has no effect with the engine 'patch'.",
            "patch | preset=replace strength=0.2 | The keys preset and strength have no effect with the engine "
            + "'patch'.",
            "patch | preset=replace spill=3  |",
            "patch | blur=9                  | The key blur has no effect with the engine 'patch' and spill=0.",
            "patch | blur=9 spill=2          |",
            "patch | blur=0                  |",
            "patch | blur=0 spill=2          | The key spill has no effect with blur=0.",
            "patch | area=whole padding=50   | The key padding has no effect with area=whole.",
            "patch | segmenter=x             | The key segmenter has no effect with refine=none.",
            "patch | segmenter=x refine=sam  |",
            "erase | seed=4 model=x width=8 candidates=2 | The key seed has no effect with the engine 'erase'.",
            "diffusion | preset=replace blur=9 keep=x0 vae=x |",
            "diffusion | subseed=4           | The key subseed has no effect with variation=0.",
            "diffusion | subseed=4 variation=0.1 |",
            "diffusion | stylebook=x         | The key stylebook has no effect with no names in styles." })
    void whatHasNoEffectIsNamed(final String engine, final String line, final String note) {
        assertEquals(note == null ? List.of() : List.of(note), notes(engine, Task.INPAINT, line));
    }

    @Test
    void tasksHaveKeysOfTheirOwn() {
        assertEquals(List.of("The keys strength, invert, tone and mask have no effect with text-to-image."),
                notes("diffusion", Task.TEXT_TO_IMAGE, "invert mask=x tone=full strength=1 width=64 steps=3"));
        assertEquals(List.of("The keys content and conditioning have no effect with image-to-image."),
                notes("diffusion", Task.IMAGE_TO_IMAGE, "content=fill conditioning=0 blur=2 strength=1"));
        final Request all = Engines.found().request(MacroLine.parse("strength=1 invert mask=x steps=3 preset=sketch"));
        assertEquals("steps=3", KeyUse.trimmed(all, Task.TEXT_TO_IMAGE).macro());
        assertEquals("preset=sketch steps=3 strength=1 blur=4 content=original soft=false area=masked padding=32",
                KeyUse.trimmed(all, Task.IMAGE_TO_IMAGE).macro());
        final Parameters<Request> keys = Engines.found().keys();
        for (final String key : keys.keys())
            assertTrue(keys.describe(key).scope() == Key.Scope.TEXT
                    ? Task.TEXT_TO_IMAGE.takes(keys, key) && !Task.IMAGE_TO_IMAGE.takes(keys, key)
                    : Task.INPAINT.takes(keys, key) && (Task.IMAGE_TO_IMAGE.takes(keys, key)
                            || !Task.TEXT_TO_IMAGE.takes(keys, key)), key);
    }

    private static List<String> notes(final String engine, final Task task, final String line) {
        return KeyUse.of(Engines.found().get(engine), task).notes(Engines.found().request(MacroLine.parse(line)));
    }

    @Test
    void theMacroOfAPresetSaysWhatTheUserChanged() {
        final Request asked = Engines.found().request(MacroLine.parse("preset=replace strength=0.75 content=original "
                + "prompt=x"));
        assertEquals("preset=replace strength=0.75 blur=8 content=original soft=true area=masked padding=32 "
                + "prompt=x",
                asked.macro());
        assertEquals(asked, Engines.found().request(MacroLine.parse(asked.macro())));
        assertEquals("prompt=x", asked.macro(Set.of("prompt", "seed", "strength")));
    }

    @Test
    void seedsAreDrawnOnce() {
        final Request drawn = Engines.found().request(MacroLine.parse("candidates=64")).drawn();
        assertTrue(drawn.seed() >= 0 && drawn.seed() <= Request.lastSeed(64));
        assertEquals(4294967295L - 63, Request.lastSeed(64));
        assertEquals(-1, subseed(drawn), "nothing is drawn that means nothing");
        assertEquals(drawn, drawn.drawn());
        final Request varied = drawn.with("seed", -1).with("variation", 0.5).drawn();
        assertTrue(subseed(varied) >= 0 && varied.seed() >= 0 && subseed(varied) != varied.seed());
        assertFalse(Arrays.asList(drawn.seed(), subseed(varied)).contains(varied.seed()));
        assertEquals(7, Engines.found().request(MacroLine.parse("seed=7")).drawn().seed());
    }

    private static long subseed(final Request request) {
        return request.own(DiffusionParameters.class).subseed();
    }
}
