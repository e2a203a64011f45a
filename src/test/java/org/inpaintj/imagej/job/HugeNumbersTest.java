package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.FloatProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.engine.Request.Tone;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.patch.PatchEngine;
import org.inpaintj.engines.WithEngines;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.output.LayerFlattener;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.inpaint.samples.Planes;

/** 32-bit images with numbers whose squares are infinite, with what stands for missing samples, and with no numbers. */
class HugeNumbersTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final int SIDE = 40;
    private static final Roi HOLE = new Roi(12, 14, 14, 11);
    private static final float[] ODD =
            { 1e20f, -1e20f, 1e25f, 1e29f, 1e30f, -1e30f, 3e33f, 1.70141e38f, Float.MAX_VALUE,
            -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, -0f, Float.MIN_VALUE };

    /** Noise of some size with a few odd numbers, or many of one. */
    private static ImagePlus image(final SplittableRandom random, final int channels) {
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int c = 0; c < channels; c++) {
            final float[] values = new float[SIDE * SIDE];
            final double size = Math.pow(10, random.nextInt(4) == 0 ? random.nextInt(-30, 39) : random.nextInt(-3, 5));
            for (int i = 0; i < values.length; i++)
                values[i] = (float) (size * random.nextDouble(-0.3, 1));
            final float[] odd = new float[1 + random.nextInt(3)];
            for (int k = 0; k < odd.length; k++)
                odd[k] = ODD[random.nextInt(ODD.length)];
            final int many = random.nextInt(3) == 0 ? values.length / 3 : random.nextInt(1, 6);
            for (int k = 0; k < many; k++)
                values[random.nextInt(values.length)] = odd[random.nextInt(odd.length)];
            stack.addSlice(new FloatProcessor(SIDE, SIDE, values));
        }
        final ImagePlus imp = new ImagePlus("huge.tif", stack);
        imp.setDimensions(channels, 1, 1);
        imp.getProcessor().resetMinAndMax();
        return imp;
    }

    private static List<float[]> planes(final ImagePlus imp) {
        final List<float[]> planes = new ArrayList<>();
        for (int i = 1; i <= imp.getStackSize(); i++)
            planes.add(((float[]) imp.getStack().getPixels(i)).clone());
        return planes;
    }

    private static void assertSameOutside(final List<float[]> before, final List<float[]> after, final String what) {
        for (int c = 0; c < before.size(); c++)
            for (int i = 0; i < SIDE * SIDE; i++)
                if (!HOLE.contains(i % SIDE, i / SIDE))
                    assertEquals(Float.floatToRawIntBits(before.get(c)[i]),
                            Float.floatToRawIntBits(after.get(c)[i]), what);
                else
                    assertTrue(Float.isFinite(after.get(c)[i]), what + ": " + after.get(c)[i]);
    }

    @ParameterizedTest
    @EnumSource
    void isFilledOrRefusedInASentence(final Tone tone) {
        int done = 0;
        for (int seed = 0; seed < 60; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final ImagePlus imp = image(random, random.nextInt(3) == 0 ? 2 : 1);
            imp.setRoi(HOLE);
            final Target target = Target.values()[seed % Target.values().length];
            final String engine = seed % 5 == 4 ? TestEngine.NETWORK.id() : "patch";
            final String what = tone + " " + target + " " + engine + " " + seed;
            final List<float[]> before = planes(imp);
            try {
                final ImagePlus out = InpaintJobs.deliver(imp, "engine", engine, "tone",
                        tone.name().toLowerCase(), "target",
                        target.name().toLowerCase(), "blur", seed % 2 == 0 ? "0" : "3");
                done++;
                final List<float[]> after = planes(target == Target.LAYER ? LayerFlattener.flatten(out, false) : out);
                assertSameOutside(before, after.subList(after.size() - before.size(), after.size()), what);
                if (target == Target.LAYER)
                    assertEquals("", Layer.of(out).get(0).damage());
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().endsWith("."), what + ": " + e.getMessage());
                assertSameImage(before, planes(imp), what);
            }
        }
        assertTrue(done >= 40, tone + ": only " + done + " of 60 were filled");
    }

    private static void assertSameImage(final List<float[]> before, final List<float[]> after, final String what) {
        assertEquals(before.size(), after.size(), what);
        for (int c = 0; c < before.size(); c++)
            for (int i = 0; i < SIDE * SIDE; i++)
                assertEquals(Float.floatToRawIntBits(before.get(c)[i]), Float.floatToRawIntBits(after.get(c)[i]), what);
    }

    /** A third of the image has no data: what is filled is like the rest, and the user is told. */
    @ParameterizedTest
    @ValueSource(floats = { Float.MAX_VALUE, -Float.MAX_VALUE, 1.70141e38f, 1e30f, Float.NaN })
    void aFillDoesNotLearnFromNumbersForMissingSamples(final float none) {
        for (final Tone tone : List.of(Tone.AUTO, Tone.PERCENTILE, Tone.FULL)) {
            final SplittableRandom random = new SplittableRandom(3);
            final float[] values = new float[SIDE * SIDE];
            for (int i = 0; i < values.length; i++)
                values[i] = i % SIDE < 9 ? none : (float) random.nextDouble(20, 30);
            final ImagePlus imp = new ImagePlus("missing.tif", new FloatProcessor(SIDE, SIDE, values));
            imp.setRoi(HOLE);
            final InpaintResult result = InpaintJobs.paint(imp, "engine", "patch", "tone", tone.name().toLowerCase());
            assertEquals(Float.isFinite(none), result.notes().stream().anyMatch(note -> note.contains("like NaN")));
            for (final float value : result.candidates().get(0).samples().channel(0))
                assertTrue(value >= 20 && value <= 30, tone + " " + value);
        }
    }

    /** Some quantities are this large, and none of them is missing. */
    @Test
    void largeMeasuredNumbersAreLearntFrom() {
        final SplittableRandom random = new SplittableRandom(4);
        final float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble(1e32, 2e33);
        final ImagePlus imp = new ImagePlus("stars.tif", new FloatProcessor(SIDE, SIDE, values));
        imp.setRoi(HOLE);
        final InpaintResult result = InpaintJobs.paint(imp, "engine", "patch");
        assertFalse(result.notes().stream().anyMatch(note -> note.contains("like NaN")));
        double sum = 0;
        for (final float value : result.candidates().get(0).samples().channel(0))
            sum += value;
        assertEquals(7e32, sum / (14 * 11), 2.5e32);
    }

    @ParameterizedTest
    @CsvSource({ "0,Infinity", "-Infinity,5", "NaN,1" })
    void aDisplayRangeThatIsNoneIsRefusedBeforeTheWork(final double min, final double max) {
        final ImagePlus imp = new ImagePlus("display.tif", new FloatProcessor(SIDE, SIDE, new float[SIDE * SIDE]));
        imp.setDisplayRange(min, max);
        imp.setRoi(HOLE);
        final String message = assertThrows(InpaintException.class, () -> InpaintJobs.paint(imp, "tone", "display"))
                .getMessage();
        assertTrue(message.startsWith("The display range from "), message);
    }

    @Test
    void aDisplayRangeFarFromAllSamplesIsRefused() {
        final float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++)
            values[i] = 1e20f * (1 + i % 7);
        final ImagePlus imp = new ImagePlus("display.tif", new FloatProcessor(SIDE, SIDE, values));
        imp.setDisplayRange(0, 1);
        imp.setRoi(HOLE);
        assertTrue(assertThrows(InpaintException.class, () -> InpaintJobs.paint(imp, "tone", "display")).getMessage()
                .startsWith("The sample values of 'display.tif' lie more than"));
    }

    /** Who calls the engine without ImageJ may give it anything. */
    @Test
    void theEngineItselfSurvivesThem() {
        final SplittableRandom random = new SplittableRandom(5);
        final float[] values = new float[SIDE * SIDE], mask = new float[SIDE * SIDE], valid = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
            mask[i] = HOLE.contains(i % SIDE, i / SIDE) ? 1 : 0;
            valid[i] = 1;
        }
        values[5] = 3e38f;
        values[333] = -1e30f;
        final Scene scene = new Scene(Planes.image(values, SIDE, SIDE, 1), Planes.image(mask, SIDE, SIDE),
                Planes.image(valid, SIDE, SIDE), new Box(0, 0, SIDE, SIDE), Task.INPAINT);
        assertEquals(1, new PatchEngine().run(InpaintJobs.request("engine", "patch"), scene, Progress.NONE)
                .candidates().size());
    }
}
