package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ImageStatistics;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.upscale.Upscalers;

/** Upscalers as they are published, through the command line and in macros. */
class CheckpointUpscalerCommandTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("upscaler-checkpoints");

    @TempDir
    private Path folder;

    /** The tests of plugins leave some that cannot be loaded, which is said once. */
    @BeforeAll
    static void hear() {
        Upscalers.newProblems();
    }

    private static Path file(final String name) {
        return FIXTURE.folder().resolve(name);
    }

    private Path save(final ImagePlus imp, final String name) {
        final Path path = folder.resolve(name);
        ImageFiles.save(imp, path);
        return path;
    }

    /** The picture that spandrel was shown. */
    private Path picture(final String name) {
        final Tensor bytes = FIXTURE.tensors().get(name + "/picture");
        final int width = (int) bytes.size(-1), height = (int) bytes.size(-2), area = width * height;
        final ImageProcessor ip = bytes.size(-3) == 1 ? new ByteProcessor(width, height)
                : new ColorProcessor(width, height);
        for (int i = 0; i < area; i++)
            ip.set(i, bytes.size(-3) == 1 ? (int) bytes.get(i) : (int) bytes.get(i) << 16
                    | (int) bytes.get(area + i) << 8 | (int) bytes.get(2 * area + i));
        return save(new ImagePlus(name, ip), name + ".png");
    }

    private static void assertIs(final String golden, final ImagePlus made) {
        final Tensor tensor = FIXTURE.tensors().get(golden);
        final int area = (int) (tensor.size(-1) * tensor.size(-2)), channels = (int) tensor.size(-3);
        assertEquals(List.of(tensor.size(-1), tensor.size(-2)), List.of((long) made.getWidth(),
                (long) made.getHeight()));
        assertEquals(channels == 1 ? 8 : 24, made.getBitDepth());
        for (int i = 0; i < area; i++)
            for (int c = 0; c < channels; c++)
                assertEquals(255 * tensor.get(c * area + i), made.getProcessor().get(i) >> 8 * (channels - 1 - c)
                        & 0xff, 0.505, golden + " at " + i + ", channel " + c);
    }

    private static JsonObject record(final ImagePlus imp) {
        return JsonParser.parseString(ProvenanceRecords.of(imp).get(0)).getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource({ "old-x4,.pth,4", "new-x2-unshuffled,-legacy.pth,2", "new-x1-unshuffled,.pth,1",
        "realesr-general-x4v3,.pth,4", "srvgg-grey-x2,.safetensors,2", "dat-x3,.safetensors,3" })
    void theCommandMakesThePixelsOfSpandrel(final String name, final String ending, final int scale) {
        final Path out = folder.resolve("out.png");
        CliRun.of("upscale", picture(name), "--out", out, "--upscaler", file(name + ending), "--scale", scale,
                "--device", "cpu").done();
        final ImagePlus made = ImageFiles.open(out);
        assertIs(name + "/whole", made);
        final JsonObject record = record(made), facts = record.getAsJsonObject("facts");
        assertEquals(name + ending, record.getAsJsonObject("request").get("upscaler").getAsString());
        assertEquals(64, facts.get("upscaler_sha256").getAsString().length());
        assertTrue(facts.get("upscaler_network").getAsString().endsWith(", x" + scale), facts.toString());
        assertEquals(name.startsWith("realesr"), record.getAsJsonObject("request").has("denoise"));
        assertFalse(record.toString().contains(FIXTURE.folder().toString()), "a path says who the user is");
    }

    @Test
    void theMacroMixesInTheWeakerDenoiser() throws IOException {
        final Path in = picture("realesr-general-x4v3"), macro = folder.resolve("macro.tif"),
                line = folder.resolve("line.tif"), network = file("realesr-general-x4v3.pth");
        CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), """
                open('%s');
                run("Upscale Image...", "scale=4 denoise=0.25 upscaler=[%s]");
                saveAs('tiff', '%s');
                """.formatted(in, network, macro))).done();
        final ImagePlus made = ImageFiles.open(macro);
        assertIs("realesr-general-x4v3/denoise-0.25", made);
        assertEquals("0.25", record(made).getAsJsonObject("request").get("denoise").getAsString());
        assertEquals(64, record(made).getAsJsonObject("facts").get("upscaler_wdn_sha256").getAsString().length());
        assertEquals(List.of(), CliRun.of("upscale", in, "--out", line, "--upscaler", network, "--scale", 4,
                "--denoise", 0).done().notes());
        assertIs("realesr-general-x4v3/denoise-0.0", ImageFiles.open(line));
        assertEquals(List.of("The key denoise has no effect with upscaler=old-x4.pth, which has no denoise strength."),
                CliRun.of("upscale", in, "--out", line, "--upscaler", file("old-x4.pth"), "--scale", 4, "--denoise",
                        0.5, "--overwrite").done().notes());
        assertFalse(record(ImageFiles.open(line)).getAsJsonObject("request").has("denoise"));
    }

    /** Grey of 16 bits keeps its depth; the channels of a stack are shown alone, as to exports. */
    @Test
    void samplesOfOtherTypesAreEnlarged() {
        final ImagePlus stack = IJ.createHyperStack("stack", 15, 11, 2, 2, 1, 16);
        for (int i = 1; i <= 4; i++)
            for (int k = 0; k < 165; k++)
                stack.getStack().getProcessor(i).set(k, 1000 * i + 7 * k);
        final Path out = folder.resolve("out.tif");
        CliRun.of("upscale", save(stack, "in.tif"), "--out", out, "--upscaler", file("srvgg-x2.pth"), "--scale", 2)
                .done();
        final ImagePlus made = ImageFiles.open(out);
        assertArrayEquals(new int[] { 30, 22, 2, 2, 1 }, made.getDimensions());
        assertEquals(16, made.getBitDepth());
        for (int i = 1; i <= 4; i++) {
            final ImageStatistics values = made.getStack().getProcessor(i).getStats();
            assertTrue(values.min >= 1000 * i && values.max <= 1000 * i + 7 * 164 && values.max > values.min,
                    i + ": " + values);
        }
    }

    /** As upscaler of image to image, of its tiles, and between the two passes of the hires fix. */
    @Test
    void paintingCommandsTakeTheFile() {
        final Path in = save(IJ.createImage("in", "RGB ramp", 32, 24, 1), "in.png"), out = folder.resolve("out.tif"),
                large = folder.resolve("large.png"), network = file("srvgg-x2.safetensors");
        CliRun.of("upscale", in, "--out", large, "--upscaler", network, "--scale", 2).done();
        final Object[] model = { "--model", ModelFixture.of("sd15").folder(), "--steps", 1, "--seed", 5, "--device",
            "cpu", "--prompt", "a cat", "--overwrite" };
        for (final String way : List.of("--resize=just", "--sd_upscale")) {
            CliRun.of(words(List.of("image-to-image", in, "--out", out, way, "--scale", 2, "--strength", 0,
                    "--upscaler", network), model)).done();
            final int[] pixels = (int[]) ImageFiles.open(large).getProcessor().getPixels();
            final ImagePlus made = ImageFiles.open(out);
            if (way.startsWith("--resize"))
                assertArrayEquals(pixels, (int[]) made.getProcessor().getPixels(), way);
            assertTrue(made.getInfoProperty().contains("srvgg-x2.safetensors"), made.getInfoProperty());
        }
        CliRun.of(words(List.of("text-to-image", "--out", out, "--width", 32, "--height", 32, "--hires", 2,
                "--hires_with", network), model)).done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(64, made.getWidth());
        assertTrue(made.getInfoProperty().contains("refining_upscaler_sha256"), made.getInfoProperty());
    }

    private static Object[] words(final List<?> words, final Object... more) {
        final List<Object> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all.toArray();
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        final Path in = save(IJ.createImage("a", "RGB ramp", 16, 16, 1), "in.png"), out = folder.resolve("out.png");
        for (final String[] wrong : new String[][] { { "lora.pth", " is a LoRA, not an upscaler" },
            { "swinir.pth", " is an upscaler of the kind SwinIR, which is not read from such files" } }) {
            final CliRun run = CliRun.of("upscale", in, "--out", out, "--upscaler", file(wrong[0]));
            assertEquals(ExitCode.SOFTWARE, run.status());
            assertTrue(run.err().startsWith("inpaintj: " + file(wrong[0]) + wrong[1]), run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
        final CliRun run = CliRun.of("upscale", in, "--out", out, "--denoise", 2);
        assertEquals("inpaintj: The value of 'denoise' must be from 0 to 1, not 2.", run.err().strip());
        assertFalse(Files.exists(out));
    }
}
