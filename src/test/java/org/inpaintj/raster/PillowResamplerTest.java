package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Plane;

class PillowResamplerTest {

    /** The picture that the references were made of. */
    private static byte[] chirp(final int width, final int height) {
        final byte[] pixels = new byte[3 * width * height];
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    pixels[i++] = (byte) ((3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) / 16);
        return pixels;
    }

    @Test
    void aSmallPictureIsPillows() {
        final byte[] expected = { 0, 2, 5, 0, 3, 5, 2, 5, 7, 0, 2, 5, 1, 3, 6, 3, 5, 8, 0, 2, 5, 1, 4, 6, 3, 6, 9, 1, 3,
            6, 2, 5, 7, 4, 7, 10 };
        assertArrayEquals(expected, PillowResampler.LINEAR.resize(chirp(5, 3), 3, 5, 3, 3, 4));
    }

    /** Kernel, width, height, new width, new height, CRC-32 of the pixels that Pillow 13.0.0 makes of the chirp. */
    @ParameterizedTest
    @ValueSource(strings = {
        "BOX 37 23 11 41 aaeac172", "BOX 5 9 64 3 66843058", "BOX 97 61 96 61 a36e201b", "BOX 1 1 4 3 beb968a1",
        "BOX 200 150 33 160 87b11d89", "LINEAR 37 23 11 41 6ce424eb", "LINEAR 5 9 64 3 d56569bb",
        "LINEAR 97 61 96 61 1eb024bc", "LINEAR 1 1 4 3 beb968a1", "LINEAR 200 150 33 160 57115f5c",
        "HAMMING 37 23 11 41 e5648ee3", "HAMMING 5 9 64 3 0821b3e8", "HAMMING 97 61 96 61 0d997ce3",
        "HAMMING 200 150 33 160 01eefa24", "CUBIC 37 23 11 41 351d08df", "CUBIC 5 9 64 3 b177fd3f",
        "CUBIC 97 61 96 61 13d906b9", "CUBIC 200 150 33 160 f451c25d", "LANCZOS 37 23 11 41 ca45f1ee",
        "LANCZOS 5 9 64 3 4b2903ce", "LANCZOS 97 61 96 61 aac2409b", "LANCZOS 200 150 33 160 6fd14a17" })
    void eightBitPicturesArePillowsToTheBit(final String line) {
        final String[] words = line.split(" ");
        final int[] n = Arrays.stream(words, 1, 5).mapToInt(Integer::parseInt).toArray();
        final CRC32 crc = new CRC32();
        crc.update(PillowResampler.valueOf(words[0]).resize(chirp(n[0], n[1]), 3, n[0], n[1], n[2], n[3]));
        assertEquals(words[5], String.format("%08x", crc.getValue()));
    }

    @Test
    void theSameSizeIsTheSamePicture() {
        final byte[] pixels = chirp(4, 3);
        assertSame(pixels, PillowResampler.CUBIC.resize(pixels, 3, 4, 3, 4, 3));
    }

    @Test
    void flatPlanesStayFlatAndNothingAliases() {
        final float[] flat = new float[12 * 9];
        Arrays.fill(flat, 0.3f);
        final float[] stripes = new float[64 * 4];
        for (int i = 0; i < stripes.length; i++)
            stripes[i] = i % 2;
        for (final PillowResampler resampler : PillowResampler.values()) {
            for (final float v : resampler.resize(new Plane(flat, 12, 9), 31, 5).values())
                assertEquals(0.3, v, 1e-6);
            final float[] reduced = resampler.resize(new Plane(stripes, 64, 4), 16, 4).values();
            for (int x = 2; x < 14; x++)
                assertEquals(0.5, reduced[x], 0.01);
        }
    }
}
