package org.inpaintj.raster.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Gaussian;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.Morphology;

/** Masks in squares against the same in one array, with fixed seeds. */
class TileMaskTest {

    private static final int WIDTH = 700, HEIGHT = 600;
    private static final Box IMAGE = new Box(0, 0, WIDTH, HEIGHT);

    private static byte[] all(final TileMask mask) {
        return mask.values(new Box(0, 0, mask.width(), mask.height()));
    }

    /** A stroke, pixel by pixel. */
    private static void paint(final byte[] values, final Brush brush, final double[] path, final boolean add) {
        for (int y = 0; y < HEIGHT; y++)
            for (int x = 0; x < WIDTH; x++) {
                double squared = Double.POSITIVE_INFINITY;
                for (int i = 0; i < path.length; i += 2) {
                    final int j = path.length == 2 ? 0 : Math.min(i + 2, path.length - 2);
                    squared = Math.min(squared, Line2D.ptSegDistSq(brush.place(path[i]), brush.place(path[i + 1]),
                            brush.place(path[j]), brush.place(path[j + 1]), x + 0.5, y + 0.5));
                }
                final int now = values[y * WIDTH + x] & 255, level = brush.level(squared);
                values[y * WIDTH + x] = (byte) (add ? Math.max(now, level) : Math.min(now, 255 - level));
            }
    }

    private static double[] path(final Random random, final int points) {
        final double[] path = new double[2 * points];
        for (int i = 0; i < path.length; i += 2) {
            path[i] = random.nextDouble() * (WIDTH + 100) - 50;
            path[i + 1] = random.nextDouble() * (HEIGHT + 100) - 50;
        }
        return path;
    }

    private static void same(final byte[] expected, final byte[] actual, final int tolerance) {
        for (int i = 0; i < expected.length; i++)
            if (Math.abs((expected[i] & 255) - (actual[i] & 255)) > tolerance)
                assertEquals(expected[i] & 255, actual[i] & 255, "at " + i % WIDTH + ", " + i / WIDTH);
    }

    @Test
    void strokesAreThoseOfBruteForce() {
        final Random random = new Random(1);
        TileMask mask = TileMask.empty(WIDTH, HEIGHT);
        final byte[] expected = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < 14; i++) {
            final Brush brush = new Brush(i == 0 ? 1 : 1 + random.nextInt(120), random.nextInt(3) / 2.0);
            final double[] path = path(random, 1 + random.nextInt(4));
            mask = mask.paint(brush, path, i % 3 != 2);
            paint(expected, brush, path, i % 3 != 2);
            // on the edge of a brush the distances of both ways may round apart
            same(expected, all(mask), i == 0 ? 0 : 1);
        }
        assertEquals(mask.at(350, 300), expected[300 * WIDTH + 350] & 255);
        assertEquals(0, mask.at(-1, 0) + mask.at(WIDTH, 0) + mask.at(0, HEIGHT));
    }

    @Test
    void aStrokeInPiecesIsTheStrokeAtOnce() {
        final Random random = new Random(2);
        for (final double softness : new double[] { 0, 0.7 }) {
            final Brush brush = new Brush(61, softness);
            final double[] path = path(random, 9);
            final TileMask none = TileMask.empty(WIDTH, HEIGHT);
            TileMask pieces = none;
            for (int i = 0; i + 3 < path.length; i += 2)
                pieces = pieces.paint(brush, new double[] { path[i], path[i + 1], path[i + 2], path[i + 3] }, true);
            assertArrayEquals(all(none.paint(brush, path, true)), all(pieces));
            final TileMask full = TileMask.of(WIDTH, HEIGHT, IMAGE, null);
            TileMask cut = full;
            for (int i = 0; i + 3 < path.length; i += 2)
                cut = cut.paint(brush, new double[] { path[i], path[i + 1], path[i + 2], path[i + 3] }, false);
            assertArrayEquals(all(full.paint(brush, path, false)), all(cut));
        }
    }

    @Test
    void aClickWithAThinBrushSetsOnePixel() {
        final TileMask one = TileMask.empty(WIDTH, HEIGHT).paint(new Brush(1, 1), new double[] { 256.01, 99.99 }, true);
        assertEquals(new Box(256, 99, 1, 1), one.bounds());
        assertEquals(255, one.at(256, 99));
        assertThrows(IllegalArgumentException.class, () -> new Brush(0.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Brush(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new Brush(9, 1.5));
    }

    @Test
    void onlyWhatIsPaintedIsHeld() {
        final TileMask none = TileMask.empty(20_000, 20_000);
        assertTrue(none.isEmpty() && none.held() == 0 && none.bounds().isEmpty());
        final TileMask some = none.paint(new Brush(40, 0.5), new double[] { 100, 9_900, 900, 9_900 }, true);
        assertEquals(4, some.held());
        assertTrue(none.isEmpty(), "the former one is as it was");
        assertEquals(4 * 256, some.difference(none).width());
        final TileMask more = some.paint(new Brush(9, 0), new double[] { 19_999, 19_999 }, true);
        assertEquals(5, more.held());
        assertEquals(new Box(19_995, 19_995, 5, 5), more.difference(some).intersect(more.bounds())
                .intersect(new Box(19_995, 19_995, 99, 99)));
        assertEquals(0, TileMask.of(20_000, 20_000, new Box(0, 0, 19_968, 19_968), null).held());
        assertTrue(some.paint(new Brush(60, 0), new double[] { 90, 9_900, 910, 9_900 }, false).isEmpty());
        assertSame(some, some.paint(new Brush(9, 0), new double[] { -100, -100 }, true));
    }

    @Test
    void masksOfFloatsComeBack() {
        final Random random = new Random(3);
        final float[] values = new float[300 * 280];
        for (int i = 0; i < values.length; i++)
            values[i] = random.nextInt(4) == 0 ? random.nextInt(256) / 255f : 0;
        final Mask mask = new Mask(new Box(200, 210, 300, 280), values);
        final TileMask tiles = TileMask.of(WIDTH, HEIGHT, mask);
        assertEquals(mask.bounds(), tiles.bounds());
        assertArrayEquals(mask.trim().values(), tiles.mask().values());
        assertFalse(tiles.isHard());
        final TileMask beyond = TileMask.of(WIDTH, HEIGHT, new Box(-5, -5, 9, 9), null);
        assertEquals(new Box(0, 0, 4, 4), beyond.bounds());
        assertThrows(IllegalArgumentException.class, () -> TileMask.of(9, 9, new Box(0, 0, 2, 2), new byte[3]));
        assertArrayEquals(all(tiles.or(beyond)), all(beyond.or(tiles)));
        assertEquals(255, tiles.or(beyond).at(3, 3));
    }

    private static Mask floats(final TileMask mask) {
        final byte[] values = all(mask);
        final float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++)
            out[i] = (values[i] & 255) / 255f;
        return new Mask(IMAGE, out);
    }

    private static TileMask painted(final double softness) {
        final Random random = new Random(4);
        TileMask mask = TileMask.of(WIDTH, HEIGHT, new Box(0, 0, 512, 300), null);
        for (int i = 0; i < 6; i++)
            mask = mask.paint(new Brush(20 + 15 * i, softness), path(random, 3), i % 2 == 0);
        return mask;
    }

    @Test
    void hardMasksGrowAsMorphologyGrowsThem() {
        final TileMask mask = painted(0);
        for (final int radius : new int[] { 1, 3, 20, 64, -1, -2, -17, -64 })
            assertArrayEquals(Morphology.grow(floats(mask), radius, IMAGE).over(IMAGE).values(),
                    floats(TileMorphology.grow(mask, radius)).values(), "radius " + radius);
        assertThrows(IllegalArgumentException.class, () -> TileMorphology.grow(mask, 65));
    }

    @Test
    void softMasksGrowByTheLargestValueAround() {
        final TileMask mask = painted(1);
        final int radius = 4;
        final TileMask larger = TileMorphology.grow(mask, radius), smaller = TileMorphology.grow(mask, -radius);
        final Random random = new Random(5);
        for (int i = 0; i < 4000; i++) {
            final int x = random.nextInt(WIDTH), y = random.nextInt(HEIGHT);
            int most = 0, least = 255;
            for (int dy = -radius; dy <= radius; dy++)
                for (int dx = -radius; dx <= radius; dx++)
                    if (dx * dx + dy * dy <= radius * radius && x + dx >= 0 && y + dy >= 0 && x + dx < WIDTH
                            && y + dy < HEIGHT) {
                        most = Math.max(most, mask.at(x + dx, y + dy));
                        least = Math.min(least, mask.at(x + dx, y + dy));
                    }
            assertEquals(most, larger.at(x, y));
            assertEquals(least, smaller.at(x, y));
        }
    }

    @Test
    void smoothingIsAGaussianWhoseBorderGoesOn() {
        for (final double softness : new double[] { 0, 1 }) {
            final TileMask mask = painted(softness);
            final int margin = 12, side = WIDTH + 2 * margin;
            final Plane plane = new Plane(side, HEIGHT + 2 * margin);
            for (int y = 0; y < plane.height(); y++)
                for (int x = 0; x < side; x++)
                    plane.values()[y * side + x] = mask.at(Math.max(0, Math.min(WIDTH - 1, x - margin)),
                            Math.max(0, Math.min(HEIGHT - 1, y - margin)));
            final float[] blurred = Gaussian.blur(plane, 4).values();
            final byte[] expected = new byte[WIDTH * HEIGHT];
            for (int i = 0; i < expected.length; i++) {
                final float v = blurred[(i / WIDTH + margin) * side + i % WIDTH + margin];
                expected[i] = (byte) (softness == 0 ? v >= 127.5f ? 255 : 0 : Math.min(255, Math.round(v)));
            }
            same(expected, all(TileMorphology.smooth(mask, 4)), softness == 0 ? 0 : 1);
        }
    }

    /** What is seen at each zoom: pixels from near, the largest of blocks from afar. */
    @Test
    void theScreenShowsTheMask() {
        final TileMask mask = painted(0.5).paint(new Brush(1, 0), new double[] { 600, 0, 600, 599 }, true);
        for (final double step : new double[] { 0.125, 1, 3.9, 4, 10, 16, 20 }) {
            final int columns = (int) (WIDTH / step), rows = (int) (HEIGHT / step);
            final int[] x = new int[columns], y = new int[rows];
            for (int i = 0; i < columns; i++)
                x[i] = (int) ((i + 0.5) * step);
            for (int i = 0; i < rows; i++)
                y[i] = (int) ((i + 0.5) * step);
            final byte[] seen = new byte[columns * rows];
            mask.look(x, y, step, seen);
            final int block = step < 4 ? 1 : step < 16 ? 4 : 16;
            for (int i = 0; i < seen.length; i += 7) {
                int most = 0;
                final int left = x[i % columns] / block * block, top = y[i / columns] / block * block;
                for (int dy = 0; dy < block; dy++)
                    for (int dx = 0; dx < block; dx++)
                        most = Math.max(most, mask.at(left + dx, top + dy));
                assertEquals(most, seen[i] & 255, "step " + step + " at " + left + ", " + top);
            }
        }
    }
}
