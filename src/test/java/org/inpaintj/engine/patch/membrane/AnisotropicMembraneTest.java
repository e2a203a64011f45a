package org.inpaintj.engine.patch.membrane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PushPullFill;
import org.inpaintj.engine.patch.level.PyramidLevel;

class AnisotropicMembraneTest {

    private static PyramidLevel filled(final PyramidLevel level, final int threads,
            final BiConsumer<PyramidLevel, ParallelBands> how) {
        try (ParallelBands bands = new ParallelBands(threads, Progress.NONE)) {
            how.accept(level, bands);
        }
        return level;
    }

    private static PyramidLevel spanned(final PatchScenes scene) {
        return filled(scene.level(), 1, AnisotropicMembrane::span);
    }

    /** A wave that rises {@code slope} pixels a pixel. */
    private static PatchScenes stripes(final double slope) {
        final PatchScenes scene = new PatchScenes(90, 80, 1, 1).hole(30, 26, 30, 28);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = (float) (0.5 + 0.4 * Math.sin((i / 90 + slope * (i % 90)) / Math.hypot(1, slope) / 2));
        return scene;
    }

    private static double error(final PatchScenes scene, final PyramidLevel level) {
        double squares = 0;
        for (final int i : level.hole)
            squares += Math.pow(level.f[i * level.depth] - scene.pixels[level.y(i) * scene.width + level.x(i)], 2);
        return Math.sqrt(squares / level.hole.length);
    }

    @Test
    void stripesGoOnWhereTheIsotropicMembraneLosesThem() {
        for (final double slope : new double[] { 0, 0.3, 1, -0.7, 8 }) {
            final PatchScenes scene = stripes(slope);
            final double isotropic = error(scene, filled(scene.level(), 1, PushPullFill::fill)),
                    own = error(scene, spanned(scene));
            assertTrue(own < 0.65 * isotropic, "slope " + slope + ": " + own + " against " + isotropic);
        }
    }

    /** The sum that is least, cell by cell. */
    private static double energy(final PyramidLevel level, final PyramidLevel tensors) {
        double sum = 0;
        for (int y = 0; y < level.height - 1; y++)
            for (int x = 0; x < level.width - 1; x++) {
                final int t = tensors.index(x, y) * tensors.depth, i = level.index(x, y), s = level.stride,
                        d = level.depth;
                final double jxx = 2 * tensors.f[t] + 0.1, jyy = 2 * tensors.f[t + 1] + 0.1, jxy = 2 * tensors.f[t + 2];
                final double det = jxx * jyy - jxy * jxy;
                final double ixx = jyy / det, iyy = jxx / det, ixy = -jxy / det;
                final double xx = ixx * ixx + ixy * ixy, yy = iyy * iyy + ixy * ixy, xy = ixy * (ixx + iyy);
                for (int k = 0; k < level.channels; k++) {
                    final double a = level.f[i * d + k], b = level.f[(i + 1) * d + k], c = level.f[(i + s) * d + k];
                    final double e = level.f[(i + s + 1) * d + k], gx = (b - a + e - c) / 2, gy = (c - a + e - b) / 2;
                    sum += xx * ((b - a) * (b - a) + (e - c) * (e - c)) / 2
                            + yy * ((c - a) * (c - a) + (e - b) * (e - b)) / 2
                            + 2 * xy * gx * gy;
                }
            }
        return sum;
    }

    /** No step in any pixel lowers the energy by more than a thousandth, inside, at the border and in the corner. */
    @Test
    void noPixelCouldBeMuchBetter() {
        final PyramidLevel level = spanned(new PatchScenes(26, 20, 2, 3).hole(0, 3, 9, 8).hole(15, 12, 11, 8));
        final PyramidLevel[] tensors = new PyramidLevel[1];
        filled(level, 1, (l, bands) -> tensors[0] = StructureTensor.of(l, bands));
        final double least = energy(level, tensors[0]);
        for (final int i : level.hole)
            for (final float step : new float[] { 0.01f, -0.01f, 0.05f, -0.05f }) {
                level.f[i * level.depth] += step;
                final double other = energy(level, tensors[0]);
                assertTrue(other > 0.999 * least, level.x(i) + ", " + level.y(i) + ": " + other + " below " + least);
                level.f[i * level.depth] -= step;
            }
    }

    @Test
    void aPlaneGoesOn() {
        final PatchScenes scene = new PatchScenes(40, 30, 2, 1).hole(12, 9, 13, 11);
        for (int i = 0; i < scene.pixels.length; i++)
            scene.pixels[i] = i % 40 / 80f - i / 40 % 30 / 100f + 0.4f;
        final PyramidLevel level = spanned(scene);
        for (final int i : level.hole)
            for (int k = 0; k < 2; k++)
                assertEquals(scene.pixels[level.y(i) * 40 + level.x(i)], level.f[i * level.depth + k], 2e-3);
    }

    @Test
    void allThreadsGiveTheSame() {
        final PatchScenes scene = new PatchScenes(150, 140, 3, 4).hole(30, 20, 80, 90);
        final float[] one = filled(scene.level(), 1, AnisotropicMembrane::span).f;
        for (final int threads : new int[] { 2, 8 })
            assertArrayEquals(one, filled(scene.level(), threads, AnisotropicMembrane::span).f);
    }

    /** From the same start the same comes out, whatever lies far from the hole. */
    @Test
    void onlyWhatIsNearCounts() {
        final PatchScenes scene = new PatchScenes(120, 110, 2, 6).hole(50, 45, 20, 18);
        final PyramidLevel level = filled(scene.level(), 1, PushPullFill::fill), other = scene.level();
        other.setHoleSamples(level.holeSamples(2), 2);
        for (int y = 0; y < 110; y++)
            for (int x = 0; x < 20; x++)
                other.f[other.index(x, y) * other.depth] += 0.5f;
        final float[] near = filled(level, 1, AnisotropicMembrane::refine).holeSamples(2);
        assertArrayEquals(near, filled(other, 1, AnisotropicMembrane::refine).holeSamples(2));
    }

    /** Nothing known, one row, no cell without a hole: what is there stays. */
    @Test
    void withoutStructureTheStartStays() {
        for (final PatchScenes scene : new PatchScenes[] { new PatchScenes(5, 5, 1, 1).hole(0, 0, 5, 5),
                new PatchScenes(9, 1, 1, 1).hole(2, 0, 3, 1),
            new PatchScenes(6, 2, 1, 1).hole(1, 0, 1, 1).hole(3, 1, 1, 1).hole(5, 0, 1, 1) }) {
            final PyramidLevel level = filled(scene.level(), 1, PushPullFill::fill);
            final float[] before = level.f.clone();
            assertArrayEquals(before, filled(level, 1, AnisotropicMembrane::refine).f);
        }
    }
}
