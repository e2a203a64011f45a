package org.inpaintj.engine.patch.level;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;

class HoleDepthTest {

    @Test
    void distancesAreThoseOfTheNearestKnownPixel() {
        final Random random = new Random(1);
        for (int n = 0; n < 200; n++) {
            final PatchScenes s = new PatchScenes(1 + random.nextInt(40), 1 + random.nextInt(40), 1, n);
            for (int i = 0; i < s.mask.length; i++)
                s.mask[i] = random.nextInt(20) < n % 20 ? 1 : 0;
            if (n % 4 == 0)
                s.hole(random.nextInt(20), random.nextInt(20), 30, 30);
            final int known = random.nextInt(s.mask.length);
            s.mask[known] = 0;
            final PyramidLevel level = s.level();
            try (ParallelBands bands = new ParallelBands(1 + n % 3, Progress.NONE)) {
                final int[] squared = HoleDepth.squared(level, bands);
                for (final int i : level.hole)
                    assertEquals(brute(level, i), squared[i]);
            }
        }
    }

    private static int brute(final PyramidLevel level, final int i) {
        int least = Integer.MAX_VALUE;
        for (int y = 0; y < level.height; y++)
            for (int x = 0; x < level.width; x++)
                if (level.state[level.index(x, y)] != PyramidLevel.HOLE) {
                    final int dx = x - level.x(i), dy = y - level.y(i);
                    least = Math.min(least, dx * dx + dy * dy);
                }
        return least;
    }

    @Test
    void confidenceFallsWithDepthAndNeverVanishes() {
        final PyramidLevel level = new PatchScenes(90, 5, 1, 1).hole(5, 0, 85, 5).level();
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            final float[] confidence = HoleDepth.confidence(level, HoleDepth.squared(level, bands), 2);
            assertEquals(1, confidence[level.index(4, 2)]);
            assertEquals(0.5f, confidence[level.index(5, 2)]);
            assertEquals(0.25f, confidence[level.index(6, 2)]);
            assertEquals(0x1p-24f, confidence[level.index(89, 2)]);
        }
    }
}
