package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class HistogramMatchTest {

    /** By hand: shares 1/4, 3/4, 1 of the source at shares 1/2 and 1 of the reference. */
    @Test
    void sharesBecomeTheReferencesValues() {
        assertArrayEquals(new double[] { 10, 15, 20, 15 },
                HistogramMatch.match(new double[] { 1, 2, 3, 2 }, new double[] { 20, 10 }), 1e-15);
    }

    @Test
    void ofItselfItIsItself() {
        final double[] some = { 3, 0, 5, 0, 3, 1e300, -7 };
        assertArrayEquals(some, HistogramMatch.match(some, some));
    }

    @Test
    void oneValueTakesTheLargestOfTheReference() {
        assertArrayEquals(new double[] { 4, 4 }, HistogramMatch.match(new double[] { 9, 9 }, new double[] { 1, 4 }));
    }

    @Test
    void thereIsOneZero() {
        assertArrayEquals(new double[] { 7, 7, 9 }, HistogramMatch.match(new double[] { 0.0, -0.0, 1 },
                new double[] { 5, 7, 9 }), 1e-15);
    }

    /** Against a search through all values, for each. */
    @Test
    void itIsWhatTheDefinitionSays() {
        final Random random = new Random(3);
        final double[] source = random.doubles(400).map(v -> Math.rint(30 * v)).toArray();
        final double[] reference = random.doubles(150).map(v -> Math.rint(90 * v * v)).toArray();
        final double[] made = HistogramMatch.match(source, reference);
        final double[] values = Arrays.stream(reference).sorted().distinct().toArray();
        for (int i = 0; i < source.length; i++) {
            final double own = source[i];
            final double share = Arrays.stream(source).filter(v -> v <= own).count() / 400.0;
            double expected = values[0], before = 0;
            for (int j = 0; j < values.length; j++) {
                final double value = values[j];
                final double here = Arrays.stream(reference).filter(v -> v <= value).count() / 150.0;
                if (here >= share) {
                    expected = j == 0 ? value
                            : values[j - 1] + (value - values[j - 1]) * (share - before) / (here - before);
                    break;
                }
                before = here;
            }
            assertEquals(expected, made[i], 1e-9);
        }
    }

    @Test
    void orderAndRangeStay() {
        final Random random = new Random(5);
        final double[] source = random.doubles(1000, -3, 8).toArray();
        final double[] made = HistogramMatch.match(source, random.doubles(77, 10, 20).toArray());
        for (int i = 1; i < made.length; i++) {
            assertTrue(made[i] >= 10 && made[i] <= 20);
            assertTrue((source[i] - source[i - 1]) * (made[i] - made[i - 1]) >= 0);
        }
    }

    @Test
    void nothingCannotBeMatched() {
        assertThrows(IllegalArgumentException.class, () -> HistogramMatch.match(new double[0], new double[1]));
    }
}
