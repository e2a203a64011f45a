package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import org.inpaintj.engine.patch.PatchScenes;

class PyramidLevelTest {

    @Test
    void aCopyHasMoreOfAHole() {
        final PatchScenes scene = new PatchScenes(60, 50, 2, 1).hole(20, 18, 14, 12);
        final PyramidLevel level = scene.level();
        final int more = level.index(3, 3);
        final PyramidLevel holed = level.holed(new int[] { more });
        assertEquals(14 * 12 + 1, holed.hole.length);
        assertEquals(3, holed.left);
        holed.f[more * level.depth] = 9;
        assertEquals(0, level.state[more], "the level itself stays");
        assertEquals(scene.pixels[3 * 60 + 3], level.f[more * level.depth]);
    }

    @Test
    void whatIsAroundTheHoleIsCopiedInItsOrder() {
        final PyramidLevel level = new PatchScenes(60, 50, 2, 1).hole(20, 18, 14, 12).hole(30, 2, 3, 3).level();
        for (int n = 0; n < level.hole.length; n++)
            level.f[level.hole[n] * level.depth] = n;
        final PyramidLevel around = level.around(5);
        assertEquals(14 + 2 * 5, around.width);
        assertEquals(2 + 18 + 12 - 2 + 5, around.height, "the border is nearer than the margin");
        assertArrayEquals(level.holeSamples(level.depth), around.holeSamples(level.depth));
        for (int y = 0; y < around.height; y++)
            for (int x = 0; x < around.width; x++) {
                final int i = around.index(x, y), from = level.index(x + 15, y);
                assertEquals(level.state[from], around.state[i]);
                for (int k = 0; k < level.depth; k++)
                    assertEquals(level.f[from * level.depth + k], around.f[i * level.depth + k]);
            }
        assertEquals(PyramidLevel.OUTSIDE, around.state[around.index(-1, 0)]);
    }

    @Test
    void aLevelWithoutMoreAroundIsItself() {
        final PyramidLevel level = new PatchScenes(30, 20, 1, 1).hole(4, 4, 22, 12).level();
        assertSame(level, level.around(4));
        assertEquals(28, level.around(3).width);
    }
}
