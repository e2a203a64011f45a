package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.inpaintj.engine.Request.Tone;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;

class ToneMapTest {

    @Test
    void everySampleComesBackExactly() {
        for (final ToneMap map : new ToneMap[] { new ToneMap(0, 255), new ToneMap(13, 14), new ToneMap(0, 65535),
                new ToneMap(311.5, 48000.25), new ToneMap(7, 7) })
            for (int v = 0; v < 65536; v++)
                assertEquals(v, Math.round(map.toSample(map.toTone(v))), map + " " + v);
    }

    @Test
    void rangesAreWhatTheirNamesSay() {
        final float[] values = new float[2000];
        for (int i = 0; i < values.length; i++)
            values[i] = 1000 + i;
        values[5] = 65535;
        values[6] = 0;
        final boolean[] known = all(values.length);
        assertEquals(new ToneMap(0, 255), map(Tone.AUTO, SampleType.BITS8, values, known));
        assertEquals(new ToneMap(0, 255), map(Tone.AUTO, SampleType.RGB, values, known));
        assertEquals(new ToneMap(1001, 2998), map(Tone.AUTO, SampleType.BITS16, values, known));
        assertEquals(new ToneMap(1001, 2998), map(Tone.PERCENTILE, SampleType.BITS8, values, known));
        assertEquals(new ToneMap(30, 40), map(Tone.DISPLAY, SampleType.BITS16, values, known));
        assertEquals(new ToneMap(0, 255), map(Tone.DISPLAY, SampleType.RGB, values, known));
        assertEquals(new ToneMap(0, 65535), map(Tone.FULL, SampleType.BITS16, values, known));
        assertEquals(new ToneMap(0, 65535), map(Tone.FULL, SampleType.BITS32, values, known));
    }

    @Test
    void onlyKnownFiniteSamplesCount() {
        final float[] values = { Float.NaN, Float.POSITIVE_INFINITY, 2, 3, 900 };
        final boolean[] known = { true, true, true, true, false };
        assertEquals(new ToneMap(2, 3), map(Tone.AUTO, SampleType.BITS32, values, known));
        assertEquals(new ToneMap(2, 900), map(Tone.FULL, SampleType.BITS32, values, new boolean[5]));
        assertEquals(new ToneMap(0, 1), map(Tone.FULL, SampleType.BITS32, new float[] { Float.NaN }, all(1)));
    }

    @Test
    void constantImagesAndNearlyConstantOnesAreSafe() {
        final float[] flat = new float[5000];
        Arrays.fill(flat, 1e30f);
        final ToneMap map = map(Tone.AUTO, SampleType.BITS32, flat, all(flat.length));
        assertTrue(Float.isFinite(map.toTone(1e30f)) && Float.isFinite(map.toTone(1.0001e30f)));
        assertEquals(1e30f, (float) map.toSample(map.toTone(1e30f)));
        Arrays.fill(flat, 10);
        flat[0] = 500;
        assertEquals(new ToneMap(10, 500), map(Tone.AUTO, SampleType.BITS32, flat, all(flat.length)));
        assertEquals(new ToneMap(4, 5), new ToneMap(4, 4));
    }

    private static ToneMap map(final Tone tone, final SampleType type, final float[] values, final boolean[] known) {
        return ToneMap.of(tone, type, IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray(), known,
                new ImageInfo.DisplayRange(30, 40));
    }

    private static boolean[] all(final int n) {
        final boolean[] known = new boolean[n];
        Arrays.fill(known, true);
        return known;
    }
}
