package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** Notes and records name the keys that count: no other is swallowed, and none stands where it meant nothing. */
class UsedKeysTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final Path SD15 = ModelFixture.of("sd15").folder(), ERASER = ModelFixture.of("erasers").folder()
            .resolve("lama-free.onnx");

    @Test
    void aPromptIsNoErrorToTheEmbeddedEngineAndChangesNothing() {
        final ImagePlus plain = InpaintJobs.image(TestImages.RGB), asked = InpaintJobs.image(TestImages.RGB);
        InpaintJobs.deliver(plain, "engine", "patch");
        // nor is a style that lies nowhere
        final InpaintResult result =
                InpaintJobs.paint(asked, "engine", "patch", "prompt", "a red car", "styles", "film");
        Delivery.deliver(result);
        assertEquals(List.of("The keys styles and prompt have no effect with the engine 'patch'."), result.notes());
        assertEquals(record(plain).patchSha256(), record(asked).patchSha256());
        assertEquals(record(plain).request(), record(asked).request());
    }

    @ParameterizedTest
    @CsvSource({ "patch, true", "erase, false" })
    void theRecordHoldsTheKeysThatCount(final String engine, final boolean seed) {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY16);
        InpaintJobs.deliver(imp, "engine", engine, "model", engine.equals("erase") ? ERASER.toString()
                : "auto", "seed", "9", "steps",
                "3", "cfg", "2", "preset", "replace", "prompt", "secret");
        final Provenance made = record(imp);
        final Set<String> keys = made.request().keySet();
        assertTrue(keys.containsAll(Set.of("engine", "grow", "padding", "tone", "candidates")), keys.toString());
        assertEquals(List.of(), List.of("sampler", "steps", "cfg", "preset", "prompt").stream()
                .filter(keys::contains).toList());
        assertEquals(seed, keys.contains("seed"));
        assertEquals(seed ? engine + ", seed 9" : engine, made.title());
        assertEquals(seed, made.macro().contains("seed=9"), made.macro());
        final ImagePlus flat = imp.duplicate();
        ImageTitles.disclose(flat, made);
        assertFalse(flat.getInfoProperty().contains("\"sampler\"") || flat.getInfoProperty().contains("secret"),
                flat.getInfoProperty());
        assertEquals(made, Provenance.of(made.json()));
        if (engine.equals("erase"))
            RecentModels.remember(ERASER.toString());
        final InpaintResult again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
        assertEquals(List.of(), again.notes());
        assertEquals(made.patchSha256(), again.candidates().get(0).provenance().patchSha256());
    }

    @Test
    void anEraserDrawsNoSeed() {
        final Request request = InpaintJob.of(InpaintJobs.image(TestImages.GRAY8),
                InpaintJobs.request("engine", "erase", "model",
                ERASER.toString(), "seed", "-1")).request();
        assertEquals(-1, request.seed());
    }

    /** What was recorded runs again as a macro: the schedule as it was resolved, the preset as chosen. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "preset=replace seed=4 | Automatic | Karras",
            "preset=replace strength=0.75 content=original seed=4 | Automatic | Karras",
            "preset=remove sampler=[Euler SGM Uniform] blur=4 seed=4 | Automatic | SGM Uniform",
            "preset=modify sampler=UniPC seed=4 variation=0.3 prompt=[a <lora:x:1> \\[b\\]] | Automatic | Automatic",
            "preset=create schedule=Model seed=4 | Model | Model" })
    void theMacroLineOfARecordMakesTheSamePixels(final String line, final String asked, final String ran) {
        RecentModels.remember(SD15.toString());
        final ImagePlus first = InpaintJobs.image(TestImages.RGB), second = InpaintJobs.image(TestImages.RGB);
        final Request request = Engines.found().request(MacroLine.parse("engine=diffusion steps=4 device=cpu model=["
                + SD15 + "] " + line));
        assertEquals(asked, request.text("schedule"));
        Delivery.deliver(InpaintJob.of(first, request).paint(Progress.NONE));
        final Provenance made = record(first);
        assertEquals(ran, made.request().get("schedule"));
        assertEquals(request.text("preset"), made.request().get("preset"));
        assertEquals(request.text("prompt"), made.request().get("prompt"));
        final String macro = made.macro().replaceFirst("run\\(\"[^\"]+\", \"", "").replaceFirst("\"\\);$", "")
                .replace("\\\\", "\\");
        Delivery.deliver(InpaintJob.of(second, Engines.found().request(MacroLine.parse(macro))).paint(Progress.NONE));
        assertEquals(made.patchSha256(), record(second).patchSha256(), macro);
        assertEquals(made.request(), record(second).request());
        assertEquals(made.patchSha256(), LayerReplay.of(first, Layer.of(first).get(0)).paint(Progress.NONE)
                .candidates().get(0)
                .provenance().patchSha256());
    }

    /** As earlier versions wrote it: all keys, the preset as none. */
    @Test
    void recordsWithAllKeysAreReadAsBefore() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        InpaintJobs.deliver(imp, "engine", "patch", "seed", "9");
        final Provenance made = record(imp);
        final Map<String, String> all = Engines.found().request(Map.of("engine", "patch", "seed", "9", "steps",
                "33")).values();
        final Provenance old = Provenance.of(made.json().replaceFirst("(?s)\"request\": \\{.*?\\}", "\"request\": {"
                + all.entrySet().stream().map(e -> "\"" + e.getKey() + "\": \"" + e.getValue() + "\"")
                        .collect(Collectors.joining(", ")).replace("$", "\\$") + "}"));
        assertEquals(all, old.request());
        assertEquals("33", old.again().text("steps"));
        assertEquals("patch, seed 9", old.title());
        assertEquals("run(\"Inpaint Selection...\", \"engine=patch steps=33 seed=9\");", old.macro());
    }

    @Test
    void keysOfAMaskMeanNothingToAWholeImage() {
        final ImagePlus imp = InpaintJobs.image(TestImages.RGB);
        imp.deleteRoi();
        final Request request = Engines.found().request(Map.of("engine", "diffusion", "model", SD15.toString(),
                "steps", "2", "seed", "1",
                "strength", "0.3"));
        final InpaintResult plain = InpaintJob.picture(imp, request).paint(Progress.NONE);
        final InpaintResult asked = InpaintJob.picture(imp, request.with("invert", true).with("grow", -3)
                .with("content", "fill")
                .with("mask", "nowhere.png")).paint(Progress.NONE);
        assertEquals(List.of("The keys invert, content, grow and mask have no effect with image-to-image."),
                asked.notes().stream().filter(n -> n.contains("no effect")).toList());
        assertEquals(plain.candidates().get(0).provenance().patchSha256(),
                asked.candidates().get(0).provenance().patchSha256());
        final InpaintResult made = InpaintJob.blank(request.with("invert", true).with("width", 32).with("height", 32)
                .with("preset", "replace")).paint(Progress.NONE);
        assertEquals(List.of("The keys preset and invert have no effect with text-to-image."),
                made.notes().stream().filter(n -> n.contains("no effect"))
                .map(n -> n.replace(", strength", "")).toList());
    }

    private static Provenance record(final ImagePlus imp) {
        return Layer.of(imp).get(0).provenance();
    }
}
