package org.inpaintj.engine.patch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

class PatchesTest {

    @Test
    void flagsCountsAndBoxesAreThoseOfTheirPixels() {
        final Random random = new Random(2);
        for (int n = 0; n < 200; n++) {
            final PatchScenes s = new PatchScenes(3 + random.nextInt(50), 3 + random.nextInt(50), 1, n);
            for (int i = 0; i < s.mask.length; i++) {
                s.mask[i] = random.nextInt(40) == 0 ? 1 : 0;
                s.valid[i] = random.nextInt(40) < n % 3 ? 0 : 1;
            }
            final PyramidLevel level = s.level();
            final int size = 3 + 2 * random.nextInt(5);
            try (ParallelBands bands = new ParallelBands(1 + n % 2, Progress.NONE)) {
                final Patches patches = new Patches(level, size, bands);
                int sources = 0;
                for (int y = -PyramidLevel.FRAME; y < level.height + PyramidLevel.FRAME; y++)
                    for (int x = -PyramidLevel.FRAME; x < level.width + PyramidLevel.FRAME; x++) {
                        final int i = level.index(x, y), flags = brute(level, x, y, size);
                        assertEquals(flags == 0, patches.source(i));
                        assertEquals((flags & (PyramidLevel.HOLE | PyramidLevel.OUTSIDE)) == PyramidLevel.HOLE,
                                patches.query(i));
                        sources += flags == 0 ? 1 : 0;
                        if (patches.query(i))
                            assertTrue(x >= patches.left && x <= patches.right && y >= patches.top
                                    && y <= patches.bottom);
                    }
                assertEquals(sources, patches.sources);
                assertEquals(sources, patches.list().length);
                if (sources > 0)
                    assertTrue(patches.source(patches.draw(3, 4, 9, new Xorshift(n, 0, 0))));
            }
        }
    }

    private static int brute(final PyramidLevel level, final int x, final int y, final int size) {
        if (x < 0 || y < 0 || x + size > level.width || y + size > level.height)
            return PyramidLevel.OUTSIDE;
        int flags = 0;
        for (int v = 0; v < size; v++)
            for (int u = 0; u < size; u++)
                flags |= level.state[level.index(x + u, y + v)];
        return flags;
    }

    @Test
    void fewSourcesAskForSmallerPatches() {
        final PatchScenes s = new PatchScenes(60, 60, 1, 1);
        for (int k = 0; k < 60; k += 6)
            s.hole(k, 0, 1, 60);
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            assertEquals(5, Patches.fitting(s.level(), 11, 20, bands).size);
            assertEquals(7,
                    Patches.fitting(new PatchScenes(60, 60, 1, 1).hole(20, 20, 9, 9).level(), 7, 20, bands).size);
        }
    }
}
