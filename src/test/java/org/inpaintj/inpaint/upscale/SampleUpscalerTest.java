package org.inpaintj.inpaint.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ToneMap;
import org.inpaintj.inpaint.samples.ImageInfo;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.upscale.Upscalers;

class SampleUpscalerTest {

    private static final ModelFixture FIXTURE = ModelFixture.of("upscalers");
    private static final String X4 = FIXTURE.folder().resolve("x4.onnx").toString();

    private static Samples upscale(final String upscaler, final Samples plane, final ToneMap map, final int width,
            final int height) {
        return new SampleUpscaler(Upscalers.named(upscaler), width, height).upscale(plane, map, Progress.NONE);
    }

    private static Samples rgb(final Tensor tensor) {
        final int width = (int) tensor.size(-1), height = (int) tensor.size(-2);
        final Samples out = Samples.blank(SampleType.RGB, width, height, 1);
        for (int i = 0; i < tensor.size(); i++)
            out.set(i / (width * height), i % (width * height), 255 * tensor.get(i));
        return out;
    }

    private static Samples floats(final int width, final int height, final float... values) {
        return new Samples(SampleType.BITS32, width, height, List.of(values));
    }

    /** To the bit. */
    @ParameterizedTest
    @ValueSource(strings = { "lanczos", "bicubic", "nearest" })
    void bytesAreEnlargedAsPillowDoes(final String upscaler) {
        final Samples large = upscale(upscaler, rgb(FIXTURE.tensors().get("x4/picture")), new ToneMap(0, 255), 56, 48);
        final Tensor golden = FIXTURE.tensors().get("pillow/" + upscaler);
        for (int i = 0; i < golden.size(); i++)
            assertEquals(golden.get(i), large.get(i / (56 * 48), i % (56 * 48)), "at " + i);
    }

    /** The loop of the WebUI, with 8 bits in between as it has them: no more than a level away. */
    @Test
    void bytesGoThroughNetworksAsInTheWebUi() {
        final Samples large = upscale(X4, rgb(FIXTURE.tensors().get("loop/picture")), new ToneMap(0, 255), 48, 40);
        final Tensor golden = FIXTURE.tensors().get("loop/out");
        for (int i = 0; i < golden.size(); i++)
            assertEquals(255 * golden.get(i), large.get(i / (48 * 40), i % (48 * 40)), 2.01, "at " + i);
    }

    @Test
    void greyBytesAreShownInAllChannels() {
        final Samples grey = Samples.blank(SampleType.BITS8, 6, 5, 1);
        for (int i = 0; i < 30; i++)
            grey.set(0, i, 8 * i);
        final Samples large = upscale(X4, grey, new ToneMap(0, 255), 24, 20);
        assertEquals(24 * 20, large.values(0).length);
        assertTrue(large.get(0, 24 * 20 - 1) > 170 && large.get(0, 0) < 80);
    }

    /** 16 bits are not cut to 8, and nothing lies beyond what was there. */
    @ParameterizedTest
    @ValueSource(strings = { "lanczos", "bicubic", "X4" })
    void sixteenBitsStaySixteen(final String name) {
        final String upscaler = name.equals("X4") ? X4 : name;
        final Samples deep = Samples.blank(SampleType.BITS16, 12, 10, 1);
        final SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 120; i++)
            deep.set(0, i, 10000 + random.nextInt(5000));
        final Samples large = upscale(upscaler, deep, new ToneMap(10000, 15000), 48, 40);
        int fine = 0;
        for (int i = 0; i < 48 * 40; i++) {
            assertTrue(large.get(0, i) >= 10000 && large.get(0, i) < 15000, "" + large.get(0, i));
            fine += large.get(0, i) % 257 == 0 ? 0 : 1;
        }
        assertTrue(fine > 48 * 40 / 2);
        final Samples flat = Samples.blank(SampleType.BITS16, 5, 5, 1);
        for (int i = 0; i < 25; i++)
            flat.set(0, i, 777);
        assertArrayEquals(new double[] { 777, 777 },
                Arrays.copyOf(upscale(upscaler, flat, new ToneMap(777, 777), 20, 20).values(0), 2));
    }

    /** The network sees 0..1; a sample far beyond comes back as it was, and near it is neither more nor less. */
    @Test
    void whatLiesBeyondTheTonesIsKept() {
        final float[] values = new float[64];
        Arrays.fill(values, 100);
        values[27] = 5000;
        values[3] = -40;
        final Samples large = upscale(X4, floats(8, 8, values), new ToneMap(0, 200), 32, 32);
        double most = 0, least = 0;
        for (final double value : large.values(0)) {
            most = Math.max(most, value);
            least = Math.min(least, value);
        }
        assertTrue(most > 3500 && most <= 5000, "" + most);
        assertTrue(least < -20 && least >= -40, "" + least);
    }

    @ParameterizedTest
    @ValueSource(strings = { "lanczos", "bicubic", "nearest", "X4" })
    void missingSamplesStayMissingAndSpreadNowhere(final String name) {
        final float[] values = new float[48];
        for (int i = 0; i < 48; i++)
            values[i] = 3 + i % 8;
        values[18] = Float.NaN;
        values[19] = Float.POSITIVE_INFINITY;
        final Samples large = upscale(name.equals("X4") ? X4 : name, floats(8, 6, values), new ToneMap(3, 10), 24, 18);
        for (int y = 0; y < 18; y++)
            for (int x = 0; x < 24; x++) {
                final int from = y / 3 * 8 + x / 3;
                final double value = large.get(0, y * 24 + x);
                assertEquals(from == 18, Double.isNaN(value), x + ", " + y);
                assertEquals(from == 19, Double.isInfinite(value), x + ", " + y);
                if (Double.isFinite(value))
                    assertTrue(value >= 3 && value <= 10, "" + value);
            }
        final Samples none = upscale(name.equals("X4") ? X4 : name, floats(2, 1, Float.NaN, Float.NaN),
                new ToneMap(0, 1), 4, 2);
        for (final double value : none.values(0))
            assertTrue(Double.isNaN(value));
    }

    @Test
    void twoAreMixed() {
        final Samples a = floats(2, 1, 1, Float.NaN), b = floats(2, 1, 3, 5);
        final Samples mixed = SampleUpscaler.blend(a, b, 0.25);
        assertEquals(1.5, mixed.get(0, 0));
        assertTrue(Double.isNaN(mixed.get(0, 1)));
    }

    /** One map for all planes of a channel, from samples of all. */
    @Test
    void tonesAreThoseOfTheWholeChannel() {
        final UpscaleRun run = new UpscaleRun(UpscaleRequest.KEYS.parse(Map.of("upscaler", X4, "scale", "4")), 30, 30);
        run.look(ImageInfo.DEFAULT, 2, 6, index -> {
            final Samples plane = Samples.blank(SampleType.BITS16, 30, 30, 1);
            for (int i = 0; i < 900; i++)
                plane.set(0, i, index % 2 * 1000 + index / 2 * 100 + i % 100);
            return plane;
        });
        assertEquals(List.of(new ToneMap(0, 299), new ToneMap(1000, 1299)), run.maps());
    }
}
