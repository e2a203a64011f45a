package org.inpaintj.inpaint.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.raster.ResizeMode;
import org.inpaintj.raster.WebuiPictures;
import org.inpaintj.raster.WebuiPictures.Picture;
import org.inpaintj.upscale.Upscaler;

class SamplesResizerTest {

    /** Pixel for pixel what Pillow 9.5 makes of the picture, by the geometry of the WebUI. */
    @ParameterizedTest
    @ValueSource(strings = { "just_41x17", "just_12x9", "just_30x47", "crop_26x26", "crop_50x22", "crop_9x33",
        "fill_44x20", "fill_36x40", "fill_15x16" })
    void picturesAreThoseOfTheWebui(final String name) {
        final Picture source = WebuiPictures.all().get("source"), wanted = WebuiPictures.all().get(name);
        final Samples made = resize(rgb(source), mode(name), wanted.width(), wanted.height());
        assertEquals(SampleType.RGB, made.type());
        for (int c = 0; c < 3; c++)
            assertArrayEquals(rgb(wanted).values(c), made.values(c));
        final Samples grey = new Samples(SampleType.BITS8, source.width(), source.height(),
                List.of(bytes(rgb(source), 1)));
        assertArrayEquals(bytes(rgb(wanted), 1), (byte[]) resize(grey, mode(name), wanted.width(), wanted.height())
                .planes().get(0));
    }

    /** In 16 and 32 bits there are no steps of 8 bits in between, and each channel of several is resized alone. */
    @ParameterizedTest
    @ValueSource(ints = { 16, 32 })
    void depthIsKept(final int bits) {
        final int width = 9, height = 6;
        final SampleType type = SampleType.of(bits);
        final Samples samples = Samples.blank(type, width, height, 2);
        final double unit = bits == 16 ? 1000 : 0.001;
        for (int c = 0; c < 2; c++)
            for (int i = 0; i < width * height; i++)
                samples.set(c, i, unit * (20 + 3 * (i % width) + c * (i / width)));
        final Samples made = resize(samples, ResizeMode.JUST, 13, 11);
        for (int c = 0; c < 2; c++) {
            final Plane wanted = PillowResampler.LANCZOS.resize(new Plane(samples.channel(c), width, height), 13, 11);
            for (int i = 0; i < 13 * 11; i++)
                assertEquals(type.nearest(wanted.values()[i]), made.get(c, i));
        }
        final Samples filled = resize(samples, ResizeMode.FILL, width, height + 4);
        for (int x = 0; x < width; x++)
            assertEquals(type.nearest(1.125 * samples.get(1, x) - 0.125 * samples.get(1, width + x)),
                    filled.get(1, x), 1e-5 * unit);
        assertArrayEquals(samples.crop(new Box(1, 0, 6, 6)).values(1),
                resize(samples, ResizeMode.CROP, 6, 6).values(1));
    }

    @Test
    void whatIsMissingStaysMissingAndNothingElse() {
        final Samples samples = Samples.blank(SampleType.BITS32, 12, 8, 1);
        for (int i = 0; i < 96; i++)
            samples.set(0, i, 5);
        ((float[]) samples.planes().get(0))[3 * 12 + 4] = Float.NaN;
        final double[] made = resize(samples, ResizeMode.JUST, 24, 16).values(0);
        int missing = 0;
        for (int i = 0; i < made.length; i++)
            if (Double.isNaN(made[i])) {
                missing++;
                assertTrue(i % 24 / 2 == 4 && i / 24 / 2 == 3, "at " + i);
            } else
                assertEquals(5, made[i], 1e-5);
        assertTrue(missing > 0, "it is missing");
    }

    /** Numbers of colours are no intensities: between the first and the last colour there is the one between. */
    @Test
    void colourNumbersBecomeThoseOfTheNearestColours() {
        final ColourPalette palette = new ColourPalette(new int[] { 0x000000, 0x00ff00, 0xffffff, 0x808080 });
        final Samples samples = new Samples(SampleType.BITS8, 4, 1, List.of(new byte[] { 0, 0, 2, 2 }));
        final byte[] made = (byte[]) new SamplesResizer(ResizeMode.JUST, 3, 1, Optional.empty())
                .resize(samples, palette, Progress.NONE).planes().get(0);
        assertArrayEquals(new byte[] { 0, 3, 2 }, made);
    }

    /** An upscaler of another value, to be seen. */
    private static final Upscaler CONSTANT = new Upscaler() {

        @Override
        public String id() {
            return "constant";
        }

        @Override
        public String title() {
            return "Constant";
        }

        @Override
        public List<Integer> factors() {
            return List.of(2);
        }

        @Override
        public int channels() {
            return 0;
        }

        @Override
        public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
                final int factor, final Progress progress) {
            return Plane.image(Plane.channels(pixels).stream().map(plane -> Plane.filled(0.75f, 2 * plane.width(),
                    2 * plane.height())).toList());
        }
    };

    @Test
    void anUpscalerEnlargesInTheRangeOfTheSamplesAndNothingElse() {
        final Samples deep = Samples.blank(SampleType.BITS16, 8, 4, 1);
        for (int i = 0; i < 32; i++)
            deep.set(0, i, 1000 + 100 * (i % 8));
        final SamplesResizer larger = new SamplesResizer(ResizeMode.JUST, 12, 8, Optional.of(CONSTANT));
        assertTrue(larger.enlarges(8, 4));
        for (final double value : larger.resize(deep, ColourPalette.NONE, Progress.NONE).values(0))
            assertEquals(1525, value, "three quarters from 1000 to 1700");
        final SamplesResizer smaller = new SamplesResizer(ResizeMode.JUST, 4, 2, Optional.of(CONSTANT));
        assertArrayEquals(resize(deep, ResizeMode.JUST, 4, 2).values(0),
                smaller.resize(deep, ColourPalette.NONE, Progress.NONE).values(0));
        final Samples rgb = larger.resize(Samples.blank(SampleType.RGB, 8, 4, 1), ColourPalette.NONE, Progress.NONE);
        assertEquals(191, rgb.get(2, 5), "of 255, whatever the samples");
    }

    private static ResizeMode mode(final String name) {
        return ResizeMode.valueOf(name.substring(0, 4).toUpperCase(Locale.ROOT));
    }

    private static Samples rgb(final Picture picture) {
        return new Samples(SampleType.RGB, picture.width(), picture.height(), List.of(picture.packed()));
    }

    private static byte[] bytes(final Samples samples, final int channel) {
        final double[] values = samples.values(channel);
        final byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) (int) values[i];
        return bytes;
    }

    private static Samples resize(final Samples samples, final ResizeMode mode, final int width, final int height) {
        return new SamplesResizer(mode, width, height, Optional.empty()).resize(samples, ColourPalette.NONE,
                Progress.NONE);
    }
}
