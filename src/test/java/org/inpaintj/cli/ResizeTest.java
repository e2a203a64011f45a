package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.WebuiPictures;
import org.inpaintj.raster.WebuiPictures.Picture;

/** Image to image with a size of its own, on the command line and in a macro. */
class ResizeTest {

    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    Path folder;

    /** The guide's test: 1344 x 1008 to 1544 x 1008 with a strength of 0, the pixels those of the WebUI's libraries. */
    @Test
    void theGuidesPictureIsThatOfTheWebui() {
        final Path in = folder.resolve("in.png"), out = folder.resolve("out.png");
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(1344, 1008, WebuiPictures.guide())), in);
        CliRun.of("image-to-image", in, "--out", out, "--model", MODEL, "--strength", 0, "--resize", "crop", "--width",
                1544, "--height", 1008, "--seed", 1).done();
        assertEquals(HexFormat.of().formatHex(WebuiPictures.all().get("guide_crop").rgb()),
                WebuiPictures.sha256((int[]) ImageFiles.open(out).getProcessor().getPixels()));
    }

    private Path picture() {
        final Picture source = WebuiPictures.all().get("source");
        final Path path = folder.resolve("in.png");
        ImageFiles.save(new ImagePlus("in", new ColorProcessor(source.width(), source.height(), source.packed())),
                path);
        return path;
    }

    @Test
    void theModelWorksAtTheSizeOfTheResult() {
        final Path out = folder.resolve("out.tif"), stages = folder.resolve("stages");
        CliRun.of("image-to-image", picture(), "--out", out, "--model", MODEL, "--steps", 2, "--resize", "crop",
                "--width", 26, "--height", 26, "--seed", 1, "--prompt", "a cat", "--save-stages", stages).done();
        final ImagePlus made = ImageFiles.open(out), start = ImageFiles.open(stages.resolve("start.tif"));
        assertEquals(List.of(26, 26), List.of(made.getWidth(), made.getHeight()));
        assertTrue(made.getInfoProperty().contains("\"resize\": \"crop\""), made.getInfoProperty());
        assertEquals(List.of(32, 32, 3), List.of(start.getWidth(), start.getHeight(), start.getStackSize()));
        final Picture wanted = WebuiPictures.all().get("crop_26x26");
        for (int c = 0; c < 3; c++)
            for (int i = 0; i < 26 * 26; i++)
                assertEquals(wanted.planes().get(c).values()[i],
                        start.getStack().getProcessor(c + 1).getf(3 + i % 26, 3 + i / 26), 1e-6f);
    }

    @Test
    void latentsScalesUpscalersAndColoursAreTaken() {
        final Path in = picture(), latent = folder.resolve("latent.png"), just = folder.resolve("just.png"),
                coloured = folder.resolve("coloured.png");
        final List<Object> common = List.of("--model", MODEL, "--steps", 2, "--seed", 1, "--prompt", "a cat",
                "--scale", 2);
        run(in, latent, common, "--resize", "latent");
        run(in, just, common, "--resize", "just", "--upscaler", "lanczos");
        run(in, coloured, common, "--resize", "just", "--colour_correction");
        assertEquals(60, ImageFiles.open(latent).getWidth());
        assertFalse(Arrays.equals(pixels(latent), pixels(just)));
        assertFalse(Arrays.equals(pixels(coloured), pixels(just)));
        final Path shown = folder.resolve("shown.png");
        run(in, shown, common, "--resize", "just", "--preview", "start");
        assertFalse(Arrays.equals(pixels(shown), pixels(just)));
    }

    private static void run(final Path in, final Path out, final List<Object> common, final Object... more) {
        final List<Object> words = new ArrayList<>(List.of("image-to-image", in, "--out", out));
        words.addAll(common);
        words.addAll(List.of(more));
        CliRun.of(words.toArray()).done();
    }

    private static int[] pixels(final Path path) {
        return (int[]) ImageFiles.open(path).getProcessor().convertToRGB().getPixels();
    }

    @Test
    void badSizesAreSaid() {
        final Path in = picture(), out = folder.resolve("out.png");
        CliRun.of("image-to-image", in, "--out", out, "--model", MODEL, "--resize", "just", "--width", 20000)
                .failed(ExitCode.USAGE, "The value of 'width' must be from 0 to 16384, not 20000.");
        CliRun.of("image-to-image", in, "--out", out, "--model", MODEL, "--resize", "crops")
                .failed(ExitCode.USAGE, "The value of 'resize' must be one of none, just, crop, fill, latent, not "
                        + "'crops'.");
        CliRun.of("image-to-image", in, "--out", out, "--model", MODEL, "--resize", "crop").failed(ExitCode.SOFTWARE,
                "resize=crop does not say how large the result is to be: give a scale, or a width and a height.");
        CliRun.of("image-to-image", in, "--out", out, "--model", MODEL, "--resize", "crop", "--scale", 2, "--height",
                10).failed(ExitCode.SOFTWARE, "resize takes a scale, or a width and a height, not both: leave one of "
                        + "them at 0.");
        CliRun.of("image-to-image", in, "--out", out, "--resize", "latent", "--scale", 2).failed(ExitCode.SOFTWARE,
                "The engine diffusion needs a model: set Model (model=PATH) to a Stable Diffusion "
                + "checkpoint such as sd-v1-5-inpainting.safetensors, or to the folder of a model; InpaintJ's "
                + "docs/models.md names some.");
        assertTrue(CliRun.of("inpaint", in, "--roi", "2,2,9,9", "--out", out, "--resize", "crop").err()
                .contains("Unknown option"), "inpainting keeps the size");
        assertFalse(Files.exists(out));
    }

    @Test
    void macrosResize() throws IOException {
        final Path script = Files.writeString(folder.resolve("macro.ijm"), """
                newImage("a", "16-bit ramp", 40, 24, 1);
                setVoxelSize(2, 2, 1, "um");
                run("Image to Image...", "resize=fill width=50 height=48 strength=0 seed=1 model=[%s]");
                getVoxelSize(w, h, d, unit);
                print(getTitle(), getWidth(), getHeight(), bitDepth(), d2s(w, 2), nImages, getPixel(25, 20));
                selectImage("a");
                print(getWidth(), is("changes"));
                run("Inpaint Selection...", "resize=fill seed=1");
                """.formatted(MODEL));
        final CliRun run = CliRun.process(List.of(), "macro", script);
        assertEquals(List.of("a-inpainted 50 48 16 1.60 2 32627", "40 0"), run.out().lines().skip(1).limit(2).toList());
        assertTrue(run.err().contains("Unknown key 'resize'"), run.err());
    }
}
