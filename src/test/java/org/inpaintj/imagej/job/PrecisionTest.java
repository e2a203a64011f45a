package org.inpaintj.imagej.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.inpaintj.engines.WithEngines;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.TestEngine;
import org.inpaintj.model.folder.ModelFixture;

/** What diffusion paints keeps the precision of the image, and its values at the outline. */
class PrecisionTest {

    @RegisterExtension
    static final WithEngines ENGINES = TestEngine.all();

    private static final int SIDE = 64, LEFT = 14, TOP = 18, WIDE = 34, HIGH = 30;

    /** The bytes of a quantised result could hold 256 values only. */
    @ParameterizedTest
    @CsvSource({ "16,1000,4000,display,0,1", "16,1000,4000,auto,0,1", "16,30000,30900,auto,0,2", "32,-5,-3,auto,0,1",
        "32,-5,-3,display,0,1", "32,1e-7,3e-7,auto,0,1", "32,0,100,auto,1e6,1", "32,0,100,display,1e6,1" })
    void fillsHaveAllTheValuesOfTheImagesType(final int bits, final double low, final double high, final String tone,
            final double outlier, final int channels) {
        final ImagePlus imp = image(bits, low, high, outlier, channels);
        imp.setRoi(LEFT, TOP, WIDE, HIGH);
        final Patch patch = InpaintJobs.paint(imp, "engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(),
                "steps", "3", "sampler", "Euler", "blur", "0", "tone", tone, "prompt", "a cell").candidates().get(0);
        assertEquals(WIDE, patch.box().width());
        assertEquals(HIGH, patch.box().height());
        for (int c = 0; c < channels; c++) {
            final float[] fill = patch.samples().channel(c);
            final Set<Float> values = new HashSet<>();
            for (final float v : fill)
                values.add(v);
            assertTrue(values.size() > 256, "only " + values.size() + " values of " + fill.length);
            final float[] outside = outside(imp.getStack().getProcessor(c + 1)), inside = inside(fill);
            assertEquals(median(outside), median(inside), 0.15 * (high - low), "the fill meets the outline");
        }
    }

    private static ImagePlus image(final int bits, final double low, final double high, final double outlier,
            final int channels) {
        final Random random = new Random(8);
        final ImageStack stack = new ImageStack(SIDE, SIDE);
        for (int c = 0; c < channels; c++) {
            final ImageProcessor ip = bits == 16 ? new ShortProcessor(SIDE, SIDE) : new FloatProcessor(SIDE, SIDE);
            for (int i = 0; i < SIDE * SIDE; i++) {
                final double wave = 0.5 + 0.3 * Math.sin((i % SIDE + c * 9) / 9.0) + 0.2 * Math.cos(i / SIDE / 7.0);
                ip.setf(i, (float) (low + (high - low) * (wave + 0.02 * random.nextGaussian())));
            }
            if (outlier > 0)
                for (int k = 0; k < 3; k++)
                    ip.setf(5 + k, 7, (float) outlier);
            stack.addSlice(ip);
        }
        final ImagePlus imp = new ImagePlus("signal", stack);
        imp.setDimensions(channels, 1, 1);
        imp.setDisplayRange(low, high);
        return imp;
    }

    /** Samples just outside the selection. */
    private static float[] outside(final ImageProcessor ip) {
        final float[] out = new float[2 * (WIDE + HIGH)];
        int n = 0;
        for (int x = LEFT; x < LEFT + WIDE; x++) {
            out[n++] = ip.getf(x, TOP - 1);
            out[n++] = ip.getf(x, TOP + HIGH);
        }
        for (int y = TOP; y < TOP + HIGH; y++) {
            out[n++] = ip.getf(LEFT - 1, y);
            out[n++] = ip.getf(LEFT + WIDE, y);
        }
        return out;
    }

    /** Samples just inside. */
    private static float[] inside(final float[] fill) {
        final float[] out = new float[2 * (WIDE + HIGH)];
        int n = 0;
        for (int x = 0; x < WIDE; x++) {
            out[n++] = fill[x];
            out[n++] = fill[(HIGH - 1) * WIDE + x];
        }
        for (int y = 0; y < HIGH; y++) {
            out[n++] = fill[y * WIDE];
            out[n++] = fill[y * WIDE + WIDE - 1];
        }
        return out;
    }

    private static double median(final float[] values) {
        final float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
