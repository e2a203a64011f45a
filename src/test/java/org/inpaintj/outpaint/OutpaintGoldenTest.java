package org.inpaintj.outpaint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * Against what NumPy and Pillow make of the formulas, to the bit: {@code models/tools/outpaint_golden.py} writes the
 * file and makes the same pictures.
 */
class OutpaintGoldenTest {

    @Test
    void randomNumbersAreNumPys() {
        final Pcg64 random = new Pcg64();
        for (final double expected : new double[] { 0.6369616873214543, 0.2697867137638703, 0.04097352393619469 })
            assertEquals(expected, random.next());
        double last = 0;
        for (int i = 3; i < 1000; i++)
            last = random.next();
        assertEquals(0.3800078966332565, last, "the thousandth, by numpy.random.default_rng(0).random(1000)[-1]");
    }

    @TestFactory
    List<DynamicTest> startsAreThoseOfTheOriginalScripts() throws IOException {
        final List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = OutpaintGoldenTest.class.getResourceAsStream("golden.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                final String[] parts = line.split(" \\| ");
                tests.add(DynamicTest.dynamicTest(parts[0], () -> {
                    final String[] words = parts[0].split(" ");
                    final List<String> cases = Arrays.asList(parts).subList(1, parts.length);
                    assertEquals(cases, words[0].equals("mk2") ? mk2(words) : mosaic(words));
                }));
            });
        }
        assertEquals(12, tests.size());
        return tests;
    }

    private static List<String> mk2(final String[] words) {
        final int blur = Integer.parseInt(words[6]), process = Integer.parseInt(words[9]);
        Samples now = picture(words);
        final OutpaintKeys keys = OutpaintKeys.KEYS.parse(Map.of("directions", words[4], "expand", words[5]));
        final int expand = keys.border().expand();
        final Margins margins = Margins.of(keys.directions(), expand, expand).rounded(now.width(), now.height());
        final List<String> made = new ArrayList<>();
        for (final Direction side : keys.directions()) {
            final Mk2Pass pass = Mk2Pass.of(side, now.width(), now.height(), margins.on(side), blur, process);
            final Samples start = OutpaintCanvas.noised(OutpaintCanvas.enlarged(now, pass.canvas(), pass.place(), 0),
                    pass.masked(), ToneRange.of(now), Double.parseDouble(words[7]), Double.parseDouble(words[8]));
            final Samples strip = start.crop(pass.strip());
            made.add(side.word() + " " + strip.width() + " " + strip.height() + " " + crc(strip) + " "
                    + crc(pass.mask()));
            final Samples grown = start.crop(pass.grown());
            OutpaintCanvas.put(now, grown, pass.place());
            now = grown;
        }
        return made;
    }

    private static List<String> mosaic(final String[] words) {
        final Samples image = picture(words);
        final String[] names = { "fill", "stretch", "ratio", "expand_x", "expand_y", "short", "long", "mask_overlap",
            "feather" };
        final Map<String, String> values = new java.util.HashMap<>(Map.of("directions", words[4]));
        for (int i = 0; i < names.length; i++)
            values.put(names[i], words[5 + i]);
        final OutpaintKeys keys = OutpaintKeys.KEYS.parse(values);
        final Mosaic mosaic = new Mosaic(image.width(), image.height(), keys, true);
        final Box canvas = mosaic.margins().canvas(image.width(), image.height());
        final Samples start = Samples.blank(SampleType.RGB, canvas.width(), canvas.height(), 1);
        for (int c = 0; c < 3; c++) {
            final Plane plane = mosaic.start(new Plane(image.channel(c), image.width(), image.height()));
            for (int i = 0; i < plane.values().length; i++)
                start.set(c, i, plane.values()[i]);
        }
        return List.of(start.width() + " " + start.height() + " " + crc(start) + " " + crc(mosaic.mask()));
    }

    /** As the script makes it. */
    private static Samples picture(final String[] words) {
        return picture(Integer.parseInt(words[2]), Integer.parseInt(words[3]), words[1].equals("true"));
    }

    static Samples picture(final int width, final int height, final boolean flat) {
        final Samples out = Samples.blank(SampleType.RGB, width, height, 1);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    out.set(c, y * width + x, flat ? 40 + (2 * x + 3 * y + 20 * c) % 97 + (x / 8 + y / 8) % 2 * 60
                            : (3 * x * x + 5 * y * y + x * y * (c + 1)) / 64 + 7 * x + 40 * c & 255);
        return out;
    }

    private static String crc(final Samples rgb) {
        final byte[] pixels = new byte[3 * rgb.width() * rgb.height()];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) rgb.get(i % 3, i / 3);
        return crc(pixels);
    }

    private static String crc(final Plane mask) {
        final byte[] pixels = new byte[mask.values().length];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) Math.round(255 * mask.values()[i]);
        return crc(pixels);
    }

    private static String crc(final byte[] pixels) {
        final CRC32 crc = new CRC32();
        crc.update(pixels);
        return String.format("%08x", crc.getValue());
    }
}
