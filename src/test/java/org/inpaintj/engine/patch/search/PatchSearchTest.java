package org.inpaintj.engine.patch.search;

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
import org.inpaintj.engine.patch.level.Pyramid;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

/** Distance, search and vote against their definitions. */
class PatchSearchTest {

    private static double distance(final LevelSearch search, final int query, final int source) {
        final PyramidLevel level = search.patches().level;
        double sum = -search.noise()[source] * search.belief()[query];
        for (int v = 0; v < search.patches().size; v++)
            for (int u = 0; u < search.patches().size; u++) {
                final int a = query + v * level.stride + u, b = source + v * level.stride + u;
                for (int k = 0; k < level.depth; k++) {
                    final double d = level.f[a * level.depth + k] - level.f[b * level.depth + k];
                    sum += search.confidence()[a] * d * d;
                }
            }
        return sum;
    }

    private static LevelSearch levelSearch(final int channels, final ParallelBands bands) {
        final PyramidLevel level = new PatchScenes(37, 33, channels, channels).hole(12, 10, 9, 8).level();
        final Random random = new Random(channels);
        for (final int i : level.hole)
            for (int k = 0; k < level.depth; k++)
                level.f[i * level.depth + k] = random.nextFloat();
        TextureFeatures.ofKnown(level, 8, bands);
        return LevelSearch.of(level, HoleDepth.squared(level, bands), 1, 0, PatchParameters.STANDARD, bands);
    }

    @Test
    void theDistanceIsExactUntilItIsGivenUp() {
        final Random random = new Random(3);
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            for (int channels = 1; channels <= 4; channels++) {
                final LevelSearch search = levelSearch(channels, bands);
                final Patches patches = search.patches();
                final PyramidLevel level = patches.level;
                for (int n = 0; n < 500; n++) {
                    final int q = level.index(6 + random.nextInt(14), 4 + random.nextInt(13));
                    final int s = patches.draw(3, 4, 9, new Xorshift(n, 0, 0));
                    final double exact = distance(search, q, s);
                    final float start = -search.noise()[s] * search.belief()[q];
                    assertEquals(exact, PatchDistance.of(level.f, level.depth, search.confidence(), level.stride,
                            patches.size, q, s, start, Float.MAX_VALUE), 1e-4);
                    final int last = (patches.size - 1) * level.stride;
                    assertEquals(exact, PatchDistance.of(level.f, level.depth, search.confidence(), -level.stride,
                            patches.size, q + last, s + last, start, Float.MAX_VALUE), 1e-4);
                    final float best = random.nextFloat() * 10;
                    final float d = PatchDistance.of(level.f, level.depth, search.confidence(), level.stride,
                            patches.size, q, s, start, best);
                    assertEquals(exact < best, d < best);
                }
            }
        }
    }

    @Test
    void theSearchKeepsTheDistanceOfWhatItFindsAndComesCloseToTheBest() {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            final LevelSearch search = levelSearch(3, bands);
            final Patches patches = search.patches();
            final NearestNeighbourField field = NearestNeighbourField.random(patches, 99, 1, bands);
            new PatchSearch(field, search, 1).run(60, 37, 0, bands);
            int exact = 0, all = 0;
            double misfit = 0;
            for (int i = 0; i < patches.flags.length; i++) {
                if (!patches.query(i)) {
                    assertEquals(-1, field.source[i]);
                    continue;
                }
                assertTrue(patches.source(field.source[i]));
                assertEquals(distance(search, i, field.source[i]), field.distance[i], 1e-4);
                misfit += distance(search, i, field.source[i]) / search.belief()[i];
                double best = Double.MAX_VALUE;
                for (final int s : patches.list())
                    best = Math.min(best, distance(search, i, s));
                all++;
                exact += field.distance[i] <= best + 1e-4 ? 1 : 0;
            }
            assertTrue(exact > 0.9 * all, exact + " of " + all);
            assertEquals(misfit / all, field.misfit(search.belief()), 1e-4 * Math.abs(misfit / all));
        }
    }

    @Test
    void theSearchDoesNotDependOnTheNumberOfThreads() {
        final int[][] found = new int[3][];
        for (int n = 0; n < 3; n++)
            try (ParallelBands bands = new ParallelBands(1 << n, Progress.NONE)) {
                final LevelSearch search = levelSearch(2, bands);
                final NearestNeighbourField field = NearestNeighbourField.random(search.patches(), 99, 1, bands);
                new PatchSearch(field, search, 5).run(3, 4, 2, bands);
                found[n] = field.source;
            }
        assertArrayEquals(found[0], found[1]);
        assertArrayEquals(found[0], found[2]);
    }

    @Test
    void theVoteIsTheWeightedMeanOfAllPatchesOverAPixel() {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            for (int channels = 1; channels <= 4; channels++) {
                final LevelSearch search = levelSearch(channels, bands);
                final Patches patches = search.patches();
                final PyramidLevel level = patches.level;
                final NearestNeighbourField field = NearestNeighbourField.random(patches, 99, 1, bands);
                final float[] window = PatchVote.window(patches.size, 1.3), before = level.f.clone();
                new PatchVote(field, search.belief(), 1.3).run(bands);
                for (final int i : level.hole)
                    for (int k = 0; k < level.depth; k++) {
                        double sum = 0, total = 0;
                        for (int v = 0; v < patches.size; v++)
                            for (int u = 0; u < patches.size; u++) {
                                final int q = i - v * level.stride - u;
                                final double w = search.belief()[q] * window[v * patches.size + u];
                                sum += w * before[(field.source[q] + v * level.stride + u) * level.depth + k];
                                total += w;
                            }
                        assertEquals(sum / total, level.f[i * level.depth + k], 1e-5);
                    }
            }
        }
    }

    @Test
    void aFinerFieldIsTwiceTheCoarseOne() {
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            final PyramidLevel fine = new PatchScenes(64, 60, 1, 1).hole(20, 18, 20, 22).level(),
                    coarse = Pyramid.down(fine, bands);
            final NearestNeighbourField half =
                    NearestNeighbourField.random(new Patches(coarse, 7, bands), 99, 1, bands);
            final Patches patches = new Patches(fine, 5, bands);
            final NearestNeighbourField field = NearestNeighbourField.finer(patches, half, 99, 1, bands);
            int doubled = 0, all = 0;
            for (int i = 0; i < patches.flags.length; i++)
                if (patches.query(i)) {
                    assertTrue(patches.source(field.source[i]));
                    final int x = fine.x(i), y = fine.y(i), s = half.source[coarse.index(x / 2, y / 2)];
                    all++;
                    doubled += fine.index(2 * coarse.x(s) + x % 2, 2 * coarse.y(s) + y % 2)
                            == field.source[i] ? 1 : 0;
                }
            assertEquals(all, doubled);
        }
    }
}
