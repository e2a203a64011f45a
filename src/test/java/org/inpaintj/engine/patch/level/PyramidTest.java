package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;

class PyramidTest {

    private static PyramidLevel half(final PatchScenes s) {
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            return Pyramid.down(s.level(), bands);
        }
    }

    @Test
    void aPixelIsTheMeanOfItsKnownChildren() {
        final PatchScenes s = new PatchScenes(4, 2, 1, 1);
        System.arraycopy(new float[] { 1, 2, 5, 6, 3, 4, 7, 8 }, 0, s.pixels, 0, 8);
        s.mask[2] = 1;
        s.mask[7] = 1;
        final PyramidLevel level = half(s);
        assertEquals(2.5f, level.f[level.index(0, 0) * level.depth]);
        assertEquals(6.5f, level.f[level.index(1, 0) * level.depth]);
        assertEquals(0, level.hole.length);
    }

    @Test
    void fewerThanTwoKnownChildrenMakeAHole() {
        final PatchScenes s = new PatchScenes(4, 2, 1, 1).hole(0, 0, 2, 1);
        s.mask[4] = 1;
        assertEquals(1, half(s).hole.length);
        s.mask[4] = 0;
        assertEquals(0, half(s).hole.length);
    }

    @Test
    void standInsAreUsedOnlyWhereNothingWasMeasured() {
        final PatchScenes s = new PatchScenes(4, 2, 1, 1).constant(0.5f);
        for (final int i : new int[] { 0, 1, 4, 2, 3, 6 }) {
            s.valid[i] = 0;
            s.pixels[i] = 9;
        }
        s.valid[5] = 0;
        s.pixels[5] = 9;
        final PyramidLevel level = half(s);
        assertEquals(PyramidLevel.STANDIN, level.state[level.index(0, 0)]);
        assertEquals(9, level.f[level.index(0, 0) * level.depth]);
        assertEquals(PyramidLevel.STANDIN, level.state[level.index(1, 0)]);
        assertEquals(0.5f, level.f[level.index(1, 0) * level.depth]);
    }

    @Test
    void oddSizesRepeatTheLastColumnAndRow() {
        final PatchScenes s = new PatchScenes(3, 3, 1, 1).constant(0);
        s.pixels[8] = 1;
        s.pixels[2] = 0.5f;
        final PyramidLevel level = half(s);
        assertEquals(2, level.width);
        assertEquals(1, level.f[level.index(1, 1) * level.depth]);
        assertEquals(0.25f, level.f[level.index(1, 0) * level.depth]);
    }

    @Test
    void doublingKeepsARampAndAConstant() {
        final PatchScenes s = new PatchScenes(12, 9, 2, 1).constant(0.4f);
        for (int i = 0; i < 108; i++)
            s.pixels[i] = 0.1f * (i % 12);
        final PyramidLevel level = s.level();
        final float[] to = new float[2];
        for (int x = 4; x < 20; x++) {
            Pyramid.up(level.f, level, level.depth, 2, x, 7, to, 0);
            assertEquals(0.1f * (x - 0.5f) / 2, to[0], 0.006f);
            assertEquals(0.4f, to[1], 1e-6f);
        }
        Pyramid.up(level.f, level, level.depth, 2, 0, 0, to, 0);
        assertEquals(0.4f, to[1], 1e-6f);
    }
}
