package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.imagej.file.PngTextsTest;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.record.PngTexts;

/** {@code inpaint} and {@code flatten} on files, through the real entry point. */
class InpaintCommandTest {

    private static final int SIZE = 48;
    private static final int LEFT = 10, TOP = 12, WIDTH = 14, HEIGHT = 9;
    private static final String ROI = LEFT + "," + TOP + "," + WIDTH + "," + HEIGHT;

    @TempDir
    Path folder;

    @Test
    void pngStaysBitIdenticalOutsideTheMaskFile() {
        final ImagePlus before = rgb();
        final Path in = png("in.png", before), out = folder.resolve("out.png");
        final Path mask = png("mask.png", mask());
        final CliRun run = CliRun.of("inpaint", in, "--mask", mask, "--out", out, "--engine", "patch", "--seed", "1",
                "--target", "image").done();
        assertEquals("Wrote " + out + " (engine patch, seed 1).", run.out().strip());
        final ImagePlus after = IJ.openImage(out.toString());
        assertEquals(24, after.getBitDepth());
        assertChangedOnlyInside(before, after);
    }

    @Test
    void aPromptForTheEmbeddedEngineIsNoted() {
        final Path in = png("in.png", rgb()), plain = folder.resolve("plain.png"), asked = folder.resolve("asked.png");
        final String note = "The keys steps and prompt have no effect with the engine 'patch'.";
        final CliRun without = CliRun.of("inpaint", in, "--roi", ROI, "--out", plain, "--seed", "1", "--steps", "20");
        final CliRun with = CliRun.of("inpaint", in, "--roi", ROI, "--out", asked, "--seed", "1", "--steps",
                "30", "--prompt",
                "a red car");
        assertEquals(List.of(note), with.done().notes());
        assertEquals(List.of(), without.done().notes());
        assertArrayEquals((int[]) IJ.openImage(plain.toString()).getProcessor().getPixels(),
                (int[]) IJ.openImage(asked.toString()).getProcessor().getPixels());
    }

    @Test
    void maskFileAndRectangleSelectTheSamePixels() {
        final Path in = png("in.png", rgb()), mask = png("mask.png", mask());
        final Path a = folder.resolve("a.png"), b = folder.resolve("b.png");
        CliRun.of("inpaint", in, "--mask", mask, "--out", a, "--seed", "5").done();
        CliRun.of("inpaint", in, "--roi", ROI, "--out", b, "--seed", "5").done();
        assertArrayEquals(pixels(IJ.openImage(a.toString())), pixels(IJ.openImage(b.toString())));
    }

    @Test
    void aNegativeSeedIsDrawnAndTold() {
        final Path in = png("in.png", rgb());
        final Path a = folder.resolve("a.png"), b = folder.resolve("b.png");
        final CliRun run = CliRun.of("inpaint", in, "--roi", ROI, "--out", a, "--seed", "-1").done();
        final String seed = run.out().strip().replaceAll(".*seed (\\d+)\\)\\.", "$1");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", b, "--seed", seed).done();
        assertArrayEquals(pixels(IJ.openImage(a.toString())), pixels(IJ.openImage(b.toString())));
    }

    @Test
    void tiffKeepsDepthStackCalibrationAndGetsALayer() {
        final ImagePlus before = stack16();
        final Path in = tiff("in.tif", before), out = folder.resolve("out.tif"), flat = folder.resolve("flat.tif");
        CliRun.of("inpaint", in, "--roi", ROI, "--slice", "2", "--out", out, "--seed", "1").done();
        final ImagePlus layered = IJ.openImage(out.toString());
        assertEquals(1, layered.getOverlay().size());
        for (int z = 1; z <= 3; z++)
            assertArrayEquals((short[]) before.getStack().getPixels(z), (short[]) layered.getStack().getPixels(z));

        CliRun.of("flatten", out, "--out", flat).done();
        final ImagePlus after = IJ.openImage(flat.toString());
        assertEquals(16, after.getBitDepth());
        assertEquals(3, after.getNSlices());
        assertEquals(0.25, after.getCalibration().pixelWidth, 1e-9);
        assertEquals("micron", after.getCalibration().getUnit().replace("µm", "micron"));
        assertNull(after.getOverlay());
        for (final int z : new int[] { 1, 3 })
            assertArrayEquals((short[]) before.getStack().getPixels(z), (short[]) after.getStack().getPixels(z));
        assertChangedOnlyInside(new ImagePlus("", before.getStack().getProcessor(2)),
                new ImagePlus("", after.getStack().getProcessor(2)));
    }

    @Test
    void theSelectionSavedInATiffServes() {
        final ImagePlus before = new ImagePlus("in", noise(new ByteProcessor(SIZE, SIZE)));
        before.setRoi(LEFT, TOP, WIDTH, HEIGHT);
        final Path in = tiff("in.tif", before), out = folder.resolve("out.tif");
        CliRun.of("inpaint", in, "--out", out, "--target", "inplace", "--seed", "1").done();
        assertChangedOnlyInside(before, IJ.openImage(out.toString()));
    }

    @Test
    void theRectangleIsCutAtTheBorder() {
        final Path in = png("in.png", rgb());
        final Path a = folder.resolve("a.png"), b = folder.resolve("b.png");
        CliRun.of("inpaint", in, "--roi", "40,-5,30,20", "--out", a, "--seed", "1").done();
        CliRun.of("inpaint", in, "--roi", "40,0,8,15", "--out", b, "--seed", "1").done();
        assertArrayEquals(pixels(IJ.openImage(a.toString())), pixels(IJ.openImage(b.toString())));
    }

    @Test
    void sixteenBitGreySurvivesPng() {
        final ImagePlus before = new ImagePlus("in", noise(new ShortProcessor(SIZE, SIZE)));
        final Path in = tiff("in.tif", before), out = folder.resolve("out.png");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", out, "--seed", "1").done();
        final ImagePlus after = IJ.openImage(out.toString());
        assertEquals(16, after.getBitDepth());
        assertChangedOnlyInside(before, after);
    }

    /** Also when it is 16 bits deep, and when what was repainted is repainted again. */
    @Test
    void aPngHoldsItsRecords() throws IOException {
        final Path in = png("in.png", rgb()), mask = png("Käfer 甲虫.png", mask());
        final Path out = folder.resolve("out.png"), again = folder.resolve("again.png"),
                tiff = folder.resolve("out.tif");
        CliRun.of("inpaint", in, "--mask", mask, "--out", out, "--seed", "5").done();
        final String record = PngTextsTest.texts(out).get("inpaintj");
        final Provenance made = Provenance.of(record);
        assertEquals(5, made.seed());
        assertEquals("Käfer 甲虫.png", made.mask());
        assertFalse(Files.readString(out, StandardCharsets.ISO_8859_1).contains(folder.toString()));
        assertTrue(PngTextsTest.texts(out).get("Comment").startsWith("generated content"));
        CliRun.of("inpaint", in, "--mask", mask, "--out", tiff, "--seed", "5").done();
        assertEquals(Layer.of(IJ.openImage(tiff.toString())).get(0).provenance().patchSha256(), made.patchSha256());

        CliRun.of("inpaint", out, "--roi", "2,2,5,5", "--out", again, "--seed", "6").done();
        assertEquals(List.of(5L, 6L), PngTexts.read(again).stream().map(json -> Provenance.of(json).seed()).toList());
        CliRun.of("flatten", tiff, "--out", folder.resolve("flat.png")).done();
        assertEquals(5, Provenance.of(PngTextsTest.texts(folder.resolve("flat.png")).get("inpaintj")).seed());

        final Path deep = tiff("deep.tif", new ImagePlus("deep", noise(new ShortProcessor(SIZE, SIZE))));
        final Path sixteen = folder.resolve("deep.png");
        CliRun.of("inpaint", deep, "--roi", ROI, "--out", sixteen, "--seed", "7").done();
        assertEquals(7, Provenance.of(PngTextsTest.texts(sixteen).get("inpaintj")).seed());
        assertEquals(List.of(), PngTexts.read(in));
    }

    @Test
    void stagesAreWrittenAs32BitTiff() throws IOException {
        final Path in = png("in.png", rgb()), stages = folder.resolve("some/stages");
        CliRun.of("inpaint", in, "--roi", ROI, "--out", folder.resolve("out.png"), "--seed", "1", "--save-stages",
                stages).done();
        assertEquals(Set.of("scene.tif", "mask.tif", "engine.tif", "composite.tif"), names(stages));
        for (final String name : names(stages)) {
            final ImagePlus stage = IJ.openImage(stages.resolve(name).toString());
            assertEquals(32, stage.getBitDepth(), name);
            assertEquals(name.equals("mask.tif") ? 1 : 3, stage.getStackSize(), name);
            assertEquals(SIZE, stage.getWidth(), name);
        }
        final ImagePlus mask = IJ.openImage(stages.resolve("mask.tif").toString());
        assertEquals(1, mask.getProcessor().getf(LEFT, TOP));
        assertEquals(0, mask.getProcessor().getf(LEFT - 1, TOP));
    }

    @Test
    void switchesStandAloneOrTakeAValue() {
        final Path in = png("in.png", rgb());
        final Path a = folder.resolve("a.png"), b = folder.resolve("b.png"), c = folder.resolve("c.png");
        CliRun.of("inpaint", "--invert", in, "--roi", "8,8,32,32", "--out", a, "--seed", "1").done();
        CliRun.of("inpaint", "--invert", "true", in, "--roi", "8,8,32,32", "--out", b, "--seed", "1").done();
        CliRun.of("inpaint", "--invert=false", in, "--roi", "8,8,32,32", "--out", c, "--seed", "1").done();
        assertArrayEquals(pixels(IJ.openImage(a.toString())), pixels(IJ.openImage(b.toString())));
        assertFalse(Arrays.equals(pixels(IJ.openImage(a.toString())), pixels(IJ.openImage(c.toString()))));
    }

    @Test
    void helpListsEveryKeyOfTheVocabulary() {
        final String help = CliRun.of("inpaint", "--help").done().out();
        for (final String key : Engines.found().keys().keys())
            assertTrue(help.contains("--" + key), key);
        assertTrue(CliRun.of("--help").done().out().contains("flatten"));
        assertTrue(CliRun.of("--version").done().out().startsWith("InpaintJ "));
    }

    @Test
    void nothingIsLeftBesideTheResult() throws IOException {
        final Path in = png("in.png", rgb());
        CliRun.of("inpaint", in, "--roi", ROI, "--out", folder.resolve("out.tif"), "--seed", "1").done();
        assertEquals(Set.of("in.png", "out.tif"), names(folder));
    }

    private static void assertChangedOnlyInside(final ImagePlus before, final ImagePlus after) {
        boolean changed = false;
        for (int y = 0; y < SIZE; y++)
            for (int x = 0; x < SIZE; x++) {
                final boolean inside = x >= LEFT && x < LEFT + WIDTH && y >= TOP && y < TOP + HEIGHT;
                final int b = before.getProcessor().get(x, y), a = after.getProcessor().get(x, y);
                changed |= inside && a != b;
                if (!inside)
                    assertEquals(b, a, "at " + x + "," + y);
            }
        assertTrue(changed);
    }

    private static int[] pixels(final ImagePlus imp) {
        assertNotNull(imp);
        return (int[]) imp.getProcessor().getPixels();
    }

    private static ImageProcessor noise(final ImageProcessor ip) {
        final Random random = new Random(7);
        final int top = ip instanceof ByteProcessor ? 200 : 3000;
        for (int i = 0; i < ip.getPixelCount(); i++)
            ip.set(i, ip instanceof ColorProcessor ? 0xff000000 | random.nextInt(1 << 24) : 20 + random.nextInt(top));
        return ip;
    }

    private static ImagePlus rgb() {
        return new ImagePlus("in", noise(new ColorProcessor(SIZE, SIZE)));
    }

    private static ImagePlus mask() {
        final ByteProcessor ip = new ByteProcessor(SIZE, SIZE);
        ip.setColor(255);
        ip.fillRect(LEFT, TOP, WIDTH, HEIGHT);
        return new ImagePlus("mask", ip);
    }

    private static ImagePlus stack16() {
        final ImageStack stack = new ImageStack(SIZE, SIZE);
        for (int z = 0; z < 3; z++)
            stack.addSlice(noise(new ShortProcessor(SIZE, SIZE)));
        final ImagePlus imp = new ImagePlus("stack", stack);
        imp.setDimensions(1, 3, 1);
        final Calibration calibration = new Calibration();
        calibration.pixelWidth = 0.25;
        calibration.setUnit("micron");
        imp.setCalibration(calibration);
        return imp;
    }

    private Path png(final String name, final ImagePlus imp) {
        final Path path = folder.resolve(name);
        ImageFiles.save(imp, path);
        return path;
    }

    private Path tiff(final String name, final ImagePlus imp) {
        final Path path = folder.resolve(name);
        assertTrue(new FileSaver(imp).saveAsTiff(path.toString()));
        return path;
    }

    private static Set<String> names(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
