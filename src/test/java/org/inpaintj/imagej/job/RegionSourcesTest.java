package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.DisplayedImage;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.region.LabelRegions;
import org.inpaintj.imagej.region.MacroRegions;
import org.inpaintj.imagej.region.RoiRegions;
import org.inpaintj.imagej.region.SelectionProvenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;
import org.inpaintj.segment.SelectionRequest;
import org.inpaintj.segment.text.TextSearch;

/** Where regions come from. */
class RegionSourcesTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        WindowManager.setTempCurrentImage(null);
        Interpreter.batchMode = false;
    }

    private static ImagePlus image() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 30, 20, 1);
        imp.getProcessor().setColor(60000);
        imp.getProcessor().fill(new Roi(4, 4, 5, 5));
        imp.getProcessor().fill(new Roi(18, 8, 6, 4));
        return imp;
    }

    private static List<Box> boxes(final List<Region> regions) {
        return regions.stream().map(Region::box).toList();
    }

    private static <T extends ImageProcessor> T labels(final T ip, final double first, final double second) {
        for (int i = 0; i < 3; i++) {
            ip.setf(2 + i, 5, (float) first);
            ip.setf(9, 2 + i, (float) second);
            ip.setf(12, 12 + 2 * i, (float) first);
        }
        return ip;
    }

    /** Labels need not hang together, and come in the order of their values. */
    @Test
    void eachValueIsARegion() {
        for (final ImageProcessor ip : List.of(labels(new ByteProcessor(15, 18), 7, 2), labels(new ShortProcessor(15,
                18),
                60000, 3), labels(new FloatProcessor(15, 18), 1.5, -2))) {
            final List<Region> regions = LabelRegions.of("labels", ip);
            assertEquals(List.of(new Box(9, 2, 1, 3), new Box(2, 5, 11, 12)), boxes(regions));
            int pixels = 0;
            for (final float v : regions.get(1).mask().values())
                pixels += v == 1 ? 1 : 0;
            assertEquals(6, pixels);
        }
        assertEquals(List.of("-2", "1.5"), LabelRegions.of("", labels(new FloatProcessor(15, 18), 1.5, -2)).stream()
                .map(r -> r.facts().get("region label")).toList());
        final ColorProcessor colours = new ColorProcessor(15, 18);
        colours.set(3, 3, 0xff00ff00);
        colours.set(4, 3, 0xffff0000);
        assertEquals(List.of(new Box(3, 3, 1, 1), new Box(4, 3, 1, 1)), boxes(LabelRegions.of("", colours)));
    }

    @Test
    void aMaskOfOneValueIsTakenApart() {
        final ByteProcessor mask = labels(new ByteProcessor(15, 18), 255, 255);
        mask.set(5, 6, 255);
        assertEquals(List.of(new Box(9, 2, 1, 3), new Box(2, 5, 4, 2), new Box(12, 12, 1, 1), new Box(12, 14, 1, 1),
                new Box(12, 16, 1, 1)), boxes(LabelRegions.of("", mask)), "they hang together across corners");
    }

    @Test
    void whatIsNoLabelImageIsSaid() {
        final FloatProcessor nothing = new FloatProcessor(4, 4);
        nothing.setf(0, Float.NaN);
        assertSaid("is 0 everywhere", () -> LabelRegions.of("x", nothing));
        final FloatProcessor noise = new FloatProcessor(200, 200);
        noise.noise(100);
        assertSaid("no label image", () -> LabelRegions.of("x", noise));
        final ImagePlus small = IJ.createImage("small", "8-bit black", 8, 8, 1);
        IJ.saveAsTiff(small, folder.resolve("small.tif").toString());
        assertSaid("must be of the same size", () -> LabelRegions.of(folder.resolve("small.tif").toString(), image()));
    }

    private static void assertSaid(final String words, final org.junit.jupiter.api.function.Executable what) {
        final String said = assertThrows(InpaintException.class, what).getMessage();
        assertTrue(said.contains(words), said);
    }

    /** The plane of a label stack that belongs to the one shown. */
    @Test
    void labelsMayBeAFileOrAStack() {
        final ImageStack stack = new ImageStack(30, 20);
        for (int z = 0; z < 3; z++) {
            final ByteProcessor plane = new ByteProcessor(30, 20);
            plane.set(z, z, 5);
            stack.addSlice(plane);
        }
        final String path = folder.resolve("labels.tif").toString();
        IJ.saveAsTiff(new ImagePlus("labels", stack), path);
        final ImagePlus imp = IJ.createImage("movie", "16-bit ramp", 30, 20, 3);
        imp.setSlice(2);
        assertEquals(List.of(new Box(1, 1, 1, 1)), boxes(LabelRegions.of(path, imp)));
    }

    private List<Region> macro(final ImagePlus imp, final String code) throws IOException {
        final Path file = Files.writeString(folder.resolve("find.ijm"), code);
        return MacroRegions.run(file.toString(), new ImageSource(imp, StackPosition.shown(imp)), List.of());
    }

    /** An overlay before a selection before labels, on the copy or on an image made from it. */
    @Test
    void macrosLeaveWhatTheyFound() throws IOException {
        final ImagePlus imp = image();
        imp.setRoi(1, 1, 2, 2);
        final ImageState before = new ImageState(imp);
        assertEquals(List.of(new Box(2, 3, 4, 5), new Box(9, 9, 2, 2)),
                boxes(macro(imp, "makeRectangle(2, 3, 4, 5); setKeyDown('shift'); makeRectangle(9, 9, 2, 2);")));
        assertEquals(List.of(new Box(2, 3, 4, 5)), boxes(macro(imp, "makeRectangle(2, 3, 4, 5); Overlay.addSelection; "
                + "makeRectangle(9, 9, 2, 2);")));
        assertEquals(List.of(new Box(0, 0, 3, 3), new Box(9, 0, 1, 1)), boxes(macro(imp,
                "for (y = 0; y < getHeight(); y++) "
                + "for (x = 0; x < getWidth(); x++) setPixel(x, y, (x < 3 && y < 3) + 7 * (x == 9 && y == 0));")));
        assertEquals(List.of(new Box(5, 6, 1, 1)), boxes(macro(imp, "newImage('labels', '8-bit black', getWidth(), "
                + "getHeight(), 1); setPixel(5, 6, 255);")));
        assertEquals(List.of(new Box(4, 4, 1, 1)), boxes(macro(imp,
                "if (getPixel(4, 4) != 60000 || selectionType >= 0) "
                + "exit(); makeRectangle(4, 4, 1, 1);")), "it sees the image and no selection");
        before.assertSamplesUntouched("macro");
        before.assertRestUntouched("macro");
        assertFalse(Interpreter.isBatchMode());
        assertNull(WindowManager.getTempCurrentImage());
        assertEquals(0, WindowManager.getImageCount());
    }

    /** The macro that calls the command may itself be in batch mode. */
    @Test
    void batchModeOfTheCallerStays() throws IOException {
        final ImagePlus imp = image();
        Interpreter.batchMode = true;
        Interpreter.addBatchModeImage(imp);
        WindowManager.setTempCurrentImage(imp);
        assertEquals(1, macro(imp, "newImage('other', '8-bit black', 30, 20, 1); setPixel(3, 3, 9);").size());
        assertTrue(Interpreter.isBatchMode());
        assertArrayEquals(new int[] { imp.getID() }, Interpreter.getBatchModeImageIDs());
        assertEquals(imp, WindowManager.getCurrentImage());
        Interpreter.removeBatchModeImage(imp);
    }

    @Test
    void macrosThatFailAreAMessage() throws IOException {
        final ImagePlus imp = image();
        final ImageState before = new ImageState(imp);
        assertSaid("leaves neither a selection", () -> macro(imp, "x = 1;"));
        assertSaid("failed, so nothing is repaired: Undefined variable", () -> macro(imp, "x = y + 1;"));
        assertSaid("failed", () -> macro(imp, "this is no macro ("));
        assertSaid("it ended itself", () -> macro(imp, "setPixel(1, 1, 9); exit();"));
        assertSaid("must not change the size", () -> macro(imp, "newImage('a', '8-bit black', 9, 9, 1);"));
        assertSaid("There is no macro file",
                () -> MacroRegions.run("/no/such.ijm", new ImageSource(imp, new StackPosition(1, 1)),
                List.of()));
        final Path python = Files.writeString(folder.resolve("find.py"), "pass");
        assertSaid("is no ImageJ macro",
                () -> MacroRegions.run(python.toString(), new ImageSource(imp, new StackPosition(1, 1)),
                List.of()));
        final Path binary = Files.write(folder.resolve("find.ijm"), new byte[] { (byte) 0xff, (byte) 0xfe, 0 });
        assertSaid("no text in UTF-8",
                () -> MacroRegions.run(binary.toString(), new ImageSource(imp, new StackPosition(1, 1)),
                List.of()));
        final Path huge = Files.write(folder.resolve("huge.ijm"), new byte[(1 << 20) + 1]);
        assertSaid("larger than 1 MB",
                () -> MacroRegions.run(huge.toString(), new ImageSource(imp, new StackPosition(1, 1)),
                List.of()));
        before.assertSamplesUntouched("failed macro");
        before.assertRestUntouched("failed macro");
    }

    /** Selections that Select by Text... has left keep their phrase and their score. */
    @Test
    void phrasesAndScoresOfSelectionsAreRead() {
        final ImagePlus imp = image();
        final Roi roi = new Roi(4, 4, 5, 5);
        new SelectionProvenance("GroundingDINO", Map.of("detector", "abc"), List.of(), List.of(4.0, 4.0, 9.0, 9.0),
                "none",
                "cell", 0.42, 0, 0, Map.of(), "now").attach(roi);
        roi.setName("cell 1 (0.42)");
        final Overlay overlay = new Overlay(roi);
        imp.setOverlay(overlay);
        final Region region = RoiRegions.overlay(imp).get(0);
        assertEquals("cell", region.label());
        assertEquals(0.42, region.score());
    }

    /** What the text search finds, as boxes and as masks; the detector's networks are tiny and random. */
    @Test
    void aTextIsLookedForByTheJob() {
        final ImagePlus imp = IJ.createImage("cells", "16-bit ramp", 80, 60, 1);
        final String dino = ModelFixture.of("dino").folder().toString(),
                sam = ModelFixture.of("edge-sam").folder().toString();
        final SelectionRequest asked = SelectionRequest.of(Map.of("detector", dino, "text", "small cat. dog.",
                "box_threshold", "0.01", "shape", "box"));
        final TextSearch.Found found = TextSearch.find(DisplayedImage.of(imp), asked, Progress.NONE);
        for (final String segmenter : List.of("", sam)) {
            final ImagePlus fresh = IJ.createImage("cells", "16-bit ramp", 80, 60, 1);
            final RegionBatch batch = RegionBatchTest.batch(fresh, "source", "text", "text",
                    "small cat. dog.", "detector",
                    dino,
                    "segmenter", segmenter, "confidence", "0.01", "most", "2", "rank", "confidence");
            assertEquals(0, Layer.of(fresh).size());
            Delivery.deliver(batch.paint(Progress.NONE, sofar -> {}));
            final List<Layer> layers = Layer.of(fresh);
            assertEquals(2, layers.size());
            final String phrase = found.detections().get(0).phrase();
            assertEquals((phrase.isEmpty() ? "region" : phrase) + " 1: noise, seed 7", layers.get(0).title());
            final Map<String, String> facts = layers.get(0).provenance().facts();
            assertEquals(found.detector().digest(), facts.get("region detector sha256"));
            assertEquals("text", facts.get("region source"));
            assertEquals(!segmenter.isEmpty(), facts.containsKey("region encoder sha256"));
            final Mask mask = layers.get(0).patch().selection();
            if (segmenter.isEmpty())
                assertEquals(found.detections().get(0).bounds().pixels(80, 60), mask.bounds());
            assertFalse(layers.get(0).provenance().json().contains(dino), "no paths");
        }
        final RegionBatch nothing = RegionBatchTest.batch(imp, "source", "text", "text", "dog.", "detector", dino,
                "confidence", "1");
        assertSaid("Nothing was found", () -> nothing.paint(Progress.NONE, sofar -> {}));
        assertEquals(0, Layer.of(imp).size());
    }
}
