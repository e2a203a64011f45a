package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engines.Engines;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;

class InpaintJobTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    @Test
    void autoAndARandomSeedAreResolved() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final Request asked = InpaintJobs.request("engine", "auto", "seed", "-1", "candidates", "64");
        final Request first = InpaintJob.of(imp, asked).request();
        assertEquals(Engines.found().get("auto").id(), first.engine());
        boolean differ = false;
        for (int i = 0; i < 5; i++) {
            final long seed = InpaintJob.of(imp, asked).request().seed();
            assertTrue(seed >= 0 && seed + 63 <= 4294967295L, "seed " + seed);
            differ |= seed != first.seed();
        }
        assertTrue(differ);
        assertEquals("-1", first.text("subseed"), "nothing is drawn that means nothing");
        assertTrue(Long.parseLong(InpaintJob.of(imp, asked.with("variation", 0.5)).request().text("subseed")) >= 0);
        assertEquals("9", InpaintJob.of(imp, asked.with("variation", 0.5).with("subseed",
                9)).request().text("subseed"));
        assertEquals("gray8.tif", InpaintJob.of(imp, asked).title());
    }

    @Test
    void theCropIsTheSelectionWithItsContext() {
        final ImagePlus imp = IJ.createImage("image", "8-bit black", 200, 100, 1);
        imp.setRoi(new Roi(50, 40, 20, 10));
        assertEquals(new Box(40, 30, 40, 30), InpaintJob.of(imp, InpaintJobs.request("padding", "10")).crop());
        assertEquals(new Box(46, 36, 28, 18), InpaintJob.of(imp, InpaintJobs.request("padding", "0")).crop());
        assertEquals(new Box(43, 33, 34, 24),
                InpaintJob.of(imp, InpaintJobs.request("padding", "0", "grow", "3")).crop());
        assertEquals(new Box(44, 34, 32, 22),
                InpaintJob.of(imp, InpaintJobs.request("padding", "0", "spill", "2")).crop());
        assertEquals(new Box(0, 0, 200, 100), InpaintJob.of(imp, InpaintJobs.request("area", "whole")).crop());
        assertEquals(new Box(0, 0, 170, 100), InpaintJob.of(imp, InpaintJobs.request("padding", "100")).crop());
        final Engine wide = new TestEngine("wide", false, true, true, 20);
        ENGINES.add(wide);
        assertEquals(new Box(30, 20, 60, 50),
                InpaintJob.of(imp, InpaintJobs.request("engine", "wide", "padding", "5")).crop());
    }

    @Test
    void whatCannotBeDoneIsExplained() {
        assertEquals("There is no image: open one and select what is to be repainted.", error(null));
        final ImagePlus imp = IJ.createImage("cells.tif", "8-bit black", 30, 30, 1);
        assertEquals("Nothing is selected in 'cells.tif': draw a selection around what is to be repainted.",
                error(imp));
        imp.setRoi(0, 0, 30, 30);
        assertEquals("The whole of 'cells.tif' is selected, so nothing is left to learn from: leave a part unselected, "
                + "or name a diffusion model.", error(imp));
        assertEquals("The whole of 'cells.tif' is selected, so with invert nothing is left to repaint.",
                error(imp, "invert", "true"));
        imp.setRoi(2, 2, 5, 5);
        assertEquals("Shrinking the selection by 3 px leaves nothing to repaint: shrink it less.",
                error(imp, "grow", "-3"));
        assertEquals("The whole of 'cells.tif' is selected, so nothing is left to learn from: leave a part unselected, "
                + "or name a diffusion model.", error(imp, "grow", "50"));
        assertEquals("The seeds of 3 candidates from 4294967294 on exceed 4294967295: take a seed of at most "
                + "4294967293.",
                error(imp, "seed", "4294967294", "candidates", "3"));
        assertTrue(error(imp, "engine", "nois").startsWith("There is no engine 'nois': did you mean 'noise'"));
        assertEquals("The mask 'x.png' is neither an open image nor a file: give the title of an image or the path "
                + "of a file.", error(imp, "mask", "x.png"));
    }

    @Test
    void anEngineThatInventsNeedsNoSurroundings() {
        for (final String type : List.of("8-bit ramp", "16-bit ramp", "32-bit ramp", "RGB ramp")) {
            final ImagePlus imp = IJ.createImage("whole", type, 40, 30, 1);
            imp.setRoi(0, 0, 40, 30);
            final Patch patch = InpaintJobs.paint(imp, "engine", TestEngine.INVENTOR.id(), "strength", "1")
                    .candidates().get(0);
            assertEquals(new Box(0, 0, 40, 30), patch.box());
            final Set<Float> tones = new HashSet<>();
            for (final float v : patch.samples().channel(0)) {
                assertTrue(Float.isFinite(v));
                tones.add(v);
            }
            assertTrue(tones.size() > 100, type + " keeps the structure that the engine painted: " + tones.size());
        }
    }

    @Test
    void surroundingsWithoutANumberAreNothingToLearnFrom() {
        final float[] nan = new float[900];
        java.util.Arrays.fill(nan, Float.NaN);
        final ImagePlus imp = new ImagePlus("map.tif", new FloatProcessor(30, 30, nan));
        imp.setRoi(12, 12, 5, 5);
        assertEquals("Around the selection in 'map.tif' there is nothing to learn from: enlarge the padding or select "
                + "less.", error(imp, "padding", "5"));
        nan[0] = 1;
        assertEquals("Around the selection in 'map.tif' there is nothing to learn from: enlarge the padding or select "
                + "less.", error(imp, "padding", "5"));
        final InpaintResult result = InpaintJobs.paint(imp, "padding", "20");
        for (final float v : (float[]) result.candidates().get(0).samples().planes().get(0))
            assertTrue(Float.isFinite(v));
    }

    @Test
    void tinyImages() {
        for (final int[] size : new int[][] { { 1, 1 }, { 1, 2 }, { 1, 9 }, { 9, 1 }, { 2, 2 } }) {
            final ImagePlus imp = IJ.createImage("tiny", "16-bit ramp", size[0], size[1], 1);
            imp.setRoi(new Roi(0, 0, 1, 1));
            if (size[0] * size[1] == 1)
                assertTrue(error(imp).startsWith("The whole of 'tiny' is selected"));
            else
                for (final String engine : List.of(TestEngine.PLAIN.id(), TestEngine.NETWORK.id()))
                    assertEquals(new Box(0, 0, 1, 1), InpaintJobs.paint(imp, "engine", engine).candidates()
                            .get(0).box());
        }
    }

    /** 30000 x 30000: the plane is there once, and only the crop is copied. */
    @Test
    void theCostFollowsTheSelection() {
        assumeTrue(Runtime.getRuntime().maxMemory() > 1_500_000_000L, "needs a heap of 1.5 GB");
        final byte[] plane = new byte[30000 * 30000];
        final ImagePlus imp = new ImagePlus("slide", new ByteProcessor(30000, 30000, plane));
        imp.setRoi(new Roi(29980, 17000, 100, 10));
        final long before = used();
        final InpaintJob job = InpaintJob.of(imp, InpaintJobs.request());
        final ImagePlus out = Delivery.deliver(job.paint(Progress.NONE));
        assertEquals(imp, out);
        assertEquals(new Box(29980, 17000, 20, 10), Layer.of(imp).get(0).patch().box());
        assertTrue(used() - before < 20e6, "used " + (used() - before) / 1e6 + " MB");
        assertEquals(new Box(29948, 16968, 52, 74), job.crop());
        imp.setRoi(new Roi(0, 0, 29990, 30000));
        assertTrue(error(imp).matches("The region to work on is 29990 x 30000 pixels, which takes about [0-9.]+ GB, "
                + "and Java may use [0-9.]+ GB: select a smaller region, ask for fewer candidates or less padding, "
                + "or raise the limit in Edit > Options > Memory & Threads\\."), error(imp));
        imp.setRoi(new Roi(0, 0, 10, 10));
        assertTrue(error(imp, "area", "whole").startsWith("The region to work on is 30000 x 30000 pixels"));
        assertTrue(error(imp, "invert", "true").startsWith("The region to work on is 30000 x 30000 pixels"));
        assertTrue(error(imp, "grow", "9999").startsWith("The region to work on is 10009 x 10009 pixels"));
        assertTrue(error(imp, "padding", "4000", "candidates", "64").startsWith("The region to work on is 4010 x 40"));
        imp.setRoi(new ShapeRoi(new Roi(0, 0, 10, 10)).or(new ShapeRoi(new Roi(29000, 29000, 10, 10))));
        assertTrue(error(imp).startsWith("The region to work on is 29010 x 29010 pixels"));
    }

    private static long used() {
        for (int i = 0; i < 3; i++)
            System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void oneSliceOfAVirtualStackIsRead() {
        final int[] reads = new int[1000];
        final VirtualStack stack = new VirtualStack(20, 20, null, null) {
            @Override
            public ImageProcessor getProcessor(final int n) {
                reads[n - 1]++;
                return new ByteProcessor(20, 20);
            }

            @Override
            public int getSize() {
                return reads.length;
            }

            @Override
            public int size() {
                return reads.length;
            }

            @Override
            public int getBitDepth() {
                return 8;
            }
        };
        final ImagePlus imp = new ImagePlus("files", stack);
        imp.setSlice(500);
        imp.setRoi(4, 4, 5, 5);
        java.util.Arrays.fill(reads, 0);
        InpaintJobs.deliver(imp);
        InpaintJobs.deliver(imp, "target", "image");
        for (int i = 0; i < reads.length; i++)
            assertTrue(i == 499 || reads[i] == 0, "slice " + (i + 1) + " was read");
    }

    private static String error(final ImagePlus imp, final String... keysAndValues) {
        return assertThrows(InpaintException.class, () -> InpaintJob.of(imp, InpaintJobs.request(keysAndValues)))
                .getMessage();
    }
}
