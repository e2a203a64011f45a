package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Capabilities;
import org.inpaintj.engine.Engine;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;

/** From the samples to a scene and back. */
class InpaintRunTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    /** What a test does to a copy of the scene. */
    private interface Brush {

        /** The new value at a pixel and channel. */
        float paint(Scene scene, RandomAccess<FloatType> pixels, int x, int y, int c);
    }

    private static String engine(final boolean startsFromOriginal, final boolean meetsBoundary,
            final boolean anyChannels, final Brush brush) {
        final String id = "brush" + startsFromOriginal + meetsBoundary + anyChannels;
        ENGINES.add(new Engine() {

            @Override
            public String id() {
                return id;
            }

            @Override
            public Capabilities capabilities() {
                return TestEngine.capabilities(id, startsFromOriginal, meetsBoundary, anyChannels);
            }

            @Override
            public Result run(final Request request, final Scene scene, final Progress progress) {
                final ArrayImg<FloatType, ?> out = ArrayImgs.floats(scene.width(), scene.height(), scene.channels());
                final RandomAccess<FloatType> from = scene.pixels().randomAccess(), to = out.randomAccess();
                for (int c = 0; c < scene.channels(); c++)
                    for (int y = 0; y < scene.height(); y++)
                        for (int x = 0; x < scene.width(); x++)
                            to.setPositionAndGet(x, y, c).set(brush.paint(scene, from, x, y, c));
                return new Result(List.of(new Result.Candidate(request.seed(), out)), List.of("A note."),
                        Map.of("model", "sha256:0"));
            }
        });
        return id;
    }

    @Test
    void anEngineThatReturnsWhatItGotChangesNothing() {
        final Brush same = (scene, pixels, x, y, c) -> pixels.setPositionAndGet(x, y, c).get();
        for (final TestImages kind : TestImages.values())
            for (final String engine : List.of(engine(false, true, true, same), engine(true, false, true, same)))
                for (final Request.Tone tone : Request.Tone.values()) {
                    final ImagePlus imp = InpaintJobs.image(kind);
                    if (kind.bits == 32)
                        // float tones round, and a NaN under the mask is meant to be replaced
                        continue;
                    InpaintJobs.deliver(imp, "engine", engine, "tone", tone.name());
                    assertEquals(InpaintJobs.digest(imp), InpaintJobs.digest(LayerFlattener.flatten(imp, false)), kind
                            + " " + tone);
                }
    }

    @Test
    void theSceneIsFiniteAndSaysWhatItTrusts() {
        final float[] values = new float[100];
        for (int i = 0; i < 100; i++)
            values[i] = 20 + i % 10;
        values[3] = Float.NaN;
        values[55] = Float.POSITIVE_INFINITY;
        final ImagePlus imp = new ImagePlus("floats", new FloatProcessor(10, 10, values));
        imp.setRoi(4, 4, 3, 3);
        final List<Scene> seen = new ArrayList<>();
        final String engine = engine(false, true, true, (scene, pixels, x, y, c) -> {
            seen.add(scene);
            return 0.5f;
        });
        final Patch patch = InpaintJobs.paint(imp, "engine", engine).candidates().get(0);
        final Scene scene = seen.get(0);
        for (int y = 0; y < 10; y++)
            for (int x = 0; x < 10; x++) {
                assertTrue(Float.isFinite(at(scene.pixels(), x, y, 0)));
                assertEquals(x + 10 * y == 3 || x + 10 * y == 55 ? 0 : 1, at(scene.valid(), x, y));
                assertEquals(x >= 4 && x < 7 && y >= 4 && y < 7 ? 1 : 0, at(scene.mask(), x, y));
            }
        assertEquals(0, at(scene.pixels(), 0, 5, 0));
        assertEquals(1, at(scene.pixels(), 9, 5, 0));
        for (final float v : (float[]) patch.samples().planes().get(0))
            assertEquals(24.5f, v, 1e-5);
    }

    @Test
    void enginesOfThreeChannelsSeeTheCompositeAndEveryChannelGetsItsOwnValues() {
        // three dyes of different strength in one structure, and a background of its own each
        final int size = 64;
        final SplittableRandom random = new SplittableRandom(3);
        final ImageStack stack = new ImageStack(size, size);
        for (int c = 0; c < 5; c++)
            stack.addSlice(new ShortProcessor(size, size));
        for (int i = 0; i < size * size; i++) {
            final double a = 0.5 + 0.5 * Math.sin(i % size * 0.3), b = 0.5 + 0.5 * Math.cos(i / size * 0.2);
            final double[] truth = { 100 + 3000 * a, 5000 - 2000 * a, 50 + 400 * b, 300 + 900 * a + 900 * b, 1000 };
            for (int c = 0; c < 5; c++)
                stack.getProcessor(c + 1).set(i, (int) (truth[c] + random.nextDouble(-3, 3)));
        }
        final ImagePlus flat = new ImagePlus("dyes", stack);
        flat.setDimensions(5, 1, 1);
        final CompositeImage imp = new CompositeImage(flat, CompositeImage.COMPOSITE);
        imp.setRoi(24, 24, 16, 16);
        final Brush same = (scene, pixels, x, y, c) -> {
            assertEquals(3, scene.channels());
            final float v = pixels.setPositionAndGet(x, y, c).get();
            assertTrue(v >= 0 && v <= 1);
            return v;
        };
        for (final String engine : List.of(engine(false, true, false, same), engine(false, false, false, same))) {
            final Patch patch = InpaintJobs.paint(imp, "engine", engine).candidates().get(0);
            for (int c = 0; c < 5; c++) {
                double error = 0, spread = 0, mean = 0;
                final float[] painted = patch.samples().channel(c);
                for (int i = 0; i < painted.length; i++)
                    mean += stack.getProcessor(c + 1).get(24 + i % 16, 24 + i / 16) / (double) painted.length;
                for (int i = 0; i < painted.length; i++) {
                    final double truth = stack.getProcessor(c + 1).get(24 + i % 16, 24 + i / 16);
                    error += Math.pow(painted[i] - truth, 2);
                    spread += Math.pow(truth - mean, 2);
                }
                assertTrue(error < 0.15 * spread + painted.length * 30, "channel " + (c + 1) + ": " + error + " of "
                        + spread);
            }
        }
    }

    @Test
    void aGreyImageComesBackInItsOwnUnits() {
        final ImageProcessor ip = new ShortProcessor(40, 40);
        for (int i = 0; i < 1600; i++)
            ip.set(i, 10000 + 100 * (i % 40) + 37 * (i / 40));
        final ImagePlus imp = new ImagePlus("grey", ip);
        imp.setRoi(10, 10, 12, 12);
        // a network that brightens everything and knows no exact tone
        final String engine = engine(false, false, false, (scene, pixels, x, y, c) ->
                0.1f + 0.8f * pixels.setPositionAndGet(x, y, c).get());
        final Patch patch = InpaintJobs.paint(imp, "engine", engine).candidates().get(0);
        for (int i = 0; i < 144; i++)
            assertEquals(ip.get(10 + i % 12, 10 + i / 12), patch.samples().channel(0)[i], 150);
    }

    @Test
    void anIndexedImageGetsColoursOfItsPalette() {
        final ByteProcessor ip = new ByteProcessor(20, 20);
        ip.setColorModel(TestImages.palette());
        for (int i = 0; i < 400; i++)
            ip.set(i, i * 7 % 256);
        final ImagePlus imp = new ImagePlus("indexed.gif", ip);
        imp.setRoi(5, 5, 4, 4);
        final int wanted = 123;
        final int rgb = TestImages.palette().getRGB(wanted);
        final String engine = engine(false, true, true, (scene, pixels, x, y, c) -> {
            assertEquals(3, scene.channels());
            return ((rgb >> 16 - 8 * c & 0xff) + 1) / 255f;
        });
        for (final byte b : (byte[]) InpaintJobs.paint(imp, "engine", engine).candidates().get(0).samples()
                .planes().get(0))
            assertEquals(wanted, b & 0xff);
    }

    @Test
    void samplesAreRoundedAndClamped() {
        final ImagePlus imp = new ImagePlus("", new ColorProcessor(8, 8));
        imp.setRoi(2, 2, 3, 1);
        final String engine = engine(false, true, true, (scene, pixels, x, y, c) ->
                c == 0 ? -5 : c == 1 ? 7 : 100.6f / 255);
        for (final int v : (int[]) InpaintJobs.paint(imp, "engine", engine).candidates().get(0).samples()
                .planes().get(0))
            assertEquals(0x00ff65, v & 0xffffff);
    }

    @Test
    void stagesNotesAndFactsArrive() {
        final ImagePlus imp = InpaintJobs.image(TestImages.COMPOSITE16);
        final Map<String, RandomAccessibleInterval<FloatType>> stages = new LinkedHashMap<>();
        final String engine = engine(true, false, false, (scene, pixels, x, y, c) -> 0.25f * c);
        final InpaintResult result = InpaintJob.of(imp, InpaintJobs.request("engine", engine))
                .paint(Progress.NONE, stages::put);
        assertEquals(List.of("scene", "mask", "engine", "composite"), List.copyOf(stages.keySet()));
        assertEquals(0.5f, at(stages.get("engine"), 3, 3, 2));
        assertArrayEquals(new long[] { 16, 12, 3 }, stages.get("scene").dimensionsAsLongArray());
        assertArrayEquals(new long[] { 16, 12 }, stages.get("mask").dimensionsAsLongArray());
        assertArrayEquals(new long[] { 16, 12, 3 }, stages.get("composite").dimensionsAsLongArray());
        assertEquals(List.of("A note."), result.notes());
        assertEquals(Map.of("model", "sha256:0"), result.candidates().get(0).provenance().facts());
    }

    @Test
    void faultsOfAnEngineAreNamed() {
        final ImagePlus imp = InpaintJobs.image(TestImages.GRAY8);
        final String nan = engine(false, true, true, (scene, pixels, x, y, c) -> Float.NaN);
        assertEquals("The engine '" + nan + "' returned values that are not numbers: try another model or engine.",
                assertThrows(InpaintException.class, () -> InpaintJobs.paint(imp, "engine", nan)).getMessage());
        assertFalse(imp.changes);
    }

    private static float at(final RandomAccessibleInterval<FloatType> image, final long... position) {
        return image.getAt(position).get();
    }
}
