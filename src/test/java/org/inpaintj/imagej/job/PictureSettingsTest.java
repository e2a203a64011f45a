package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.Prefs;
import ij.process.ByteProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.PngFile;
import org.inpaintj.imagej.file.PngParametersTest;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.params.Parameters;

/** Settings that are read from a picture's file. */
class PictureSettingsTest {

    private static final String TEXT = "a cat\nNegative prompt: dark\nSteps: 12, Sampler: DPM++ 2M Karras, CFG scale: "
            + "6, Seed: 9, Size: 64x48, Model: ink, Denoising strength: 0.4, Mask blur: "
            + "2, RNG: NV, Lora hashes: \"x: 1\"";
    private static final Parameters<Request> INPAINT = Engines.found().keys(Task.INPAINT),
            TEXT_TO_IMAGE = Engines.found().keys(Task.TEXT_TO_IMAGE);

    @TempDir
    Path folder;

    @Test
    void ofTheWebUi() throws IOException {
        final PictureSettings settings = read(png(TEXT), INPAINT);
        assertEquals("DPM++ 2M", settings.values().get("sampler"));
        assertEquals("Karras", settings.values().get("schedule"));
        assertEquals("12", settings.values().get("steps"));
        assertEquals("0.4", settings.values().get("strength"));
        assertEquals("whole", settings.values().get("area"));
        assertEquals("dark", settings.values().get("negative"));
        assertFalse(settings.values().containsKey("model"));
        assertEquals(List.of("'a.png' was made with the model 'ink', which was not used here before: choose it, or the "
                + "one you have for it.", "'a.png' also says what means nothing here: Lora hashes."), settings.notes());
        final PictureSettings text = read(png(TEXT), TEXT_TO_IMAGE);
        assertFalse(text.values().containsKey("strength"));
        assertTrue(text.notes().get(1).startsWith("'a.png' also says what means nothing here: Lora hashes, strength"),
                text.notes().get(1));
        assertEquals(settings.values(), read(Files.writeString(folder.resolve("a.txt"), TEXT), INPAINT).values());
    }

    @Test
    void aModelThatWasUsedBeforeIsFound() throws IOException {
        final Path model = Files.createDirectories(folder.resolve("models/ink"));
        final String before = Prefs.get("inpaintj.models", "");
        try {
            RecentModels.remember(model.toString());
            assertEquals(model.toString(), read(png(TEXT), INPAINT).values().get("model"));
        } finally {
            Prefs.set("inpaintj.models", before);
        }
    }

    @Test
    void aValueThatCannotBeIsLeftOutAndSaid() throws IOException {
        final PictureSettings settings = read(png(TEXT.replace("CFG scale: 6", "CFG scale: 600")
                .replace("DPM++ 2M Karras", "Turbo Nine").replace(", RNG: NV", "")), INPAINT);
        assertFalse(settings.values().containsKey("cfg"));
        assertFalse(settings.values().containsKey("sampler"));
        assertEquals("12", settings.values().get("steps"));
        final String notes = String.join(" ", settings.notes());
        assertTrue(notes.contains("Not taken from 'a.png': The value of 'cfg' must be from 0 to 100, not 600."), notes);
        assertTrue(notes.contains("There is no sampler 'Turbo Nine'"), notes);
        assertTrue(notes.contains("was drawn by another generator (GPU)"), notes);
    }

    /** What is given wins, also what a preset or a sampler with its schedule gives. */
    @Test
    void whatIsGivenWins() throws IOException {
        final List<String> notes = new ArrayList<>();
        final Map<String, String> all = PictureSettings.under(Map.of("parameters", png(TEXT).toString(), "preset",
                "sketch", "sampler", "Euler SGM Uniform", "model", "m", "seed", "3"), INPAINT, notes);
        final Request request = INPAINT.parse(all);
        assertEquals("0.85", request.text("strength"));
        assertEquals("3", request.text("seed"));
        assertEquals("12", request.text("steps"));
        assertEquals("Euler SGM Uniform", request.text("sampler"));
        assertEquals("Automatic", request.text("schedule"));
        assertEquals(List.of("'a.png' also says what means nothing here: Lora hashes."), notes);
        assertEquals(Map.of("seed", "3"), PictureSettings.under(Map.of("seed", "3"), INPAINT, notes));
    }

    @Test
    void filesWithoutSettings() throws IOException {
        assertTrue(refusal(folder.resolve("none.png")).startsWith("There is no file '"));
        assertTrue(refusal(png(null)).contains("' holds no settings: settings are read from a PNG"));
        assertTrue(refusal(png("only a prompt")).contains("holds no settings"));
        assertTrue(refusal(Files.write(folder.resolve("b.txt"), new byte[] { (byte) 0xff, 1 }))
                .contains("no settings"));
        assertTrue(refusal(Files.write(folder.resolve("c.txt"), new byte[2 << 20])).contains("holds no settings"));
        assertTrue(refusal(Files.writeString(folder.resolve("d.png"), "text")).contains("no PNG"));
    }

    private static String refusal(final Path file) {
        return assertThrows(InpaintException.class, () -> read(file, INPAINT)).getMessage();
    }

    private static PictureSettings read(final Path file, final Parameters<Request> keys) {
        return PictureSettings.read(file, keys, Map.of());
    }

    private Path png(final String text) throws IOException {
        final Path file = folder.resolve("a.png");
        PngFile.write(new ImagePlus("a", new ByteProcessor(3, 2)), file);
        if (text != null)
            PngParametersTest.insert(file, "tEXt", PngParametersTest.data("tEXt", false,
                    text.getBytes(StandardCharsets.ISO_8859_1)));
        return file;
    }
}
