package org.inpaintj.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/** Distances, growth, windows and feathers against their definitions. */
class GeometryTest {

    @Test
    void distanceIsTheSmallestOfAll() {
        final SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 300; round++) {
            final int w = random.nextInt(1, 13), h = random.nextInt(1, 13);
            final boolean[] set = set(random, w * h, random.nextDouble() * random.nextDouble());
            assertArrayEquals(distances(set, w, h), DistanceTransform.to(i -> set[i], w, h).values(), 1e-5f, w
                    + " x " + h);
        }
    }

    @Test
    void distanceToNothingIsInfinite() {
        for (final float d : DistanceTransform.to(i -> false, 3, 2).values())
            assertEquals(Float.POSITIVE_INFINITY, d);
    }

    @Test
    void growReachesExactlyTheRadius() {
        final SplittableRandom random = new SplittableRandom(2);
        for (int round = 0; round < 300; round++) {
            final int w = random.nextInt(1, 14), h = random.nextInt(1, 14), radius = random.nextInt(-4, 5);
            final boolean[] set = set(random, w * h, radius < 0 ? 0.9 : 0.1);
            final boolean[] from = set.clone();
            if (radius < 0)
                for (int i = 0; i < from.length; i++)
                    from[i] = !from[i];
            final float[] d = distances(from, w, h);
            final Mask grown = Morphology.grow(mask(set, w, h).trim(), radius, new Box(0, 0, w, h));
            for (int i = 0; i < set.length; i++) {
                final boolean expected = radius > 0 ? d[i] <= radius : radius == 0 ? set[i] : d[i] > -radius;
                assertEquals(expected ? 1 : 0, grown.at(i % w, i / w), "radius " + radius + " at " + i);
            }
        }
    }

    @Test
    void softValuesSurviveGrowth() {
        final Mask soft = Mask.of(new Plane(new float[] { 0, 0.25f, 1, 0.75f, 0 }, 5, 1));
        final Mask grown = Morphology.grow(soft, -1, new Box(0, 0, 5, 1));
        assertEquals(0, grown.at(1, 0));
        assertEquals(0, grown.at(2, 0));
        assertEquals(0, grown.at(3, 0));
        assertEquals(0.25f, Morphology.grow(soft, 0, new Box(0, 0, 5, 1)).at(1, 0));
        assertEquals(1, Morphology.grow(soft, 1, new Box(0, 0, 5, 1)).at(1, 0));
    }

    @Test
    void windowTakesTheLargest() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            final int w = random.nextInt(1, 12), h = random.nextInt(1, 12), r = random.nextInt(0, 5);
            final float[] v = new float[w * h], expected = new float[w * h];
            for (int i = 0; i < v.length; i++)
                v[i] = random.nextInt(100);
            for (int i = 0; i < v.length; i++)
                for (int j = 0; j < v.length; j++)
                    if (Math.abs(i % w - j % w) <= r && Math.abs(i / w - j / w) <= r)
                        expected[i] = Math.max(expected[i], v[j]);
            assertArrayEquals(expected, GreyDilation.max(new Plane(v, w, h), r).values());
        }
    }

    @Test
    void theInwardFeatherIsZeroOutsideAndFollowsTheGaussian() {
        final Mask half = new Mask(new Box(20, 0, 40, 3), ones(120));
        final Box image = new Box(0, 0, 60, 3);
        final Mask alpha = Feather.inward(half, 3, 0, image);
        for (int x = 0; x < 20; x++)
            assertEquals(0, alpha.at(x, 1));
        // 2 Phi(d / sigma) - 1 at half a pixel, at sigma and far inside
        assertEquals(0.1324, alpha.at(20, 1), 2e-3);
        assertEquals(0.6827, (alpha.at(22, 1) + alpha.at(23, 1)) / 2, 2e-2);
        assertEquals(1, alpha.at(50, 1), 1e-4);
    }

    @Test
    void aThinMaskIsStillRepaintedWhole() {
        final Mask line = new Mask(new Box(5, 5, 20, 3), ones(60));
        final Mask alpha = Feather.inward(line, 4, 0, new Box(0, 0, 30, 30));
        assertEquals(1, alpha.at(15, 6), 1e-6);
        assertTrue(alpha.at(15, 5) > 0.2 && alpha.at(15, 5) < 0.6);
        assertEquals(0, alpha.at(15, 4));
    }

    @Test
    void theOutwardFeatherKeepsTheMaskAndEndsAtTheSpill() {
        final Mask square = new Mask(new Box(10, 10, 10, 10), ones(100));
        final Box image = new Box(0, 0, 30, 30);
        final Mask alpha = Feather.outward(square, 4, 3, image);
        for (int y = 0; y < 30; y++)
            for (int x = 0; x < 30; x++) {
                final double dx = Math.max(0, Math.max(10 - x, x - 19)), dy = Math.max(0, Math.max(10 - y, y - 19));
                final double d = Math.hypot(dx, dy);
                final float a = alpha.at(x, y);
                assertTrue(d == 0 ? a == 1 : d > 3 ? a == 0 : a > 0 && a <= 1, "at " + x + ", " + y + ": " + a);
            }
        assertTrue(alpha.at(9, 15) > alpha.at(8, 15) && alpha.at(8, 15) > alpha.at(7, 15));
        assertArrayEquals(square.values(), Feather.outward(square, 4, 0, image).trim().values());
        assertArrayEquals(square.values(), Feather.outward(square, 0, 3, image).trim().values());
    }

    @Test
    void aMaskAtTheBorderIsNotFeatheredThere() {
        final Mask corner = new Mask(new Box(0, 0, 20, 20), ones(400));
        assertEquals(1, Feather.inward(corner, 2, 0, new Box(0, 0, 40, 40)).at(0, 0), 1e-4);
        assertEquals(1, Feather.inward(corner, 2, 0, new Box(0, 0, 20, 20)).at(10, 19), 1e-6);
    }

    private static boolean[] set(final SplittableRandom random, final int n, final double share) {
        final boolean[] set = new boolean[n];
        for (int i = 0; i < n; i++)
            set[i] = random.nextDouble() < share;
        return set;
    }

    private static Mask mask(final boolean[] set, final int w, final int h) {
        final float[] v = new float[set.length];
        for (int i = 0; i < v.length; i++)
            v[i] = set[i] ? 1 : 0;
        return Mask.of(new Plane(v, w, h));
    }

    private static float[] distances(final boolean[] set, final int w, final int h) {
        final float[] out = new float[set.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Float.POSITIVE_INFINITY;
            for (int j = 0; j < out.length; j++)
                if (set[j])
                    out[i] = Math.min(out[i], (float) Math.hypot(i % w - j % w, i / w - j / w));
        }
        return out;
    }

    private static float[] ones(final int n) {
        final float[] v = new float[n];
        java.util.Arrays.fill(v, 1);
        return v;
    }
}
