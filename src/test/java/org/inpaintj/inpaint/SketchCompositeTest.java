package org.inpaintj.inpaint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.samples.ColourPalette;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.ExtendedBoxBlur;

/**
 * What diffusion starts from where something was painted: against numbers of Pillow ({@code sketch_golden.py} in
 * models/tools), and against the formula.
 */
class SketchCompositeTest {

    private static final Box ALL = new Box(0, 0, 24, 16), PAINT = new Box(0, 4, 12, 8);

    private static Strokes strokes(final Samples samples, final Box box) {
        final boolean[] painted = new boolean[box.width() * box.height()];
        Arrays.fill(painted, true);
        return new Strokes(box, samples, painted);
    }

    private static Samples picture() {
        final int[] rgb = new int[24 * 16];
        for (int i = 0; i < rgb.length; i++)
            rgb[i] = 10 * (i % 24) << 16 | 15 * (i / 24) << 8 | 128;
        return new Samples(SampleType.RGB, 24, 16, List.of(rgb));
    }

    private static Strokes paint(final int colour) {
        final int[] rgb = new int[PAINT.width() * PAINT.height()];
        Arrays.fill(rgb, colour);
        return strokes(new Samples(SampleType.RGB, PAINT.width(), PAINT.height(), List.of(rgb)), PAINT);
    }

    @ParameterizedTest
    @CsvSource({ "0, 255", "10, 229", "25, 191", "49, 130", "50, 127", "75, 63", "90, 25", "100, 0" })
    void transparencyLeavesTheLevelsOfTheWebUi(final int transparency, final int level) {
        assertEquals(level, SketchComposite.level(transparency));
    }

    /** A row of one channel, with the paint at the border of the picture. */
    @ParameterizedTest
    @CsvSource({
        "ff0000, 0, 0, 118 122 125 129 131 133 134 135 134 133 132 133 135 140 145 153 161 170 180 190 200 210 220 230",
        "ff0000, 10, 0,106 110 114 118 121 125 127 128 128 129 129 131 134 139 145 153 161 170 180 190 200 210 220 230",
        "ff0000, 75, 0, 29 38 46 55 63 71 78 86 93 101 108 116 124 132 141 151 160 170 180 190 200 210 220 230",
        "0000ff, 0, 0, 5 9 14 19 25 32 41 51 61 73 86 100 112 125 137 148 159 170 180 190 200 210 220 230",
        "0000ff, 0, 2, 184 184 183 183 180 178 175 170 164 157 151 145 140 135 132 130 129 128 128 128 128 128 128 128",
        "0000ff, 50, 2,156 156 155 155 154 153 151 149 146 143 139 136 134 132 130 129 128 128 128 128 128 128 128 128",
        "0000ff, 49, 1, 94 94 94 95 96 97 98 101 103 106 109 112 115 117 118 119 119 120 120 120 120 120 120 120",
        "ff0000, 100, 0, 0 10 20 30 40 50 60 70 80 90 100 110 120 130 140 150 160 170 180 190 200 210 220 230" })
    void aRedMaskAndABlueOneAreThoseOfPillow(final String colour, final int transparency, final int channel,
            final String row) {
        final Samples made = SketchComposite.of(paint(Integer.parseInt(colour, 16)), transparency, 4, ALL)
                .over(picture(), ALL, ColourPalette.NONE);
        final int[] expected = Arrays.stream(row.split(" ")).mapToInt(Integer::parseInt).toArray();
        for (int x = 0; x < 24; x++)
            // Pillow rounds to 8 bits in between
            assertEquals(expected[x], made.get(channel, 8 * 24 + x), 1, "column " + x);
    }

    @ParameterizedTest
    @ValueSource(ints = { 8, 16, 32, 24 })
    void everyTypeIsMixedAsTheFormulaSays(final int bits) {
        final SampleType type = SampleType.of(bits);
        final Random random = new Random(bits);
        final Box paint = new Box(7, 3, 9, 6);
        final int planes = bits == 16 ? 2 : 1;
        final Samples image = noise(type, ALL, planes, random), over = noise(type, paint, planes, random);
        final Strokes strokes = strokes(over, paint);
        final Samples made = SketchComposite.of(strokes, 30, 2, ALL).over(image, ALL, ColourPalette.NONE);
        final float[] m = new float[24 * 16];
        for (int i = 0; i < m.length; i++)
            m[i] = strokes.mask().at(i % 24, i / 24) * (178 / 255f);
        final float[] gm = ExtendedBoxBlur.blur(new Plane(m, 24, 16), 2).values();
        for (int c = 0; c < image.channels(); c++) {
            final float[] painted = new float[m.length];
            for (int i = 0; i < m.length; i++)
                painted[i] = (float) (m[i] > 0 ? over.get(c, (i / 24 - 3) * 9 + i % 24 - 7) : image.get(c, i));
            final float[] gauss = ExtendedBoxBlur.blur(new Plane(painted, 24, 16), 2).values();
            final double scale = bits == 32 ? 1e-3 : 0.51;
            for (int i = 0; i < m.length; i++)
                assertEquals(gauss[i] * gm[i] + image.get(c, i) * (1 - gm[i]), made.get(c, i), scale, "pixel " + i);
        }
    }

    private static Samples noise(final SampleType type, final Box box, final int planes, final Random random) {
        final Samples out = Samples.blank(type, box.width(), box.height(), planes);
        for (int c = 0; c < out.channels(); c++)
            for (int i = 0; i < box.width() * box.height(); i++)
                out.set(c, i, type.whole() ? random.nextInt((int) type.max()) : random.nextDouble(-3, 5));
        return out;
    }

    @Test
    void aCropHasWhatTheWholeHas() {
        final Random random = new Random(5);
        for (int k = 0; k < 40; k++) {
            final Box whole = new Box(0, 0, 40, 30), paint = box(whole, random), crop = box(whole, random);
            final Samples image = noise(SampleType.BITS16, whole, 1, random);
            final SketchComposite composite = SketchComposite.of(
                    strokes(noise(SampleType.BITS16, paint, 1, random), paint), random.nextInt(101),
                    random.nextInt(4), whole);
            final Samples all = composite.over(image, whole, ColourPalette.NONE);
            final Samples part = composite.over(image.crop(composite.around(crop)), crop, ColourPalette.NONE);
            assertArrayEquals(all.crop(crop).values(0), part.values(0), 1, "crop " + crop + " of paint " + paint);
        }
    }

    private static Box box(final Box in, final Random random) {
        final int w = 1 + random.nextInt(in.width()), h = 1 + random.nextInt(in.height());
        return new Box(random.nextInt(in.width() - w + 1), random.nextInt(in.height() - h + 1), w, h);
    }

    @Test
    void whatNoPaintReachesKeepsEveryBit() {
        final Samples image = Samples.blank(SampleType.BITS32, 40, 16, 1);
        final float[] plane = (float[]) image.planes().get(0);
        for (int i = 0; i < plane.length; i++)
            plane[i] = Float.intBitsToFloat(0x7fc00000 + i);
        final Box all = new Box(0, 0, 40, 16), paint = new Box(2, 2, 3, 3);
        final Samples red = Samples.blank(SampleType.BITS32, 3, 3, 1);
        Arrays.fill((float[]) red.planes().get(0), 7);
        final float[] made = (float[]) SketchComposite.of(strokes(red, paint), 20, 2, all).over(image, all,
                ColourPalette.NONE).planes().get(0);
        assertEquals(7, made[3 * 40 + 3], 1e-5, "paint over what was not measured");
        for (int y = 0; y < 16; y++)
            for (int x = 20; x < 40; x++)
                assertEquals(0x7fc00000 + y * 40 + x, Float.floatToRawIntBits(made[y * 40 + x]));
    }

    @Test
    void withoutAMaskThePaintLiesOverTheImageAsItIs() {
        final Samples image = picture(), made = SketchComposite.of(paint(0x123456), 0, 0, ALL).over(image, ALL,
                ColourPalette.NONE);
        final int[] before = (int[]) image.planes().get(0), after = (int[]) made.planes().get(0);
        for (int i = 0; i < after.length; i++)
            assertEquals(i % 24 < 12 && i / 24 >= 4 && i / 24 < 12 ? 0x123456 : before[i], after[i]);
        final Samples half = SketchComposite.of(paint(0xff0000), 50, 0, ALL).over(image, ALL, ColourPalette.NONE);
        assertEquals(127, half.get(0, 8 * 24), 1e-9);
        assertEquals(60.2, half.get(1, 8 * 24), 0.5);
    }

    @Test
    void anIndexedImageTakesTheNearestOfItsColours() {
        final ColourPalette palette = new ColourPalette(new int[] { 0x000000, 0x0000ff, 0xff0000, 0x7f0000 });
        final Samples image = Samples.blank(SampleType.BITS8, 24, 16, 1);
        final byte[] red = new byte[PAINT.width() * PAINT.height()];
        Arrays.fill(red, (byte) 2);
        final Samples made = SketchComposite.of(strokes(new Samples(SampleType.BITS8, 12, 8, List.of(red)), PAINT), 50,
                0, ALL).over(image, ALL, palette);
        assertEquals(3, made.get(0, 8 * 24), "half of red over black");
        assertEquals(0, made.get(0, 0));
    }

    @Test
    void strokesAreWhatDiffers() {
        final Samples before = picture(), after = picture();
        final int[] pixels = (int[]) after.planes().get(0);
        pixels[5 * 24 + 7] ^= 1;
        pixels[9 * 24 + 3] ^= 0xff00;
        // no colour
        pixels[0] ^= 0xff000000;
        final Strokes found = Strokes.of(ALL, box -> Strokes.between(box, before.crop(box), after.crop(box)))
                .orElseThrow();
        assertEquals(new Box(3, 5, 5, 5), found.box());
        int count = 0;
        for (final boolean painted : found.painted())
            count += painted ? 1 : 0;
        assertEquals(2, count);
        assertTrue(found.painted()[4] && found.painted()[20]);
        assertTrue(Strokes.of(ALL, box -> Strokes.between(box, before.crop(box), before.crop(box))).isEmpty());
    }
}
