package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FftTest {

    @ParameterizedTest
    @CsvSource({ "1,1", "2,1", "1,3", "4,4", "8,6", "5,7", "64,3", "12,10", "9,11", "30,26", "13,49" })
    void itIsWhatTheDefinitionSays(final int width, final int height) {
        final Random random = new Random(7L * width + height);
        final double[] re = random.doubles((long) width * height, -1, 1).toArray();
        final double[] im = random.doubles((long) width * height, -1, 1).toArray();
        final double[] x = re.clone(), y = im.clone();
        Fft.transform(x, y, width, height, false);
        for (int v = 0; v < height; v++)
            for (int u = 0; u < width; u++) {
                double sumRe = 0, sumIm = 0;
                for (int j = 0; j < height; j++)
                    for (int i = 0; i < width; i++) {
                        final double angle = -2 * Math.PI * ((double) u * i / width + (double) v * j / height);
                        final int at = j * width + i;
                        sumRe += re[at] * Math.cos(angle) - im[at] * Math.sin(angle);
                        sumIm += re[at] * Math.sin(angle) + im[at] * Math.cos(angle);
                    }
                final double scale = 1 / Math.sqrt((double) width * height);
                assertEquals(sumRe * scale, x[v * width + u], 1e-11);
                assertEquals(sumIm * scale, y[v * width + u], 1e-11);
            }
        Fft.transform(x, y, width, height, true);
        assertArrayEquals(re, x, 1e-14);
        assertArrayEquals(im, y, 1e-14);
    }

    /** A sum of one frequency and a mean, whose transform is known without computing one; 704 has the prime 11. */
    @Test
    void aWaveIsOneFrequency() {
        final int width = 704, height = 320;
        final double[] re = new double[width * height], im = new double[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                re[y * width + x] = 0.5 + Math.cos(2 * Math.PI * (5.0 * x / width + 3.0 * y / height));
        Fft.transform(re, im, width, height, false);
        final double root = Math.sqrt((double) width * height);
        for (int i = 0; i < re.length; i++) {
            final double expected = i == 0 ? 0.5 * root
                    : i == 3 * width + 5 || i == (height - 3) * width + width - 5 ? root / 2 : 0;
            assertEquals(expected, re[i], 1e-10);
            assertEquals(0, im[i], 1e-10);
        }
    }
}
