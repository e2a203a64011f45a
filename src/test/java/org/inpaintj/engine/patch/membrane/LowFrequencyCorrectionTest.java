package org.inpaintj.engine.patch.membrane;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.PyramidLevel;

class LowFrequencyCorrectionTest {

    private static final int SIDE = 120, X = 40, Y = 44, HOLE = 32;

    private static PyramidLevel level(final float[] pixels, final float error) {
        final PatchScenes scene = new PatchScenes(SIDE, SIDE, 1, 1).hole(X, Y, HOLE, HOLE);
        System.arraycopy(pixels, 0, scene.pixels, 0, pixels.length);
        final PyramidLevel level = scene.level();
        for (final int i : level.hole)
            level.f[i * level.depth] = pixels[level.y(i) * SIDE + level.x(i)] + error;
        return level;
    }

    private static void correct(final PyramidLevel level) {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            LowFrequencyCorrection.of(level, HoleDepth.squared(level, bands), HOLE, PatchParameters.STANDARD, bands)
                    .correct(level, bands);
        }
    }

    private static double meanError(final PyramidLevel level, final float[] truth) {
        double sum = 0;
        for (final int i : level.hole)
            sum += level.f[i * level.depth] - truth[level.y(i) * SIDE + level.x(i)];
        return sum / level.hole.length;
    }

    private static float[] smooth() {
        final float[] pixels = new float[SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (float) (0.4 + 0.001 * (i % SIDE) + 0.05 * Math.sin(i / SIDE / 40.0));
        return pixels;
    }

    @Test
    void aFillThatIsTooBrightOnSmoothGroundIsDarkened() {
        final float[] truth = smooth();
        final PyramidLevel level = level(truth, 0.1f);
        correct(level);
        assertTrue(Math.abs(meanError(level, truth)) < 0.04, "left " + meanError(level, truth));
        final int middle = level.index(X + HOLE / 2, Y + HOLE / 2);
        assertEquals(truth[(Y + HOLE / 2) * SIDE + X + HOLE / 2], level.f[middle * level.depth], 0.01);
        assertEquals(0.45, level.f[level.index(X, 0) * level.depth], 0.05, "known pixels stay");
    }

    @Test
    void fineTextureStays() {
        final float[] truth = smooth();
        final Random random = new Random(5);
        final float[] texture = new float[truth.length];
        for (int i = 0; i < texture.length; i++)
            texture[i] = (random.nextFloat() - 0.5f) * 0.1f;
        final PyramidLevel level = level(truth, 0.1f);
        for (final int i : level.hole)
            level.f[i * level.depth] += texture[level.y(i) * SIDE + level.x(i)];
        correct(level);
        double with = 0, norm = 0;
        for (final int i : level.hole) {
            final int p = level.y(i) * SIDE + level.x(i);
            with += (level.f[i * level.depth] - truth[p]) * texture[p];
            norm += texture[p] * texture[p];
        }
        assertEquals(1, with / norm, 0.1);
    }

    /** Blocks of random brightness: no membrane can tell what was in the hole. */
    @Test
    void whereTheMembraneKnowsNothingTheFillStays() {
        final Random random = new Random(7);
        final float[] blocks = new float[225], truth = new float[SIDE * SIDE];
        for (int b = 0; b < blocks.length; b++)
            blocks[b] = random.nextFloat();
        for (int i = 0; i < truth.length; i++)
            truth[i] = blocks[i / SIDE / 8 * 15 + i % SIDE / 8];
        final PyramidLevel level = level(truth, 0);
        correct(level);
        double squares = 0;
        for (final int i : level.hole)
            squares += Math.pow(level.f[i * level.depth] - truth[level.y(i) * SIDE + level.x(i)], 2);
        assertTrue(Math.sqrt(squares / level.hole.length) < 0.1, "changed by "
                + Math.sqrt(squares / level.hole.length));
    }

    @Test
    void withoutSurroundingsToTryItOnNothingChanges() {
        final PatchScenes scene = new PatchScenes(20, 20, 1, 1).hole(0, 0, 20, 19);
        final PyramidLevel level = scene.level();
        for (final int i : level.hole)
            level.f[i * level.depth] = 0.9f;
        final float[] before = level.f.clone();
        correct(level);
        assertArrayEquals(before, level.f);
    }
}
