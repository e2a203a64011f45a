package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ExitCode;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.model.folder.ModelFixture;

/** Outpainting files, with a tiny model and without one; and the macro example. */
class OutpaintCommandTest {

    private static final Path MODEL = ModelFixture.of("sd15").folder();

    @TempDir
    private Path folder;

    /** As {@code models/tools/outpaint_golden.py} makes it. */
    private Path picture(final int width, final int height) {
        final ColorProcessor ip = new ColorProcessor(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int rgb = 0xff;
                for (int c = 0; c < 3; c++)
                    rgb = rgb << 8 | (3 * x * x + 5 * y * y + x * y * (c + 1)) / 64 + 7 * x + 40 * c & 255;
                ip.set(x, y, rgb);
            }
        final Path path = folder.resolve("in.png");
        ImageFiles.save(new ImagePlus("in", ip), path);
        return path;
    }

    private static int[] pixels(final ImagePlus imp) {
        return (int[]) imp.getProcessor().convertToRGB().getPixels();
    }

    private static int[] part(final ImagePlus imp, final int x, final int y, final int width, final int height) {
        imp.setRoi(x, y, width, height);
        return (int[]) imp.crop().getProcessor().convertToRGB().getPixels();
    }

    /** The CRC-32 of the 8-bit pixels of a stage, channels of a pixel side by side; all are whole numbers of 255. */
    private static String crc(final Path stage) {
        final ImagePlus imp = ImageFiles.open(stage);
        final int n = imp.getWidth() * imp.getHeight(), channels = imp.getStackSize();
        final byte[] bytes = new byte[channels * n];
        for (int c = 0; c < channels; c++)
            for (int i = 0; i < n; i++) {
                final float value = imp.getStack().getProcessor(c + 1).getf(i) * 255;
                assertEquals(Math.round(value), value, 1e-4);
                bytes[i * channels + c] = (byte) Math.round(value);
            }
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }

    /** What goes into the sampler is what NumPy makes of the formulas; see the first lines of golden.txt. */
    @Test
    void mk2StartsFromTheNoiseOfTheWebUi() {
        final Path in = picture(128, 128), out = folder.resolve("out.png"), stages = folder.resolve("stages");
        CliRun.of("outpaint", in, "--out", out, "--method", "mk2", "--directions", "left", "--expand", 64, "--blur", 4,
                "--falloff", 1.0, "--jitter", 0.05, "--model", MODEL, "--seed", 1, "--steps", 2, "--prompt", "a cat",
                "--save-stages", stages).done();
        assertEquals("6b2546bb", crc(stages.resolve("pass1-left/start.tif")));
        assertEquals("801d3cae", crc(stages.resolve("pass1-left/mask.tif")));
        assertEquals(4, ImageFiles.open(stages.resolve("pass1-left/latent.tif")).getStackSize());
        assertEquals(192, ImageFiles.open(stages.resolve("pass1-left/engine.tif")).getWidth());
        final ImagePlus made = ImageFiles.open(out);
        assertEquals("192 x 128", made.getWidth() + " x " + made.getHeight());
        assertArrayEquals(pixels(ImageFiles.open(in)), part(made, 64, 0, 128, 128));
        assertTrue(Arrays.stream(part(made, 0, 0, 64, 128)).distinct().count() > 1000);
    }

    /** A pass each, from left to down whatever the order; with a strength of 0 what is prepared stays. */
    @Test
    void everySideHasStagesOfItsOwn() throws IOException {
        final Path in = picture(96, 76), stages = folder.resolve("stages");
        CliRun.of("outpaint", in, "--out", folder.resolve("out.tif"), "--method", "mk2", "--directions", "up,left",
                "--expand", 32, "--blur", 4, "--jitter", 1, "--model", MODEL, "--seed", 1, "--strength", 0,
                "--save-stages", stages).done();
        try (Stream<Path> all = Files.list(stages)) {
            assertEquals(List.of("pass1-left", "pass2-up"), all.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertEquals("1a3b80bb b5a3375c", crc(stages.resolve("pass1-left/start.tif")) + " "
                + crc(stages.resolve("pass1-left/mask.tif")));
        final ImagePlus made = ImageFiles.open(folder.resolve("out.tif"));
        assertEquals("128 x 128", made.getWidth() + " x " + made.getHeight());
        assertArrayEquals(pixels(ImageFiles.open(in)), part(made, 32, 52, 96, 76));
        final String info = made.getInfoProperty();
        assertTrue(info.contains("\"outpaint pass\": \"up\"") && info.contains("generated content"), info);
        assertTrue(info.contains("model=" + MODEL.getFileName()), info);
        assertFalse(info.contains(MODEL.toString()), info);
    }

    @Test
    void mosaicsTakeAllTheirSettings() {
        final Path in = picture(96, 64), out = folder.resolve("out.png"), stages = folder.resolve("stages");
        CliRun.of("outpaint", in, "--out", out, "--method", "mosaic", "--directions", "right", "--fill", "stretch",
                "--stretch", 0.5, "--ratio", 2, "--expand_x", 0.5, "--expand_y", 0.5, "--short", 3, "--long", 24,
                "--mask_overlap", 0.15, "--feather", 0, "--model", MODEL, "--seed", 1, "--steps", 2, "--prompt", "a",
                "--save-stages", stages).done();
        assertEquals("baf9f626 b28f14b1", crc(stages.resolve("pass1/start.tif")) + " "
                + crc(stages.resolve("pass1/mask.tif")));
        final ImagePlus made = ImageFiles.open(out);
        assertEquals("144 x 64", made.getWidth() + " x " + made.getHeight());
        assertArrayEquals(pixels(ImageFiles.open(in)), part(made, 0, 0, 96, 64));
    }

    @Test
    void poorMansPaintsTilesWithSeedsOfTheirOwn() {
        final Path in = picture(128, 64), out = folder.resolve("out.tif"), stages = folder.resolve("stages");
        CliRun.of("outpaint", in, "--out", out, "--method", "poor", "--directions", "right", "--expand", 16, "--width",
                80, "--height", 64, "--model", MODEL, "--seed", 4, "--steps", 2, "--prompt", "a", "--save-stages",
                stages).done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals("192 x 64", made.getWidth() + " x " + made.getHeight());
        assertArrayEquals(pixels(ImageFiles.open(in)), part(made, 0, 0, 128, 64));
        // tiles at 0, 56 and 112, of which the first lies in the image
        final List<String> seeds = new ArrayList<>();
        made.getInfoProperty().lines().map(String::strip).filter(line -> line.matches("\"seed\": \\d+,"))
                .forEach(seeds::add);
        assertEquals(List.of("\"seed\": 4,", "\"seed\": 5,"), seeds);
        assertTrue(Files.exists(stages.resolve("pass2-tile-2/start.tif")));
    }

    /** Without a model, in any depth, and what is missing stays missing. */
    @ParameterizedTest
    @CsvSource({ "8-bit,png", "16-bit,tif", "32-bit,tif", "RGB,png" })
    void withoutAModelTheImageGoesOn(final String type, final String extension) {
        final Path in = folder.resolve("in." + extension), out = folder.resolve("out." + extension);
        final ImagePlus imp = IJ.createImage("in", type + " ramp", 50, 40, 1);
        final ImageProcessor ip = imp.getProcessor();
        if (ip instanceof FloatProcessor)
            ip.setf(5, 5, Float.NaN);
        else
            for (int i = 0; i < ip.getPixelCount(); i++)
                ip.set(i, ip.get(i) ^ i * 7919 & 7);
        imp.getCalibration().xOrigin = 3;
        ImageFiles.save(imp, in);
        CliRun.of("outpaint", in, "--out", out, "--expand", 12, "--seed", 1).done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(imp.getBitDepth(), made.getBitDepth());
        assertEquals("74 x 64", made.getWidth() + " x " + made.getHeight());
        int painted = 0;
        for (int y = 0; y < 64; y++)
            for (int x = 0; x < 74; x++)
                if (x >= 12 && x < 62 && y >= 12 && y < 52)
                    assertEquals(Float.floatToRawIntBits(ip.getf(x - 12, y - 12)),
                            Float.floatToRawIntBits(made.getProcessor().getf(x, y)), x + ", " + y);
                else
                    painted += made.getProcessor().getf(x, y) != 0 ? 1 : 0;
        assertTrue(painted > 1800, "painted " + painted);
        if (extension.equals("tif"))
            assertEquals(15, made.getCalibration().xOrigin);
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsWritten() {
        final Path in = picture(40, 30), out = folder.resolve("out.png");
        CliRun.of("outpaint", in, "--out", out, "--expand", 0).failed(ExitCode.USAGE,
                "The value of 'expand' must be from 1 to 16384, not 0.");
        CliRun.of("outpaint", in, "--out", out, "--directions", "").failed(ExitCode.USAGE, "There is no direction to "
                + "expand into: give some of left, right, up and down, such as directions=left,right.");
        CliRun.of("outpaint", in, "--out", out, "--long", 0).failed(ExitCode.USAGE,
                "The value of 'long' must be from 1 to 4096, not 0.");
        CliRun.of("outpaint", in, "--out", out, "--method", "mk2", "--model", MODEL, "--blur", 30, "--save-stages",
                folder.resolve("stages")).failed(ExitCode.SOFTWARE, "A mask blur of 30 px leaves nothing of an image "
                        + "of 40 x 30 px to go on from: lower the blur.");
        CliRun.of("outpaint", in, "--out", out, "--method", "poor", "--model", MODEL, "--width", 64, "--expand", 64)
                .failed(ExitCode.SOFTWARE, "With method=poor tiles overlap by as much as the image expands, and tiles "
                        + "of 64 x 512 px that overlap by 64 px never advance: expand less, or raise width and "
                        + "height.");
        CliRun.of("outpaint", in, "--out", folder.resolve("out.png"), "--candidates", 2, "--expand", 4)
                .failed(ExitCode.SOFTWARE, "'" + out + "' cannot hold 2 candidates; save as .tif.");
        assertFalse(Files.exists(out));
        assertFalse(Files.exists(folder.resolve("stages")));
    }

    @Test
    void theMacroExampleRuns() throws IOException {
        final String example = "runMacro('" + Path.of("macros/Outpaint.ijm").toAbsolutePath() + "', '";
        final String save = "saveAs('tiff', '" + folder + "/";
        CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), example + "');\n" + save
                + "patch.tif'); close();\n" + save + "before.tif');\n" + example + MODEL + "');\n" + save
                + "model.tif');\n")).done();
        final ImagePlus before = IJ.openImage(folder.resolve("before.tif").toString());
        final ImagePlus patch = IJ.openImage(folder.resolve("patch.tif").toString());
        final ImagePlus model = IJ.openImage(folder.resolve("model.tif").toString());
        assertEquals("208 x 168", patch.getWidth() + " x " + patch.getHeight());
        assertEquals("256 x 120", model.getWidth() + " x " + model.getHeight());
        assertEquals(before.getCalibration().getX(7), patch.getCalibration().getX(31), 1e-9);
        for (int y = 0; y < 120; y++)
            for (int x = 0; x < 160; x++) {
                assertEquals(before.getProcessor().get(x, y), patch.getProcessor().get(x + 24, y + 24));
                assertEquals(before.getProcessor().get(x, y), model.getProcessor().get(x + 48, y));
            }
        final ImageProcessor ground = patch.getProcessor();
        ground.setRoi(0, 0, 208, 24);
        assertEquals(3000, ground.getStatistics().mean, 60);
    }
}
