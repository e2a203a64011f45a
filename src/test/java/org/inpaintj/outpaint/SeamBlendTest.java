package org.inpaintj.outpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/** A canvas of 24 columns, of which the first 12 are new; what is painted reaches 6 columns into the rest. */
class SeamBlendTest {

    private static final Box CANVAS = new Box(0, 0, 24, 8), KEPT = new Box(12, 0, 12, 8);

    private static Samples flat(final SampleType type, final double value, final Box box) {
        final Samples out = Samples.blank(type, box.width(), box.height(), 1);
        for (int c = 0; c < out.channels(); c++)
            for (int i = 0; i < box.width() * box.height(); i++)
                out.set(c, i, value);
        return out;
    }

    private static Patch painted(final SampleType type, final double value) {
        final Box box = new Box(0, 0, 18, 8);
        final boolean[] all = new boolean[18 * 8];
        Arrays.fill(all, true);
        return new Patch(box, flat(type, value, box), all, Mask.full(box), null);
    }

    private static Samples put(final SampleType type, final Box original, final int spill, final boolean closed) {
        final Samples canvas = flat(type, 100, CANVAS);
        new SeamBlend(canvas, new SeamBlend.Reach(KEPT, original, 6, 6, spill)).put(painted(type, 140), closed);
        return canvas;
    }

    private static double at(final Samples canvas, final int x) {
        return canvas.get(0, 3 * 24 + x);
    }

    @Test
    void newGroundMeetsTheImageWhichStays() {
        for (final SampleType type : new SampleType[] { SampleType.BITS8, SampleType.BITS16, SampleType.BITS32,
            SampleType.RGB }) {
            final Samples made = put(type, KEPT, 0, true);
            for (int x = 12; x < 24; x++)
                assertEquals(100, at(made, x), "column " + x);
            // what was painted lacks 40 along the whole seam, and nothing else holds it
            for (int x = 0; x < 12; x++)
                assertEquals(100, at(made, x), 1, "column " + x);
        }
    }

    /** As far as it may; behind that nothing. */
    @Test
    void theSeamFadesIntoTheImageWhereItMay() {
        final Samples made = put(SampleType.BITS16, KEPT, 3, false);
        final double[] expected = { 140, 130, 120, 110, 100, 100, 100 };
        for (int k = 0; k < expected.length; k++)
            assertEquals(expected[k], at(made, 11 + k), "column " + (11 + k));
    }

    /** Whatever may change in the image: what is no part of it is faded into over all that was painted. */
    @Test
    void groundOfAnEarlierPassIsFadedInto() {
        final Samples made = put(SampleType.BITS32, new Box(12, 6, 12, 2), 0, false);
        for (int k = 1; k <= 7; k++)
            assertEquals(100 + 40 * (7 - k) / 7.0, at(made, 11 + k), 1e-4, "column " + (11 + k));
        assertEquals(100, made.get(0, 6 * 24 + 12), "a row of the image");
    }

    @Test
    void whatIsToBeSeenAsItIsIsNotCorrected() {
        assertEquals(140, at(put(SampleType.BITS8, KEPT, 0, false), 11));
        assertTrue(at(put(SampleType.BITS8, KEPT, 0, true), 11) < 102);
    }

    /** A missing sample stays missing, and is nothing to meet. */
    @Test
    void missingSamplesStay() {
        final Samples canvas = flat(SampleType.BITS32, 100, CANVAS);
        for (int y = 0; y < 8; y++)
            for (int x = 12; x < 16; x++)
                canvas.set(0, y * 24 + x, y == 3 ? Double.NaN : 100);
        ((float[]) canvas.planes().get(0))[3 * 24 + 12] = Float.intBitsToFloat(0x7fc00def);
        new SeamBlend(canvas, new SeamBlend.Reach(KEPT, KEPT, 6, 6, 4)).put(painted(SampleType.BITS32, 140), true);
        assertEquals(0x7fc00def, Float.floatToRawIntBits((float) at(canvas, 12)));
        for (int x = 0; x < 12; x++)
            assertTrue(Double.isFinite(at(canvas, x)), "column " + x);
    }
}
