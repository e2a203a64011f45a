package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
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

    /** The mask that the model sees, its opacity and the result, as files; and what is out of range. */
    @Test
    void softInpaintingAndAStrengthMap() {
        final Path in = picture(), out = folder.resolve("a.png"), stages = folder.resolve("stages"),
                map = folder.resolve("map.png");
        final ColorProcessor grey = new ColorProcessor(SIZE, SIZE);
        for (int i = 0; i < SIZE * SIZE; i++)
            grey.set(i, i / SIZE < TOP + 4 ? 0 : 0x808080);
        ImageFiles.save(new ImagePlus("map", grey), map);
        final Object[] line = { "inpaint", in, "--roi", LEFT + "," + TOP + "," + SIDE + "," + SIDE, "--out", out,
            "--model", MODEL, "--seed", 3, "--steps", 3, "--area", "whole", "--blur", 2, "--prompt", "a cat" };
        final Object[] soft = { "--soft", "--soft_bias", 1.5, "--soft_preservation", 0.25, "--soft_contrast", 2,
            "--soft_influence", 0.5, "--soft_threshold", 0.25, "--soft_difference", 3, "--strength_map", map,
            "--save-stages", stages };
        CliRun.of(joined(line, soft)).done();
        final int[] before = pixels(in), after = pixels(out);
        boolean changed = false;
        for (int i = 0; i < before.length; i++) {
            final int x = i % SIZE - LEFT, y = i / SIZE - TOP;
            if (x >= 0 && x < SIDE && y >= 4 && y < SIDE)
                changed |= before[i] != after[i];
            else
                assertEquals(before[i], after[i], "at " + i);
        }
        assertTrue(changed);
        final ImagePlus mask = ImageFiles.open(stages.resolve("mask.tif"));
        assertEquals(0.5, mask.getProcessor().getf(LEFT - 1, TOP + 8), 0.15);
        assertEquals(1, mask.getProcessor().getf(LEFT + 8, TOP + 8), 0.01);
        assertEquals(SIZE, ImageFiles.open(stages.resolve("opacity.tif")).getWidth());
        assertEquals(4, ImageFiles.open(stages.resolve("latent.tif")).getStackSize());
        for (final String[] wrong : new String[][] { { "soft_bias", "8.1", "0 to 8" },
            { "soft_preservation", "-1", "0 to 8" }, { "soft_contrast", "0.5", "1 to 32" },
            { "soft_influence", "1.1", "0 to 1" }, { "soft_threshold", "9", "0 to 8" },
            { "soft_difference", "NaN", "0 to 8" } })
            CliRun.of(joined(line, new Object[] { "--soft", "--" + wrong[0], wrong[1] })).failed(ExitCode.USAGE,
                    "The value of '" + wrong[0] + "' must be " + (wrong[1].equals("NaN") ? "a number " : "") + "from "
                            + wrong[2] + ", not " + (wrong[1].equals("NaN") ? "'NaN'" : wrong[1]) + ".");
        CliRun.of(joined(line, new Object[] { "--overwrite", "--strength_map", stages.resolve("absent.png") })).failed(
                ExitCode.SOFTWARE, "The strength map '" + stages.resolve("absent.png") + "' is neither an open image "
                        + "nor a file: give the title of an image or the path of a file.");
        assertEquals(List.of("The key soft_bias has no effect with soft=false."),
                CliRun.of(joined(line, new Object[] { "--overwrite", "--soft_bias", 2 })).done().notes());
    }

    private static Object[] joined(final Object[] first, final Object[] second) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
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
                + "needs a model: set Model (model=PATH) to a Stable Diffusion checkpoint such as "
                + "sd-v1-5-inpainting.safetensors, or to the folder of a model; InpaintJ's docs/models.md names some.");
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
