package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.file.PngParametersTest;
import org.inpaintj.imagej.file.PngTextsTest;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.model.folder.ModelFixture;

/** Settings on their way into a PNG and out of it, by the command line and by a macro. */
class PictureSettingsCommandTest {

    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    Path folder;

    private Path made() {
        final Path made = folder.resolve("made.png");
        if (!Files.exists(made))
            CliRun.of("text-to-image", "--out", made, "--model", MODEL, "--steps", 3, "--seed", 7, "--width", 48,
                    "--height", 40, "--sampler", "Euler a", "--eta", 0.6, "--ensd", 31337, "--cfg", 5.5, "--prompt",
                    "a (red:1.2) car, <lora:ink:1>, 猫", "--negative", "dark, ugly").done();
        return made;
    }

    /** A picture of the WebUI with the same settings: without a record. */
    private Path ofTheWebUi() throws IOException {
        final Path file = folder.resolve("webui.png");
        ImageFiles.save(new ImagePlus("webui", new ColorProcessor(4, 4)), file);
        PngParametersTest.insert(file, "iTXt", PngParametersTest.data("iTXt", false, PngTextsTest.texts(made())
                .get("parameters").getBytes(StandardCharsets.UTF_8)));
        return file;
    }

    @Test
    void aPngHoldsTheWebUisParameters() throws IOException {
        final Map<String, String> texts = PngTextsTest.texts(made());
        assertTrue(texts.get("parameters").startsWith("a (red:1.2) car, <lora:ink:1>, 猫\nNegative prompt: dark, ugly\n"
                + "Steps: 3, Sampler: Euler a, Schedule type: Uniform, CFG scale: 5.5, Seed: 7, Size: 48x40, Model "
                + "hash: "),
                texts.get("parameters"));
        assertTrue(texts.get("parameters").contains(", Model: " + MODEL.getFileName() + ", ENSD: 31337, Eta: 0.6, RNG: "
                + "NV, Version: InpaintJ "), texts.get("parameters"));
        assertTrue(texts.get("Comment").startsWith("generated content"));
        assertTrue(texts.containsKey("inpaintj"));
        final Path patched = folder.resolve("patched.png");
        CliRun.of("inpaint", made(), "--roi", "5,5,10,10", "--engine", "patch", "--seed", 1, "--out", patched).done();
        assertFalse(PngTextsTest.texts(patched).containsKey("parameters"), "no prompt was followed last");
    }

    @Test
    void theSettingsMakeThePictureAgain() throws IOException {
        for (final Path from : List.of(made(), ofTheWebUi())) {
            final Path again = folder.resolve("again.png"), other = folder.resolve("other.png");
            final CliRun run = CliRun.of("text-to-image", "--parameters", from, "--model", MODEL, "--out", again,
                    "--overwrite").done();
            assertEquals(List.of("No such networks are applied, so these were cut out of the prompts: <lora:ink:1>."),
                    run.notes());
            assertArrayEquals(pixels(made()), pixels(again));
            CliRun.of("text-to-image", "--parameters", from, "--model", MODEL, "--seed", 8, "--out", other,
                    "--overwrite").done();
            assertFalse(Arrays.equals(pixels(made()), pixels(other)));
        }
    }

    @Test
    void otherTasksTakeWhatTheyKnow() throws IOException {
        final Path out = folder.resolve("out.png");
        CliRun.of("image-to-image", made(), "--parameters", ofTheWebUi(), "--model", MODEL, "--preset", "sketch",
                "--width", 0, "--height", 0, "--out", out).done();
        final Map<String, String> request = record(out).request();
        assertEquals("sketch", request.get("preset"), "the preset that was chosen");
        assertEquals("Uniform", request.get("schedule"), "what Automatic stands for");
        assertEquals("0.85", request.get("strength"));
        assertEquals("5.5", request.get("cfg"));
        assertEquals("31337", request.get("ensd"));
        CliRun.of("inpaint", made(), "--roi", "5,5,20,20", "--parameters", out, "--model", MODEL, "--steps", 2, "--out",
                out, "--overwrite").failed(ExitCode.SOFTWARE, "'" + out + "' is the file '" + out + "' that is read, "
                        + "which is never replaced: give the result another name.");
    }

    @Test
    void whatCannotBeReadIsSaid() {
        final Path out = folder.resolve("out.png"), none = folder.resolve("none.png");
        CliRun.of("text-to-image", "--parameters", none, "--model", MODEL, "--out", out).failed(ExitCode.SOFTWARE,
                "There is no file '" + none + "': settings are read from a PNG of this program or of the Stable "
                        + "Diffusion WebUI, or from a text file.");
        assertFalse(Files.exists(out));
    }

    /** A macro's keys win over the file's; what the file says beyond is in the log. */
    @Test
    void aMacroNamesTheFile() throws IOException {
        final Path out = folder.resolve("macro.png"), macro = folder.resolve("macro.ijm");
        Files.writeString(macro, """
                run("Text to Image...", "parameters=[FILE] model=[MODEL] seed=7");
                saveAs("png", "OUT");
                """.replace("FILE", ofTheWebUi().toString()).replace("MODEL", MODEL.toString()).replace("OUT",
                out.toString()));
        final CliRun run = CliRun.process(List.of(), "macro", macro);
        assertEquals(ExitCode.OK, run.status(), run.err());
        assertArrayEquals(pixels(made()), pixels(out));
    }

    private static Provenance record(final Path file) {
        final List<String> records = ProvenanceRecords.of(ImageFiles.open(file));
        return Provenance.of(records.get(records.size() - 1));
    }

    private static int[] pixels(final Path file) {
        return (int[]) ImageFiles.open(file).getProcessor().getPixels();
    }
}
