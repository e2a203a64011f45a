package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.upscale.Upscalers;

/** Enlarging through the command line and in macros without a display. */
class UpscaleCommandTest {

    private static final Path MODELS = ModelFixture.of("upscalers").folder();

    @TempDir
    private Path folder;

    /** The tests of plugins leave some that cannot be loaded, which is said once. */
    @BeforeAll
    static void hear() {
        Upscalers.newProblems();
    }

    private Path save(final ImagePlus imp, final String name) {
        final Path path = folder.resolve(name);
        ImageFiles.save(imp, path);
        return path;
    }

    private ImagePlus stack() {
        final ImagePlus imp = IJ.createHyperStack("stack", 15, 11, 2, 3, 1, 16);
        for (int i = 1; i <= 6; i++)
            for (int k = 0; k < 165; k++)
                imp.getStack().getProcessor(i).set(k, 1000 * i + 7 * k);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        imp.getCalibration().setUnit("micron");
        imp.setOverlay(new Overlay(new Roi(2, 3, 4, 5)));
        imp.setProperty("Info", "Microscope: A\n");
        return new CompositeImage(imp, CompositeImage.COMPOSITE);
    }

    private static JsonObject record(final ImagePlus imp) {
        final List<String> records = ProvenanceRecords.of(imp);
        assertEquals(1, records.size());
        return JsonParser.parseString(records.get(0)).getAsJsonObject();
    }

    @Test
    void aStackKeepsAllThatItHas() {
        final ImagePlus stack = stack();
        stack.setDisplayRange(100, 900);
        final Path in = save(stack, "in.tif"), out = folder.resolve("out.tif");
        final CliRun run = CliRun.of("upscale", in, "--out", out, "--upscaler", "lanczos", "--scale", "2.5").done();
        assertEquals("Wrote " + out + " (15 x 11 to 37 x 27 px, upscaler lanczos).", run.out().strip());
        final ImagePlus made = ImageFiles.open(out);
        assertArrayEquals(new int[] { 37, 27, 2, 3, 1 }, made.getDimensions());
        assertEquals(16, made.getBitDepth());
        assertTrue(made.isComposite());
        assertEquals(0.5 * 15 / 37, made.getCalibration().pixelWidth, 1e-6);
        assertEquals("micron", made.getCalibration().getUnit());
        final Roi roi = made.getOverlay().get(0);
        assertEquals(2 * 37 / 15.0, roi.getXBase(), 0.6);
        assertEquals(4 * 37 / 15.0, roi.getFloatWidth(), 0.6);
        assertTrue(made.getInfoProperty().startsWith("Microscope: A\n"), made.getInfoProperty());
        final JsonObject record = record(made);
        assertTrue(record.get("content").getAsString().startsWith("generated content"));
        assertEquals("upscale", record.get("task").getAsString());
        assertEquals("{\"scale\":\"2.5\",\"upscaler\":\"lanczos\"}", changed(record.getAsJsonObject("request")));
        assertEquals("[15,11]", record.get("size").toString());
        assertEquals("[37,27]", record.get("result_size").toString());
        assertEquals(6, record.get("planes").getAsInt());
        assertEquals(64, record.get("source_sha256").getAsString().length());
        // channels and slices are where they were
        for (int i = 1; i <= 6; i++) {
            final ImageProcessor before = stack.getStack().getProcessor(i), after = made.getStack().getProcessor(i);
            assertEquals(before.get(7, 5), after.get(18, 13), 60, "plane " + i);
        }
    }

    private static String changed(final JsonObject request) {
        final JsonObject some = new JsonObject();
        for (final String key : List.of("scale", "upscaler"))
            some.add(key, request.get(key));
        return some.toString();
    }

    @Test
    void aNetworkEnlargesAPngAndTheRecordNamesIt() throws IOException {
        final ImagePlus ramp = IJ.createImage("ramp", "RGB ramp", 40, 30, 1);
        final Path in = save(ramp, "in.png"), out = folder.resolve("out.png");
        CliRun.of("upscale", in, "--out", out, "--upscaler", MODELS.resolve("x4.onnx"), "--scale", "4", "--tile", "16",
                "--tile_overlap", "4", "--device", "cpu").done();
        final ImagePlus made = ImageFiles.open(out);
        assertEquals(160, made.getWidth());
        assertEquals(120, made.getHeight());
        final JsonObject record = record(made), request = record.getAsJsonObject("request");
        assertEquals("x4.onnx", request.get("upscaler").getAsString());
        assertEquals("16", request.get("tile").getAsString());
        assertFalse(request.has("visibility"), request.toString());
        final JsonObject facts = record.getAsJsonObject("facts");
        assertEquals("CPU", facts.get("device").getAsString());
        assertEquals(64, facts.get("upscaler_sha256").getAsString().length());
        assertFalse(record.toString().contains(MODELS.toString()), "a path says who the user is");
    }

    /** The same pixels, whichever way; the macro's image becomes the current one. */
    @Test
    void theMacroGivesTheSame() throws IOException {
        final Path in = save(stack(), "in.tif"), line = folder.resolve("line.tif"), macro = folder.resolve("macro.tif");
        CliRun.of("upscale", in, "--out", line, "--upscaler", MODELS.resolve("grey.onnx"), "--scale", "3",
                "--upscaler2", "bicubic", "--visibility", "0.3").done();
        final CliRun run = CliRun.process(List.of(), "macro", Files.writeString(folder.resolve("macro.ijm"), """
                open('%s');
                run("Upscale Image...", "scale=3 visibility=0.3 upscaler2=bicubic upscaler=[%s]");
                print(getTitle(), nImages, getWidth());
                saveAs('tiff', '%s');
                close();
                newImage("labels", "8-bit black", 3, 2, 1);
                setPixel(1, 1, 9);
                run("Upscale Image...", "upscaler=nearest");
                print(getTitle(), getPixel(3, 3), getPixel(4, 3), getPixel(1, 3));
                """.formatted(in, MODELS.resolve("grey.onnx"), macro))).done();
        assertEquals(List.of("in-upscaled 2 45", "labels-upscaled 9 0 0"), run.out().lines()
                .filter(said -> !said.contains("UpscalersTest")).toList());
        final ImagePlus a = ImageFiles.open(line), b = ImageFiles.open(macro);
        assertEquals(6, b.getStackSize());
        for (int i = 1; i <= 6; i++)
            assertArrayEquals((short[]) a.getStack().getPixels(i), (short[]) b.getStack().getPixels(i));
        assertTrue(record(b).getAsJsonObject("facts").has("upscaler_sha256"));
    }

    @Test
    void layersAreFlattenedAndItIsSaid() throws IOException {
        final ImagePlus noise = IJ.createImage("noise", "8-bit ramp", 40, 30, 1);
        final Path in = save(noise, "in.tif"), layered = folder.resolve("layered.tif"),
                flat = folder.resolve("flat.tif"), one = folder.resolve("one.tif"), two = folder.resolve("two.tif");
        CliRun.of("inpaint", in, "--roi", "10,10,9,9", "--engine", "patch", "--seed", "1", "--candidates", "2", "--out",
                layered).done();
        CliRun.of("flatten", layered, "--out", flat).done();
        final CliRun run = CliRun.of("upscale", layered, "--out", one).done();
        assertEquals(List.of("The visible layer was flattened before the image was enlarged.",
                "The hidden layer is not in the enlarged image."), run.notes());
        CliRun.of("upscale", flat, "--out", two).done();
        final ImagePlus made = ImageFiles.open(one);
        assertArrayEquals((byte[]) ImageFiles.open(two).getProcessor().getPixels(),
                (byte[]) made.getProcessor().getPixels());
        assertNull(made.getOverlay());
        assertEquals(2, ProvenanceRecords.of(made).size(), "that of the layer and that of the enlarging");
    }

    @Test
    void palettesBecomeColoursUnlessNothingIsMixed() {
        final ImagePlus imp = IJ.createImage("map", "8-bit ramp", 16, 12, 1);
        final byte[] red = new byte[256], green = new byte[256], blue = new byte[256];
        for (int i = 0; i < 256; i++)
            red[i] = (byte) (i * 37);
        imp.getProcessor().setColorModel(new IndexColorModel(8, 256, red, green, blue));
        final Path in = save(imp, "in.tif"), out = folder.resolve("out.tif"), same = folder.resolve("same.tif");
        final CliRun run = CliRun.of("upscale", in, "--out", out).done();
        assertEquals(List.of("The samples of 'in.tif' number the colours of a palette, so the result is RGB; "
                + "upscaler=nearest keeps the numbers."), run.notes());
        assertEquals(24, ImageFiles.open(out).getBitDepth());
        CliRun.of("upscale", in, "--out", same, "--upscaler", "nearest").done();
        assertEquals(8, ImageFiles.open(same).getBitDepth());
        assertEquals(imp.getProcessor().get(9, 7), ImageFiles.open(same).getProcessor().get(19, 15));
    }

    @Test
    void sizesAreExact() {
        final Path in = save(IJ.createImage("a", "8-bit ramp", 97, 61, 1), "in.png");
        final String[][] cases = { { "--scale", "1.37", "132 x 83" }, { "--width", "200", "200 x 126" },
            { "--height", "122", "194 x 122" }, { "--width", "100", "--height", "150", "100 x 150" } };
        for (final String[] options : cases) {
            final Object[] words = new Object[options.length + 4];
            words[0] = "upscale";
            words[1] = in;
            words[2] = "--overwrite";
            words[3] = "--out=" + folder.resolve("out.png");
            System.arraycopy(options, 0, words, 4, options.length - 1);
            words[words.length - 1] = "--quiet";
            CliRun.of(words).done();
            final ImagePlus made = ImageFiles.open(folder.resolve("out.png"));
            assertEquals(options[options.length - 1], made.getWidth() + " x " + made.getHeight());
        }
    }

    @Test
    void keysWithoutEffectAreSaid() {
        final Path in = save(IJ.createImage("a", "8-bit ramp", 9, 6, 1), "in.png"), out = folder.resolve("out.png");
        assertEquals(List.of("The key scale has no effect with width=20.",
                "The key visibility has no effect with no upscaler2.",
                "The keys tile and tone have no effect with upscaler=lanczos, which is no network."),
                CliRun.of("upscale", in, "--out", out, "--scale", "3", "--width", "20", "--tile", "64", "--tone",
                        "display", "--visibility", "0.1").done().notes());
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        final Path in = save(IJ.createImage("a", "8-bit ramp", 32, 32, 1), "in.tif"), out = folder.resolve("out.tif");
        final Path eraser = ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx"),
                text = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertWrong(ExitCode.USAGE, "The value of 'scale' must be from 1 to 32, not 0.", in, out, "--scale", "0");
        assertWrong(ExitCode.SOFTWARE, "Tiles of 8 px that overlap by 8 px never advance: take a smaller "
                + "tile_overlap than tile.", in, out, "--tile", "8");
        assertWrong(ExitCode.SOFTWARE, eraser + " is a one-shot eraser such as LaMa, not an upscaler such as ESRGAN:",
                in, out, "--upscaler", eraser.toString());
        assertWrong(ExitCode.SOFTWARE, text + " is no upscaler that can be read here: give the .onnx file", in, out,
                "--upscaler", text.toString());
        assertWrong(ExitCode.SOFTWARE, MODELS.resolve("same.onnx") + " is no upscaler: for a picture of 33 x 33", in,
                out, "--upscaler", MODELS.resolve("same.onnx").toString());
        assertWrong(ExitCode.SOFTWARE, "There is no upscaler 'lancos': did you mean 'lanczos'?", in, out, "--upscaler",
                "lancos");
        assertWrong(ExitCode.SOFTWARE, "The result would be 99999 x 99999 pixels in 1 plane, which takes about 90", in,
                out, "--width", "99999");
        assertWrong(ExitCode.SOFTWARE, "'" + folder.resolve("out.png") + "' cannot hold the samples of a 32-bit image; "
                + "save as .tif.", save(IJ.createImage("f", "32-bit ramp", 5, 5, 1), "f.tif"),
                folder.resolve("out.png"));
        assertFalse(Files.exists(out));
    }

    private static void assertWrong(final int status, final String message, final Path in, final Path out,
            final String... options) {
        final Object[] words = new Object[options.length + 4];
        words[0] = "upscale";
        words[1] = in;
        words[2] = "--out";
        words[3] = out;
        System.arraycopy(options, 0, words, 4, options.length);
        final CliRun run = CliRun.of(words);
        assertTrue(run.err().startsWith("inpaintj: " + message), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
        assertEquals(status, run.status());
    }
}
