package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.cli.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/** The command line with a tiny model. */
class DiffusionCommandTest {

    private static final int SIZE = 48, LEFT = 12, TOP = 14, SIDE = 16;
    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    private Path folder;

    @Test
    void inpaintChangesOnlyTheSelectionAndRepeats() {
        final Path in = picture(), first = folder.resolve("a.png"), second = folder.resolve("b.png"),
                stages = folder.resolve("stages");
        CliRun.of("inpaint", in, "--roi", LEFT + "," + TOP + "," + SIDE + "," + SIDE, "--out", first, "--engine",
                "diffusion", "--model", MODEL, "--seed", 3, "--steps", 3, "--prompt", "a cat", "--save-stages", stages)
                .done();
        CliRun.of("inpaint", in, "--roi", LEFT + "," + TOP + "," + SIDE + "," + SIDE, "--out", second, "--model", MODEL,
                "--seed", 3, "--steps", 3, "--prompt", "a cat").done();
        final int[] before = pixels(in), after = pixels(first);
        boolean changed = false;
        for (int i = 0; i < before.length; i++) {
            final int x = i % SIZE - LEFT, y = i / SIZE - TOP;
            if (x >= 0 && x < SIDE && y >= 0 && y < SIDE)
                changed |= before[i] != after[i];
            else
                assertEquals(before[i], after[i], "at " + i);
        }
        assertTrue(changed);
        assertArrayEquals(after, pixels(second));
        assertEquals(4, ImageFiles.open(stages.resolve("latent.tif")).getStackSize());
        assertEquals(3, ImageFiles.open(stages.resolve("start.tif")).getStackSize());
        assertEquals(32, ImageFiles.open(stages.resolve("engine.tif")).getBitDepth());
    }

    @Test
    void theRecordNamesTheDevice() {
        final Path out = folder.resolve("a.tif");
        CliRun.of("inpaint", picture(), "--roi", "12,14,16,16", "--out", out, "--target", "image", "--model", MODEL,
                "--seed", 3, "--steps", 1, "--device", "cpu").done();
        final String info = ImageFiles.open(out).getInfoProperty();
        assertTrue(info.contains("\"device\": \"CPU\""), info);
        assertTrue(info.contains("\"device\": \"cpu\""), info);
        CliRun.of("inpaint", picture(), "--roi", "12,14,16,16", "--out", out, "--model", MODEL, "--device", "gpu")
                .failed(ExitCode.USAGE, "The value of 'device' must be one of auto, cpu, cuda, coreml, webgpu, "
                        + "directml, not 'gpu'.");
    }

    @Test
    void textAndImageToImage() {
        final Path made = folder.resolve("made.tif"), changed = folder.resolve("changed.png"),
                stages = folder.resolve("stages");
        CliRun.of("text-to-image", "--out", made, "--model", MODEL, "--seed", 1, "--steps", 2, "--candidates", 2,
                "--width", 40, "--height", 32, "--prompt", "a cat", "--save-stages", stages).done();
        final ImagePlus images = ImageFiles.open(made);
        assertEquals(2, images.getStackSize());
        assertEquals(40, images.getWidth());
        assertTrue(images.getInfoProperty().contains("generated content"));
        assertFalse(images.getInfoProperty().contains(MODEL.toString()));
        assertEquals(4, ImageFiles.open(stages.resolve("latent.tif")).getStackSize());
        CliRun.of("image-to-image", picture(), "--out", changed, "--model", MODEL, "--seed", 1, "--steps", 4,
                "--schedule", "Model", "--prompt", "a cat").done();
        assertFalse(Arrays.equals(pixels(picture()), pixels(changed)));
    }

    @Test
    void imageToImageKeepsTheDepth() throws Exception {
        final Path in = folder.resolve("deep.tif"), out = folder.resolve("out.tif"),
                book = folder.resolve("styles.csv");
        final ImagePlus deep = ij.IJ.createImage("deep", "16-bit ramp", SIZE, SIZE, 2);
        ImageFiles.save(deep, in);
        java.nio.file.Files.writeString(book, "name,prompt,negative_prompt\nfilm,a film of {prompt},bad\n");
        CliRun.of("image-to-image", in, "--out", out, "--slice", 2, "--model", MODEL, "--seed", 1, "--steps",
                3, "--preset",
                "modify", "--styles", "film", "--stylebook", book, "--prompt", "a cat").done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(16, made.getBitDepth());
        assertArrayEquals((short[]) deep.getStack().getPixels(1), (short[]) made.getStack().getPixels(1));
        assertFalse(Arrays.equals((short[]) deep.getStack().getPixels(2), (short[]) made.getStack().getPixels(2)));
        assertTrue(made.getInfoProperty().contains("a film of a cat"), made.getInfoProperty());
        assertFalse(made.getInfoProperty().contains("styles.csv"), made.getInfoProperty());
    }

    @Test
    void whatIsMissingIsNamed() {
        CliRun.of("text-to-image", "--out", folder.resolve("a.png")).failed(ExitCode.SOFTWARE, "The engine diffusion "
                + "needs a model: set Model (model=FOLDER) to the folder of a Stable Diffusion model exported to ONNX; "
                + "InpaintJ's docs/models.md names some.");
        CliRun.of("text-to-image", "--out", folder.resolve("a.png"), "--engine", "patch")
                .failed(ExitCode.SOFTWARE, "The engine "
                + "'patch' only repaints selections: leave the engine to auto and name a model.");
    }

    private Path picture() {
        final Path path = folder.resolve("in.png");
        final ColorProcessor ip = new ColorProcessor(SIZE, SIZE);
        final Random random = new Random(7);
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, 0xff000000 | random.nextInt(1 << 24));
        ImageFiles.save(new ImagePlus("in", ip), path);
        return path;
    }

    private static int[] pixels(final Path path) {
        return (int[]) ImageFiles.open(path).getProcessor().convertToRGB().getPixels();
    }
}
