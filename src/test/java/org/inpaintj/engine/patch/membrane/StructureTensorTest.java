package org.inpaintj.engine.patch.membrane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

class StructureTensorTest {

    private static PyramidLevel tensors(final PyramidLevel level, final int threads) {
        try (ParallelBands bands = new ParallelBands(threads, Progress.NONE)) {
            return StructureTensor.of(level, bands);
        }
    }

    /** Of a plane, in its hole too: the products of its slopes over the sum of their squares. */
    @Test
    void aPlaneHasOneDirection() {
        final PatchScenes scene = new PatchScenes(70, 50, 2, 1).hole(20, 15, 17, 12).hole(60, 40, 10, 10);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = 0.5f + (3 * (i % 70) - 4 * (i / 70 % 50)) / 1000f;
        final PyramidLevel tensors = tensors(scene.level(), 2);
        assertEquals(69, tensors.width);
        assertEquals(49, tensors.height);
        for (int y = 0; y < 49; y++)
            for (int x = 0; x < 69; x++) {
                final int i = tensors.index(x, y) * tensors.depth;
                assertEquals(0.36, tensors.f[i], 1e-3);
                assertEquals(0.64, tensors.f[i + 1], 1e-3);
                assertEquals(-0.48, tensors.f[i + 2], 1e-3);
            }
    }

    /** Every known cell against sums over all cells around it. */
    @Test
    void itIsTheWeightedMeanOverKnownCells() {
        final PatchScenes scene = new PatchScenes(21, 40, 3, 7).hole(5, 6, 8, 20).hole(18, 0, 3, 5);
        final PyramidLevel level = scene.level(), tensors = tensors(level, 3);
        final Random other = new Random(1);
        for (final int i : level.hole)
            level.f[i * level.depth] = other.nextFloat(); // does not count
        assertArrayEquals(tensors.f, tensors(level, 1).f);
        final double[] window = { 0.0044, 0.054, 0.242, 0.399, 0.242, 0.054, 0.0044 };
        for (int y = 0; y < 39; y++)
            for (int x = 0; x < 20; x++) {
                if (tensors.state[tensors.index(x, y)] == PyramidLevel.HOLE)
                    continue;
                double xx = 0, yy = 0, xy = 0;
                for (int v = Math.max(0, y - 3); v <= Math.min(38, y + 3); v++)
                    for (int u = Math.max(0, x - 3); u <= Math.min(19, x + 3); u++) {
                        if (masked(scene, u, v) || masked(scene, u + 1, v) || masked(scene, u, v + 1)
                                || masked(scene, u + 1, v + 1))
                            continue;
                        for (int k = 0; k < 3; k++) {
                            final double a = at(scene, u, v, k), b = at(scene, u + 1, v, k), c = at(scene, u, v + 1, k);
                            final double d = at(scene, u + 1, v + 1, k), w = window[u - x + 3] * window[v - y + 3];
                            xx += w * (b - a + d - c) * (b - a + d - c);
                            yy += w * (c - a + d - b) * (c - a + d - b);
                            xy += w * (b - a + d - c) * (c - a + d - b);
                        }
                    }
                final int i = tensors.index(x, y) * tensors.depth;
                assertEquals(xx / (xx + yy), tensors.f[i], 1e-4);
                assertEquals(yy / (xx + yy), tensors.f[i + 1], 1e-4);
                assertEquals(xy / (xx + yy), tensors.f[i + 2], 1e-4);
            }
    }

    private static boolean masked(final PatchScenes scene, final int x, final int y) {
        return scene.mask[y * scene.width + x] > 0;
    }

    private static double at(final PatchScenes scene, final int x, final int y, final int k) {
        return scene.pixels[(k * scene.height + y) * scene.width + x];
    }

    @Test
    void aFlatImageHasNoDirection() {
        final PyramidLevel tensors = tensors(new PatchScenes(20, 16, 1, 1).constant(0.3f).hole(5, 5, 4, 4).level(), 1);
        for (int i = 0; i < tensors.state.length; i++)
            if (tensors.state[i] != PyramidLevel.OUTSIDE) {
                assertEquals(0.5, tensors.f[i * tensors.depth], 1e-3);
                assertEquals(0.5, tensors.f[i * tensors.depth + 1], 1e-3);
                assertEquals(0, tensors.f[i * tensors.depth + 2], 1e-3);
            }
    }

    @Test
    void withoutAKnownCellThereIsNone() {
        assertNull(tensors(new PatchScenes(6, 2, 1, 1).hole(1, 0, 1, 1).hole(3, 1, 1, 1).hole(5, 0, 1, 1).level(), 1));
        assertNotNull(tensors(new PatchScenes(2, 3, 1, 1).hole(0, 2, 2, 1).level(), 1));
    }
}
