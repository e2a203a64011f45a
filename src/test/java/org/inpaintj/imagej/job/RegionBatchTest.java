package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.repair.RepairRequest;

/** Several regions of an image, one after the other. */
class RegionBatchTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all(new StepEngine());

    /** 40 x 30 noise with three selections in the overlay, the first two of which overlap. */
    private static ImagePlus image(final TestImages kind) {
        final ImagePlus imp = kind.make(40, 30, new SplittableRandom(5));
        final Overlay overlay = new Overlay();
        for (final Roi roi : List.of(new Roi(4, 4, 10, 8), new Roi(10, 8, 9, 9), new Roi(28, 16, 6, 7))) {
            StackPosition.shown(imp).set(roi, imp);
            roi.setName("cell");
            overlay.add(roi);
        }
        imp.setOverlay(overlay);
        return imp;
    }

    static RepairRequest repair(final String... keysAndValues) {
        final Map<String, String> values = new LinkedHashMap<>(Map.of("engine", TestEngine.PLAIN.id(), "seed", "7",
                "source", "overlay", "dilate", "0", "blur", "0"));
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return RepairRequest.of(values);
    }

    static RegionBatch series(final ImagePlus imp, final String... keysAndValues) {
        final RepairRequest repair = repair(keysAndValues);
        return RegionBatch.of(imp, repair.regions(), repair.request());
    }

    private static ImagePlus deliver(final ImagePlus imp, final String... keysAndValues) {
        return Delivery.deliver(series(imp, keysAndValues).paint(Progress.NONE, sofar -> {}));
    }

    @Test
    void keysThatMeanNothingAreNamedOnce() {
        final RegionBatch series = series(image(TestImages.GRAY8), "engine", "patch", "text", "cell.", "nms", "0.5",
                "labels", "x", "segmenter", "y", "rank", "confidence", "main", "z", "prompt", "a[SEP]b", "steps", "3");
        assertEquals(List.of("The keys steps and prompt have no effect with the engine 'patch'.",
                "The keys nms, labels, text and segmenter have no effect with source=overlay.",
                "The key rank has no effect with most=0.",
                "The key main has no effect with an engine that reads no prompt."),
                series.paint(Progress.NONE, sofar -> {}).notes());
        assertEquals(List.of(), series(image(TestImages.GRAY8), "engine", "patch")
                .paint(Progress.NONE, sofar -> {}).notes(),
                "not even the strength, whose default is another one here");
    }

    private static boolean inside(final int x, final int y) {
        return x >= 4 && x < 14 && y >= 4 && y < 12 || x >= 10 && x < 19 && y >= 8 && y < 17
                || x >= 28 && x < 34 && y >= 16 && y < 23;
    }

    /** Each region is what a job of its own would make of the image with the layers before it. */
    @Test
    void eachRegionIsRepaintedAloneOnWhatTheOthersLeft() {
        for (final TestImages kind : TestImages.values()) {
            final ImagePlus imp = image(kind);
            final ImageState before = new ImageState(imp);
            assertSame(imp, deliver(imp));
            before.assertSamplesUntouched(kind.name());
            final List<Layer> layers = Layer.of(imp);
            assertEquals(3, layers.size(), kind.name());
            assertEquals(List.of(7L, 8L, 9L), layers.stream().map(l -> l.provenance().seed()).toList());
            assertEquals(List.of("cell 1", "cell 2", "cell 3"), layers.stream()
                    .map(l -> l.provenance().facts().get("region")).toList());
            assertEquals("cell 2: noise, seed 8", layers.get(1).title());
            assertTrue(layers.stream().allMatch(Layer::visible));
            assertEquals(StackPosition.shown(imp), layers.get(2).position());

            final ImagePlus alone = image(kind);
            for (int k = 0; k < 3; k++) {
                alone.setRoi((Roi) imp.getOverlay().get(k).clone());
                InpaintJobs.deliver(alone, "seed", Integer.toString(7 + k), "blur", "0", "strength", "0.4");
                assertEquals(Layer.of(alone).get(k).provenance().patchSha256(),
                        layers.get(k).provenance().patchSha256(), kind + " " + k);
                assertEquals(Layer.of(alone).get(k).provenance().cropSha256(), layers.get(k).provenance().cropSha256());
            }
        }
    }

    @Test
    void nothingOutsideTheRegionsChanges() {
        for (final TestImages kind : List.of(TestImages.GRAY8, TestImages.STACK16, TestImages.RGB, TestImages.HYPER16,
                TestImages.GRAY32)) {
            final ImagePlus imp = image(kind);
            final int z = imp.getSlice(), t = imp.getFrame();
            final ImageState before = new ImageState(imp);
            assertSame(imp, deliver(imp, "target", "inplace", "engine", TestEngine.NETWORK.id()));
            int changed = 0;
            for (int i = 1; i <= before.size(); i++) {
                final int[] czt = imp.convertIndexToPosition(i);
                final boolean here = czt[1] == z && czt[2] == t;
                before.assertPlane(i, imp.getStack().getProcessor(i).getPixels(), k -> here && inside(k % 40, k / 40),
                        kind.name());
                changed += here ? 1 : 0;
            }
            assertEquals(imp.getNChannels(), changed);
            assertEquals(3, imp.getInfoProperty().split("InpaintJ provenance", -1).length - 1,
                    "each region is disclosed");
            assertEquals(0, Layer.of(imp).size());
        }
    }

    /** Three targets, the same samples. */
    @Test
    void targetsHoldAllRegions() {
        final ImagePlus layers = image(TestImages.STACK8);
        deliver(layers);
        final ImagePlus flat = LayerFlattener.flatten(layers, false);
        final int at = flat.getCurrentSlice();
        final Object wanted = flat.getStack().getPixels(at);

        final ImagePlus imp = image(TestImages.STACK8);
        final ImageState before = new ImageState(imp);
        final ImagePlus made = deliver(imp, "target", "image");
        assertNotSame(imp, made);
        before.assertSamplesUntouched("image");
        ImageState.assertSamePixels(wanted, made.getStack().getPixels(at), k -> false, "image");
        assertSame(imp, deliver(imp, "target", "inplace"));
        ImageState.assertSamePixels(wanted, imp.getStack().getPixels(at), k -> false, "inplace");

        final ImagePlus slices = image(TestImages.STACK8);
        final int size = slices.getStackSize();
        deliver(slices, "target", "slice");
        assertEquals(size + 1, slices.getStackSize(), "one slice with all regions");
        ImageState.assertSamePixels(wanted, slices.getStack().getPixels(at + 1), k -> false, "slice");
    }

    @Test
    void aLayerRepeatsByItself() {
        final ImagePlus imp = image(TestImages.GRAY16);
        deliver(imp, "prompt", "a [SEP] b", "power", "2", "engine", TestEngine.NETWORK.id());
        final Layer second = Layer.of(imp).get(1);
        assertEquals("b", second.provenance().request().get("prompt"));
        final InpaintResult again = LayerReplay.of(imp, second).paint(Progress.NONE);
        assertEquals(second.provenance().patchSha256(), again.candidates().get(0).provenance().patchSha256());
        assertEquals("cell 2: noise-rgb, seed 8", again.candidates().get(0).provenance().title());
        assertEquals(List.of(), again.notes());
    }

    @Test
    void skippedRegionsStay() {
        final ImagePlus imp = image(TestImages.GRAY8);
        deliver(imp, "prompt", "a [SEP] [SKIP] [SEP] c");
        assertEquals(List.of("cell 1: noise, seed 7", "cell 3: noise, seed 9"),
                Layer.of(imp).stream().map(Layer::title).toList());
        assertThrown("skips every region", image(TestImages.GRAY8), "prompt", "[SKIP]");
    }

    /** Every step of every region, in order. */
    private static final class Steps implements Progress {
        private final List<String> seen = new ArrayList<>();
        private int cancelAt = Integer.MAX_VALUE;
        private int enoughAt = Integer.MAX_VALUE;

        @Override
        public void step(final int done, final int total, final String what) {
            seen.add(done + "/" + total + " " + what);
        }

        @Override
        public boolean cancelled() {
            return seen.size() >= cancelAt;
        }

        @Override
        public boolean enough() {
            return seen.size() >= enoughAt;
        }
    }

    @Test
    void progressGoesOverAllRegions() {
        final Steps steps = new Steps();
        series(image(TestImages.GRAY8), "engine", StepEngine.ID, "steps", "2").paint(steps, sofar -> {});
        assertEquals(List.of("0/6 Region 1 of 3: half", "1/6 Region 1 of 3: half", "2/6 Region 1 of 3: half",
                "2/6 Region 2 of 3: half", "3/6 Region 2 of 3: half", "4/6 Region 2 of 3: half",
                "4/6 Region 3 of 3: half", "5/6 Region 3 of 3: half", "6/6 Region 3 of 3: half"), steps.seen);
    }

    @Test
    void whatIsFinishedIsHandedOutWhenTheRestIsCancelled() {
        final ImagePlus imp = image(TestImages.GRAY8);
        final Steps steps = new Steps();
        steps.cancelAt = 8;
        final List<InpaintResult> sofar = new ArrayList<>();
        assertThrows(CancelledException.class,
                () -> series(imp, "engine", StepEngine.ID, "steps", "2").paint(steps, sofar::add));
        assertEquals(List.of(0, 1), sofar.stream().map(p -> p.below().size()).toList());
        Delivery.deliver(sofar.get(1));
        assertEquals(List.of("cell 1", "cell 2"), Layer.of(imp).stream()
                .map(l -> l.provenance().facts().get("region")).toList());
    }

    /** A region that cannot be repainted ends the series; what is finished by then is known. */
    @Test
    void whatIsFinishedIsHandedOutWhenTheRestFails() {
        final List<InpaintResult> sofar = new ArrayList<>();
        final Progress breaks = new Progress() {
            private int calls;

            @Override
            public void step(final int done, final int total, final String what) {
                if (++calls == 5)
                    throw new InpaintException("the network broke");
            }
        };
        assertThrows(InpaintException.class,
                () -> series(image(TestImages.GRAY8), "engine", StepEngine.ID, "steps", "2").paint(breaks, sofar::add));
        assertEquals(1, sofar.size());
    }

    @Test
    void enoughEndsAfterTheRegionAtHand() {
        final Steps steps = new Steps();
        steps.enoughAt = 5;
        final RegionBatch series = series(image(TestImages.GRAY8), "engine", StepEngine.ID, "steps", "2");
        assertTrue(series.stopsEarly());
        assertEquals(1, series.paint(steps, sofar -> {}).below().size(), "two of three");
    }

    /** The source is taken when the job is made, also where regions come later. */
    @Test
    void changesMeanwhileChangeNothing() {
        final ImagePlus imp = image(TestImages.GRAY16);
        final RegionBatch series = series(imp);
        Arrays.fill((short[]) imp.getProcessor().getPixels(), (short) 9);
        final ImagePlus same = image(TestImages.GRAY16);
        assertEquals(series(same).paint(Progress.NONE, sofar -> {}).candidates().get(0).provenance().cropSha256(),
                series.paint(Progress.NONE, sofar -> {}).candidates().get(0).provenance().cropSha256());
    }

    @Test
    void aClosedImageGetsANewOneWithAllRegions() {
        final ImagePlus imp = image(TestImages.GRAY8);
        final ImagePlus open = image(TestImages.GRAY8);
        final InpaintResult painting = series(imp).paint(Progress.NONE, sofar -> {});
        imp.flush();
        final ImagePlus made = Delivery.deliver(painting);
        assertNotSame(imp, made);
        deliver(open);
        ImageState.assertSamePixels(LayerFlattener.flatten(open, false).getProcessor().getPixels(),
                made.getProcessor().getPixels(), k -> false, "all regions");
    }

    @Test
    void previewsShowWhatIsFinishedToo() {
        final ImagePlus imp = image(TestImages.GRAY8);
        final List<String> sizes = new ArrayList<>();
        series(imp, "engine", StepEngine.ID, "steps", "1").paint(new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public void preview(final java.util.function.Supplier<net.imglib2.RandomAccessibleInterval<
                    net.imglib2.type.numeric.real.FloatType>> pixels) {
                final var shown = pixels.get();
                int opaque = 0;
                for (long y = shown.min(1); y <= shown.max(1); y++)
                    for (long x = shown.min(0); x <= shown.max(0); x++)
                        opaque += shown.getAt(x, y, 3).get() == 1 ? 1 : 0;
                sizes.add(shown.min(0) + "," + shown.min(1) + " " + shown.dimension(0) + "x" + shown.dimension(1) + " "
                        + opaque);
            }
        }, sofar -> {});
        assertEquals(List.of("4,4 10x8 80", "4,4 15x13 145", "4,4 30x19 187"), sizes);
    }

    private static void assertThrown(final String words, final ImagePlus imp, final String... keysAndValues) {
        final ImageState before = imp == null ? null : new ImageState(imp);
        final String said = assertThrows(InpaintException.class, () -> series(imp, keysAndValues)).getMessage();
        assertTrue(said.contains(words), said);
        if (before != null) {
            before.assertSamplesUntouched(words);
            before.assertRestUntouched(words);
            assertEquals(0, Layer.of(imp).size());
        }
    }

    @Test
    void nothingToRepairIsAMessage() {
        assertThrown("There is no image", null);
        assertThrown("None of the 3 regions", image(TestImages.GRAY8), "smallest", "0.9");
        assertThrown("None of the 3 regions", image(TestImages.GRAY8), "dilate", "-20");
        final ImagePlus empty = image(TestImages.GRAY8);
        empty.setOverlay(null);
        assertThrown("holds no selection", empty);
        assertThrown("Nothing is selected", empty, "source", "selection");
        assertThrown("No label image is named", image(TestImages.GRAY8), "source", "labels");
        assertThrown("neither an open image nor a file", image(TestImages.GRAY8), "source", "labels", "labels",
                "nobody");
        assertThrown("No macro is named", image(TestImages.GRAY8), "source", "macro");
        assertThrown("names nothing to look for", image(TestImages.GRAY8), "source", "text");
        assertThrown("No detector is named", image(TestImages.GRAY8), "source", "text", "text", "cell.");
        assertThrown("There is no engine", image(TestImages.GRAY8), "engine", "nobody");
    }

    /** Layers, pictures, texts and selections of other planes are no regions. */
    @Test
    void onlySelectionsOfThePositionShownCount() {
        final ImagePlus imp = TestImages.HYPER8.make(40, 30, new SplittableRandom(5));
        imp.setPosition(1, 2, 1);
        final Overlay overlay = new Overlay();
        final Roi here = new Roi(1, 1, 5, 5), there = new Roi(8, 1, 5, 5), everywhere = new Roi(15, 1, 5, 5);
        here.setPosition(0, 2, 1);
        there.setPosition(0, 1, 1);
        overlay.add(here);
        overlay.add(there);
        overlay.add(everywhere);
        overlay.add(new ij.gui.TextRoi(20, 20, "scale bar"));
        overlay.add(new ij.gui.ImageRoi(2, 20, new ij.process.ColorProcessor(4, 4)));
        imp.setOverlay(overlay);
        deliver(imp);
        assertEquals(List.of("region 1: noise, seed 7", "region 2: noise, seed 8"),
                Layer.of(imp).stream().map(Layer::title).toList());
        deliver(imp);
        assertEquals(4, Layer.of(imp).size(), "its own layers are none either");
    }

    @Test
    void partsOfASelectionAreRegions() {
        final ImagePlus imp = TestImages.GRAY8.make(40, 30, new SplittableRandom(5));
        imp.setRoi(new ij.gui.ShapeRoi(new Roi(2, 2, 6, 6)).xor(new ij.gui.ShapeRoi(new Roi(4, 4, 2, 2)))
                .or(new ij.gui.ShapeRoi(new Roi(20, 10, 5, 5))));
        final Roi roi = imp.getRoi();
        deliver(imp, "source", "selection");
        final List<Patch> patches = Layer.of(imp).stream().map(Layer::patch).toList();
        assertEquals(2, patches.size());
        int painted = 0;
        for (final boolean b : patches.get(0).painted())
            painted += b ? 1 : 0;
        assertEquals(32, painted, "the hole stays");
        assertSame(roi, imp.getRoi());
        assertNull(imp.getInfoProperty().contains("provenance") ? imp : null);
    }

    @Test
    void tooManyRegionsAreSaid() {
        final ImagePlus many = TestImages.GRAY8.make(80, 60, new SplittableRandom(5));
        final ij.gui.PointRoi points = new ij.gui.PointRoi();
        for (int y = 0; y < 60; y += 2)
            for (int x = 0; x < 80; x += 2)
                points.addPoint(x, y);
        many.setRoi(points);
        assertThrown("1200 regions", many, "source", "selection");
        assertEquals(1, series(many, "source", "selection", "join", "merge").paint(Progress.NONE, sofar -> {})
                .candidates().size());
    }

    @Test
    void joinedRegionsAreOne() {
        final ImagePlus imp = image(TestImages.GRAY8);
        deliver(imp, "join", "merge");
        assertEquals("cell 1: noise, seed 7", Layer.of(imp).get(0).title());
        assertEquals(1, Layer.of(imp).size());
        final ImagePlus inverse = image(TestImages.GRAY8);
        deliver(inverse, "join", "merge_and_invert", "target", "inplace");
        assertFalse(InpaintJobs.digest(inverse).equals(InpaintJobs.digest(image(TestImages.GRAY8))));
        new ImageState(image(TestImages.GRAY8)).assertPlane(1, inverse.getProcessor().getPixels(),
                k -> !inside(k % 40, k / 40), "what was found stays");
    }
}
