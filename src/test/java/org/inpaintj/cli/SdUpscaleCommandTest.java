package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.inpaint.resize.ImageToImageRequest;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.params.MacroLine;

/** Text to image and image to image beyond a model's size, through the command line, with a tiny model. */
class SdUpscaleCommandTest {

    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    private Path folder;

    private Path picture() {
        final Path path = folder.resolve("in.png");
        ImageFiles.save(IJ.createImage("in", "RGB ramp", 40, 32, 1), path);
        return path;
    }

    private static CliRun run(final Path in, final Path out, final Object... more) {
        final Object[] all = Arrays.copyOf(new Object[] { "image-to-image", in, "--out", out, "--model", MODEL,
            "--steps", 2, "--seed", 5, "--device", "cpu", "--prompt", "a cat" }, 14 + more.length);
        System.arraycopy(more, 0, all, 14, more.length);
        return CliRun.of(all);
    }

    /** The tiles are those that image to image makes of their parts of the enlarged picture, with the next seeds. */
    @Test
    void eachTileIsWhatImageToImageMakesOfIt() {
        final Path in = picture(), out = folder.resolve("out.tif"), stages = folder.resolve("stages"),
                large = folder.resolve("large.png");
        run(in, out, "--sd_upscale", "--tile", 48, "--tile_overlap", 8, "--save-stages", stages).done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(List.of(80, 64), List.of(made.getWidth(), made.getHeight()));
        assertTrue(made.getInfoProperty().contains("\"sd_upscale_tiles\": \"4 of 48 x 48, overlap 8\""),
                made.getInfoProperty());
        assertTrue(made.getInfoProperty().contains("\"resize from\": \"40 x 32\""), made.getInfoProperty());
        CliRun.of("upscale", in, "--out", large, "--scale", 2).done();
        final int[][] starts = { { 0, 0 }, { 32, 0 }, { 0, 16 }, { 32, 16 } };
        for (int i = 0; i < 4; i++) {
            final ImageProcessor whole = ImageFiles.open(large).getProcessor();
            whole.setRoi(starts[i][0], starts[i][1], 48, 48);
            final Path part = folder.resolve("part.png"), alone = folder.resolve("alone.png"),
                    shown = folder.resolve("stages" + i);
            ImageFiles.save(new ImagePlus("part", whole.crop()), part);
            CliRun.of("image-to-image", part, "--out", alone, "--model", MODEL, "--steps", 2, "--seed", 5 + i,
                    "--device", "cpu", "--prompt", "a cat", "--width", 48, "--height", 48, "--save-stages", shown,
                    "--overwrite").done();
            final ImagePlus tile = ImageFiles.open(stages.resolve("engine-" + (i + 1) + ".tif"));
            final ImagePlus other = ImageFiles.open(shown.resolve("engine.tif"));
            for (int c = 1; c <= 3; c++)
                assertArrayEquals((float[]) other.getStack().getPixels(c), (float[]) tile.getStack().getPixels(c),
                        1e-6f);
            assertTrue(Files.exists(stages.resolve("start-" + (i + 1) + ".tif")));
            assertTrue(Files.exists(stages.resolve("latent-" + (i + 1) + ".tif")));
        }
        // where one tile alone lies, the whole is that tile
        final FloatProcessor whole = (FloatProcessor) ImageFiles.open(stages.resolve("engine.tif")).getProcessor(),
                last = (FloatProcessor) ImageFiles.open(stages.resolve("engine-4.tif")).getProcessor();
        assertEquals(last.getf(47, 47), whole.getf(79, 63));
        assertEquals(last.getf(20, 30), whole.getf(52, 46));
    }

    @Test
    void sizesUpscalersAndWhatMeansNothing() {
        final Path in = picture(), out = folder.resolve("out.png"), other = folder.resolve("other.png");
        run(in, out, "--sd_upscale", "--scale", 1.5, "--upscaler", ModelFixture.of("upscalers").folder()
                .resolve("x4.onnx"), "--tile", 48, "--tile_overlap", 8).done();
        assertEquals(60, ImageFiles.open(out).getWidth());
        run(in, other, "--sd_upscale", "--scale", 1.5, "--tile", 48, "--tile_overlap", 8).done();
        assertFalse(Arrays.equals((int[]) ImageFiles.open(out).getProcessor().getPixels(),
                (int[]) ImageFiles.open(other).getProcessor().getPixels()));
        assertEquals(List.of("The key tile has no effect with sd_upscale=false."),
                run(in, out, "--overwrite", "--tile", 48).done().notes());
        run(in, out, "--overwrite", "--sd_upscale", "--resize", "latent", "--scale", 2).failed(ExitCode.SOFTWARE,
                "sd_upscale changes an enlarged picture, and resize=latent enlarges none: take resize=just, crop or "
                        + "fill.");
        run(in, out, "--overwrite", "--sd_upscale", "--tile", 32, "--tile_overlap", 32).failed(ExitCode.SOFTWARE,
                "Tiles of 32 px that overlap by 32 px never advance: take a smaller tile_overlap than tile.");
        assertEquals("result 80 x 64 px; 4 tiles, each 16 steps at 48 x 48 px", JobOutlook.of(
                ImageToImageRequest.keys().parse(MacroLine.parse("sd_upscale tile=48 tile_overlap=8 model=["
                        + MODEL + "]")), ImageFiles.open(in)).line());
    }

    /** The image has the size of the second pass, the record both. */
    @Test
    void hiresMakesALargerImage() {
        final Path out = folder.resolve("hires.tif"), stages = folder.resolve("stages");
        CliRun.of("text-to-image", "--out", out, "--model", MODEL, "--seed", 1, "--steps", 2, "--candidates", 2,
                "--width", 32, "--height", 32, "--hires", 2, "--hires_with", "latent_nearest_exact", "--prompt",
                "a cat", "--save-stages", stages).done();
        final ImagePlus made = ImageFiles.open(out);
        assertArrayEquals(new int[] { 64, 64, 1, 2, 1 }, made.getDimensions());
        final String info = made.getInfoProperty();
        assertTrue(info.contains("\"processing_size\": \"32 x 32\"") && info.contains("\"hires\": \"2\"")
                && info.contains("\"refining_processing_size\": \"64 x 64\""), info);
        assertEquals(64, ImageFiles.open(stages.resolve("engine.tif")).getWidth());
        CliRun.of("text-to-image", "--out", out, "--model", MODEL, "--hires", 0.5, "--overwrite").failed(
                ExitCode.SOFTWARE, "hires=0.5 would not enlarge: give more than 1, or 0 for one pass.");
        CliRun.of("text-to-image", "--out", out, "--model", MODEL, "--hires", 2, "--hires_with", "latant",
                "--overwrite").failed(ExitCode.SOFTWARE, "hires_with=latant names nothing: use latent, "
                        + "latent_antialiased, latent_bicubic, latent_bicubic_antialiased, latent_nearest, "
                        + "latent_nearest_exact, or an upscaler such as lanczos.");
    }
}
