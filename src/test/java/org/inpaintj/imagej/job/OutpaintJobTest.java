package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.outpaint.OutpaintRequest;

class OutpaintJobTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static OutpaintRequest request(final String... keysAndValues) {
        final Map<String, String> values = new HashMap<>(Map.of("engine", "noise", "method", "patch", "directions",
                "left,down", "expand", "7", "seed", "3"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return OutpaintRequest.of(values);
    }

    private static ImagePlus outpaint(final ImagePlus imp, final String... keysAndValues) {
        return OutpaintJob.of(imp, request(keysAndValues)).paint(Progress.NONE, sofar -> {}).deliver();
    }

    /** The samples of a position, all channels, bit for bit. */
    private static byte[] bytes(final ImagePlus imp, final StackPosition position, final Box box) {
        return Samples.read(ImageJTypes.of(imp), ImageSource.planes(imp, position), imp.getWidth(), box).bytes();
    }

    @ParameterizedTest
    @EnumSource(TestImages.class)
    void anImageOfAnyKindBecomesALargerOneOfThatKind(final TestImages kind) {
        final ImagePlus imp = kind.make(21, 13, new SplittableRandom(kind.ordinal()));
        final StackPosition shown = StackPosition.shown(imp);
        final ImageState before = new ImageState(imp);
        final ImagePlus one = outpaint(imp), all = outpaint(imp, "positions", "all");
        before.assertSamplesUntouched("outpainting");
        before.assertRestUntouched("outpainting");
        final Box inner = new Box(7, 0, 21, 13), whole = new Box(0, 0, 21, 13);
        for (final ImagePlus made : List.of(one, all)) {
            assertEquals("28x20", made.getWidth() + "x" + made.getHeight());
            assertEquals(imp.getBitDepth(), made.getBitDepth());
            assertEquals(imp.getNChannels(), made.getNChannels());
            assertEquals(imp instanceof CompositeImage, made instanceof CompositeImage);
            assertEquals(imp.getCalibration().getX(4), made.getCalibration().getX(11), 1e-9);
            assertEquals(imp.getCalibration().getY(4), made.getCalibration().getY(4), 1e-9);
            assertEquals(imp.getCalibration().getUnit(), made.getCalibration().getUnit());
            assertTrue(made.getInfoProperty().startsWith("taken on a Monday"), made.getInfoProperty());
            assertEquals(imp.getTitle().replace(".tif", "-outpainted"), made.getTitle());
            if (imp.getNChannels() == 1 && !ImageJTypes.of(imp).isRgb())
                assertEquals(imp.getDisplayRangeMax(), made.getDisplayRangeMax(), 1e-6);
        }
        assertEquals(imp.getNChannels(), one.getStackSize());
        assertArrayEquals(bytes(imp, shown, whole), bytes(one, new StackPosition(1, 1), inner));
        assertEquals(imp.getStackSize(), all.getStackSize());
        assertEquals(imp.getNFrames(), all.getNFrames());
        for (int t = 1; t <= imp.getNFrames(); t++)
            for (int z = 1; z <= imp.getNSlices(); z++)
                assertArrayEquals(bytes(imp, new StackPosition(z, t), whole),
                        bytes(all, new StackPosition(z, t), inner));
        if (imp.getStackSize() > 1)
            assertEquals("plane 1", all.getStack().getSliceLabel(1));
        final List<String> records = ProvenanceRecords.of(all);
        assertEquals(imp.getNSlices() * imp.getNFrames(), records.size());
        final Provenance record = Provenance.of(records.get(0));
        assertEquals(imp.getTitle(), record.image());
        assertEquals("run(\"Outpaint...\", \"method=patch expand=7 positions=all engine=noise seed=3 "
                + "directions=left,down\");", record.facts().get("outpaint"));
    }

    @Test
    void whatIsDrawnOnItMovesAlong() {
        final ImagePlus imp = TestImages.STACK8.make(30, 20, new SplittableRandom(1));
        imp.setSlice(2);
        final Overlay overlay = new Overlay();
        for (final int slice : new int[] { 0, 2, 3 }) {
            final Roi roi = new Roi(5, 6, 4, 3);
            roi.setName("on " + slice);
            roi.setPosition(slice);
            overlay.add(roi);
        }
        imp.setOverlay(overlay);
        final ImagePlus one = outpaint(imp, "directions", "left,up"), all = outpaint(imp, "directions", "left,up",
                "positions", "all");
        assertEquals(2, one.getOverlay().size());
        assertEquals("on 2", one.getOverlay().get(1).getName());
        assertEquals(new java.awt.Rectangle(12, 13, 4, 3), one.getOverlay().get(1).getBounds());
        assertEquals(3, all.getOverlay().size());
        assertEquals(3, all.getOverlay().get(2).getPosition());
        assertEquals(new java.awt.Rectangle(5, 6, 4, 3), imp.getOverlay().get(0).getBounds());
    }

    /** What is seen is what is continued; the image keeps its layers. */
    @Test
    void visibleLayersAreFlattened() {
        for (final TestImages kind : List.of(TestImages.GRAY8, TestImages.HYPER8)) {
            final ImagePlus imp = kind.make(30, 20, new SplittableRandom(1));
            imp.setRoi(3, 4, 9, 8);
            final ImagePlus with = Delivery.deliver(InpaintJobs.paint(imp, "engine", "noise", "seed", "1"));
            assertSame(imp, with);
            final ImagePlus flat = Delivery.deliver(InpaintJobs.paint(imp, "engine", "noise", "seed", "1", "target",
                    "image"));
            final ImagePlus made = outpaint(imp);
            assertEquals(1, Layer.of(imp).size());
            assertArrayEquals(bytes(flat, StackPosition.shown(flat), new Box(0, 0, 30, 20)),
                    bytes(made, new StackPosition(1, 1), new Box(7, 0, 30, 20)));
            assertEquals(2, ProvenanceRecords.of(made).size(), "of the layer, and of the new ground");
            assertNull(made.getOverlay());
        }
    }

    @Test
    void candidatesAreSlices() {
        final ImagePlus imp = TestImages.COMPOSITE8.make(21, 13, new SplittableRandom(2));
        final ImagePlus made = outpaint(imp, "candidates", "3");
        assertEquals("2 3 1", made.getNChannels() + " " + made.getNSlices() + " " + made.getNFrames());
        assertEquals("seed 5", made.getStack().getSliceLabel(made.getStackIndex(1, 3, 1)));
        final Box inner = new Box(7, 0, 21, 13), whole = new Box(0, 0, 28, 20);
        for (int z = 1; z <= 3; z++)
            assertArrayEquals(bytes(imp, new StackPosition(1, 1), new Box(0, 0, 21, 13)),
                    bytes(made, new StackPosition(z, 1), inner));
        assertFalse(java.util.Arrays.equals(bytes(made, new StackPosition(1, 1), whole),
                bytes(made, new StackPosition(2, 1), whole)));
        assertEquals(3, ProvenanceRecords.of(made).size());
        assertTrue(assertThrows(InpaintException.class, () -> outpaint(TestImages.STACK8.make(9, 9,
                new SplittableRandom(1)), "positions", "all", "candidates", "2")).getMessage().contains(
                "leave candidates at 1"));
    }

    /** The job holds what it needs. */
    @Test
    void whatHappensToTheImageMeanwhileChangesNothing() {
        final ImagePlus imp = TestImages.HYPER16.make(21, 13, new SplittableRandom(2));
        final ImagePlus expected = outpaint(imp, "positions", "all");
        final OutpaintJob job = OutpaintJob.of(imp, request("positions", "all"));
        for (int i = 1; i <= imp.getStackSize(); i++)
            imp.getStack().getProcessor(i).set(77);
        imp.setTitle("another");
        imp.close();
        final ImagePlus made = job.paint(Progress.NONE, sofar -> {}).deliver();
        for (int z = 1; z <= 2; z++)
            assertArrayEquals(bytes(expected, new StackPosition(z, 1), new Box(0, 0, 28, 20)),
                    bytes(made, new StackPosition(z, 1), new Box(0, 0, 28, 20)));
        assertEquals(expected.getTitle(), made.getTitle());
        assertEquals("21 x 13 to 28 x 20 px", job.details());
    }

    @Test
    void theStartCanBeLookedAt() {
        final ImagePlus imp = TestImages.STACK_RGB.make(40, 24, new SplittableRandom(2));
        final ImagePlus start = OutpaintJob.prepare(imp, request("method", "mosaic", "engine", "noise-alone",
                "positions", "all"));
        assertEquals(1, start.getStackSize());
        assertEquals("60 36", start.getWidth() + " " + start.getHeight());
        assertTrue(ProvenanceRecords.of(start).isEmpty());
    }

    @Test
    void withoutAnImageItSaysSo() {
        assertTrue(assertThrows(InpaintException.class, () -> OutpaintJob.of(null, request())).getMessage()
                .contains("open the one that is to be enlarged"));
        final ImagePlus imp = new ImagePlus("large", new ByteProcessor(10, 10));
        assertTrue(assertThrows(InpaintException.class, () -> OutpaintJob.of(imp, request("expand", "16384")))
                .getMessage().contains("expand by less"));
    }
}
