package org.inpaintj.imagej.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import org.inpaintj.batch.BatchItem;
import org.inpaintj.batch.BatchRequest;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.job.Delivery;
import org.inpaintj.imagej.job.InpaintJob;
import org.inpaintj.imagej.job.InpaintResult;
import org.inpaintj.imagej.job.LayerReplay;
import org.inpaintj.imagej.job.RegionBatch;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.repair.RegionRequest;

/** Patches of neighbouring slices, through the real jobs. */
class StackNeighboursTest {

    private static final int SIDE = 48, SLICES = 5;

    @TempDir
    Path folder;

    /** Waves that move from slice to slice, with a little noise. */
    private static ImagePlus waves() {
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        final java.util.Random random = new java.util.Random(4);
        for (int z = 0; z < SLICES; z++) {
            final ByteProcessor slice = new ByteProcessor(SIDE, SIDE);
            for (int i = 0; i < SIDE * SIDE; i++)
                slice.set(i, (int) (120 + 50 * Math.sin(0.4 * (i % SIDE) + 0.3 * z)
                        + 30 * Math.cos(0.3 * (i / SIDE) - 0.2 * z) + 6 * random.nextDouble()));
            stack.addSlice(slice);
        }
        return slices("waves", stack);
    }

    private static ImagePlus slices(final String title, final ImageStack stack) {
        final ImagePlus imp = new ImagePlus(title, stack);
        imp.setDimensions(1, stack.getSize(), 1);
        return imp;
    }

    /** A mask with a rectangle in each of some slices, at a place of its own, as a file. */
    private String masks(final int... masked) {
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int z = 1; z <= SLICES; z++) {
            final ByteProcessor plane = new ByteProcessor(SIDE, SIDE);
            final int number = z;
            if (java.util.Arrays.stream(masked).anyMatch(m -> m == number)) {
                plane.setColor(255);
                plane.fillRect(12 + 3 * z, 15 + z, 9, 7);
            }
            stack.addSlice(plane);
        }
        final String path = folder.resolve("masks.tif").toString();
        new FileSaver(slices("masks", stack)).saveAsTiffStack(path);
        return path;
    }

    private static ImagePlus batch(final ImagePlus imp, final String... keysAndValues) {
        final Map<String, String> keys = new HashMap<>(Map.of("engine", "patch", "seed", "3"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            keys.put(keysAndValues[i], keysAndValues[i + 1]);
        return StackBenchmark.repaint(imp, keys);
    }

    private static Request request(final String... keysAndValues) {
        Request request = Engines.found().request(Map.of("engine", "patch", "seed", "3"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            request = request.with(keysAndValues[i], keysAndValues[i + 1]);
        return request;
    }

    private static byte[] plane(final ImagePlus imp, final int z) {
        return (byte[]) imp.getStack().getPixels(z);
    }

    private static void assertEqualStacks(final ImagePlus expected, final ImagePlus actual) {
        for (int z = 1; z <= SLICES; z++)
            assertArrayEquals(plane(expected, z), plane(actual, z), "slice " + z);
    }

    @Test
    void aSliceAloneIsTheSliceOfTheWholeRun() {
        final String mask = masks(1, 2, 3, 4, 5);
        final ImagePlus imp = waves();
        for (final String neighbours : new String[] { "1", "2" }) {
            final ImagePlus whole = batch(imp, "each", "slices", "mask", mask, "neighbours", neighbours);
            for (int z = SLICES; z >= 1; z--) {
                final ImagePlus alone = batch(imp, "slice", "" + z, "mask", mask, "neighbours", neighbours);
                final int slice = alone.getStackSize() == 1 ? 1 : z;
                assertArrayEquals(plane(whole, z), plane(alone, slice), "slice " + z);
            }
        }
    }

    @Test
    void anyNumberOfWorkersMakesTheSamePixels() throws java.io.IOException {
        final String mask = masks(1, 2, 3, 4, 5);
        final Path images = java.nio.file.Files.createDirectory(folder.resolve("images"));
        for (final String name : new String[] { "a", "b", "c" })
            new FileSaver(waves()).saveAsTiffStack(images.resolve(name + ".tif").toString());
        final ImagePlus expected = batch(waves(), "each", "slices", "mask", mask, "neighbours", "1", "noise_span", "1");
        for (final String workers : new String[] { "1", "3" }) {
            final Path out = folder.resolve("out" + workers);
            new ImageBatch(BatchRequest.keys().parse(Map.of("images", images.toString(), "results", out.toString(),
                    "each", "slices", "mask", mask, "neighbours", "1", "noise_span", "1", "workers", workers, "seed",
                    "3", "engine", "patch", "target", "image"))).run(Progress.NONE, line -> {});
            for (final String name : new String[] { "a", "b", "c" })
                assertEqualStacks(expected, IJ.openImage(out.resolve(name + ".tif").toString()));
        }
    }

    @Test
    void withoutNeighboursNothingIsOtherThanItWas() {
        final ImagePlus imp = waves();
        final String mask = masks(1, 2, 3, 4, 5);
        final ImagePlus without = batch(imp, "each", "slices", "mask", mask);
        assertEqualStacks(without, batch(imp, "each", "slices", "mask", mask, "neighbours", "0"));
        final ImagePlus with = batch(imp, "each", "slices", "mask", mask, "neighbours", "1");
        for (int z = 1; z <= SLICES; z++)
            assertFalse(java.util.Arrays.equals(plane(without, z), plane(with, z)), "slice " + z);
    }

    @Test
    void slicesWithoutAMaskAndAllOutsideStayAsTheyAre() {
        final ImagePlus imp = waves();
        final String mask = masks(2, 4);
        final ImagePlus made = batch(imp, "each", "slices", "mask", mask, "neighbours", "2");
        final ImagePlus masks = IJ.openImage(mask);
        int changed = 0;
        for (int z = 1; z <= SLICES; z++)
            for (int i = 0; i < SIDE * SIDE; i++)
                if (plane(masks, z)[i] == 0)
                    assertEquals(plane(imp, z)[i], plane(made, z)[i], "slice " + z);
                else
                    changed += plane(imp, z)[i] == plane(made, z)[i] ? 0 : 1;
        assertTrue(changed > 20, changed + " pixels changed");
    }

    /** What lies under the mask of a neighbour is unknown, whether it was repainted before or not. */
    @Test
    void maskedSamplesOfNeighboursAreNotLookedAt() {
        final ImagePlus imp = waves(), other = waves();
        for (int z = 1; z <= SLICES; z++)
            for (int y = 20; y < 30; y++)
                for (int x = 18; x < 28; x++)
                    plane(other, z)[y * SIDE + x] = (byte) (x * y * z);
        for (final ImagePlus stack : List.of(imp, other))
            stack.setRoi(18, 20, 10, 10);
        assertEqualStacks(batch(imp, "each", "slices", "neighbours", "2"),
                batch(other, "each", "slices", "neighbours", "2"));
        // known nowhere in the hole, they change nothing
        assertEqualStacks(batch(imp, "each", "slices"), batch(imp, "each", "slices", "neighbours", "2"));
        // alone, the neighbours are known there
        assertFalse(java.util.Arrays.equals(plane(batch(imp, "slice", "3", "neighbours", "1"), 3),
                plane(batch(other, "slice", "3", "neighbours", "1"), 3)));
    }

    /** A thing that is in no other place of its slice, and in the slice before it at the same place. */
    @Test
    void aPatchOfANeighbourIsTakenWhereItFitsBetter() {
        final ImagePlus imp = things(true);
        assertTrue(error(imp, "1") < 0.25 * error(imp, "0"), error(imp, "1") + " of " + error(imp, "0"));
        assertTrue(error(imp, "1") < 6, "mean error " + error(imp, "1"));
    }

    /** A neighbour that shows something else changes little. */
    @Test
    void aPatchOfANeighbourIsNotTakenWhereItDoesNotFit() {
        final ImagePlus imp = things(false);
        assertTrue(error(imp, "1") < 1.1 * error(imp, "0") + 0.5, error(imp, "1") + " of " + error(imp, "0"));
    }

    /** Stripes, and in the middle slice a cross; its neighbours are like it, or noise. */
    private static ImagePlus things(final boolean alike) {
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        final java.util.Random random = new java.util.Random(8);
        for (int z = 0; z < 3; z++) {
            final ByteProcessor slice = new ByteProcessor(SIDE, SIDE);
            for (int i = 0; i < SIDE * SIDE; i++)
                slice.set(i, !alike && z != 1 ? random.nextInt(256) : 100 + 20 * (i % SIDE / 3 % 2));
            if (alike) {
                slice.setColor(230);
                slice.fillRect(17, 22, 14, 4);
                slice.setColor(20);
                slice.fillRect(22, 17, 4, 14);
            }
            stack.addSlice(slice);
        }
        return slices("things", stack);
    }

    private static double error(final ImagePlus imp, final String neighbours) {
        imp.setRoi(new Roi(19, 19, 10, 10));
        final ImagePlus made = batch(imp, "slice", "2", "neighbours", neighbours);
        double sum = 0;
        for (int y = 19; y < 29; y++)
            for (int x = 19; x < 29; x++)
                sum += Math.abs((plane(made, 2)[y * SIDE + x] & 0xff) - (plane(imp, 2)[y * SIDE + x] & 0xff));
        return sum / 100;
    }

    @Test
    void theRecordNamesTheSlicesAndTheLayerIsMadeAgain() {
        final ImagePlus imp = waves();
        imp.setRoi(18, 20, 10, 10);
        for (final int z : new int[] { 1, 3, SLICES }) {
            imp.setPosition(1, z, 1);
            imp.setOverlay(null);
            final InpaintResult made = InpaintJob.of(imp, request("neighbours", "1")).paint(Progress.NONE);
            final Provenance record = made.candidates().get(0).provenance();
            assertEquals("1", record.request().get("neighbours"));
            assertEquals((z == 1 ? 2 : z - 1) + " 1", record.facts().get("neighbour 1"));
            assertEquals(z == 3 ? "4 1" : null, record.facts().get("neighbour 2"));
            assertEquals(64, record.facts().get("neighbour 1 sha256").length());
            Delivery.deliver(made);
            imp.setPosition(1, 2, 1);
            final InpaintResult again = LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE);
            assertEquals(List.of(), again.notes());
            final Provenance second = again.candidates().get(0).provenance();
            assertEquals(record.patchSha256(), second.patchSha256());
            assertEquals(record.facts(), second.facts());
        }
        plane(imp, SLICES - 1)[0] ^= 1;
        assertTrue(LayerReplay.of(imp, Layer.of(imp).get(0)).paint(Progress.NONE).notes().get(0).startsWith(
                "The slices beside this layer have changed"));
    }

    /** Their masks are then those of the layers there. */
    @Test
    void aLayerOfARunOverSlicesIsMadeAgainBesideItsNeighbours() {
        final ImagePlus imp = waves();
        final String mask = masks(2, 3, 4);
        final ImageOrder order = ImageOrder.of(new BatchItem(1, "", "waves", "waves.tif", Map.of()), Map.of("each",
                "slices", "engine", "patch", "seed", "3", "neighbours", "1", "mask", mask, "target", "layer"),
                folder, folder);
        final ImagePlus made = new ImageRun(imp, order, Path.of("waves.tif"), new Object()).paint(Progress.NONE);
        assertEquals(3, Layer.of(made).size());
        for (final Layer layer : Layer.of(made))
            assertEquals(layer.provenance().patchSha256(), LayerReplay.of(made, layer).paint(Progress.NONE).candidates()
                    .get(0).provenance().patchSha256());
        final Layer last = Layer.of(made).get(2);
        made.getOverlay().remove(Layer.of(made).get(1).roi());
        assertTrue(assertThrows(InpaintException.class, () -> LayerReplay.of(made, last)).getMessage().contains(
                "made with a mask for the slice 3"));
    }

    @Test
    void framesAreNeighboursWhereThereIsOneSlice() {
        final ImagePlus imp = waves();
        imp.setDimensions(1, 1, SLICES);
        imp.setRoi(18, 20, 10, 10);
        imp.setPosition(1, 1, 3);
        final Provenance record = InpaintJob.of(imp, request("neighbours", "1")).paint(Progress.NONE).candidates()
                .get(0).provenance();
        assertEquals("1 2", record.facts().get("neighbour 1"));
        assertEquals("1 4", record.facts().get("neighbour 2"));
        assertNotEquals(null, batch(imp, "each", "frames", "neighbours", "1"));
    }

    @Test
    void whatHasNoNeighboursSaysSo() {
        final ImagePlus imp = waves();
        imp.setRoi(18, 20, 10, 10);
        final ImagePlus alone = new ImagePlus("alone", imp.getStack().getProcessor(3).duplicate());
        alone.setRoi(18, 20, 10, 10);
        assertEquals(List.of("There is no slice beside the one that was repainted, so the key neighbours changed "
                + "nothing."), InpaintJob.of(alone, request("neighbours", "1")).paint(Progress.NONE).notes());
        assertTrue(RegionBatch.of(imp, RegionRequest.KEYS.parse(Map.of("source", "selection")),
                request("neighbours", "1")).paint(Progress.NONE, sofar -> {}).notes().contains(
                        "The key neighbours has no effect with regions that are repainted one by one."));
        assertTrue(assertThrows(InpaintException.class, () -> batch(imp, "each", "slices", "neighbours", "1", "mask",
                "painted")).getMessage().contains("leave neighbours out"));
        assertTrue(assertThrows(InpaintException.class, () -> batch(imp, "each", "slices", "mask", masks()))
                .getMessage().contains("is black in all slices"));
    }
}
