package org.inpaintj.engine.patch.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.PatchScenes;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.Pyramid;
import org.inpaintj.engine.patch.level.PyramidLevel;

/** Texture features and noise against their definitions. */
class TextureFeaturesTest {

    /** Columns alternate between two values, rows rise by 0.01. */
    private static PatchScenes stripes() {
        final PatchScenes s = new PatchScenes(30, 24, 2, 1);
        for (int i = 0; i < s.pixels.length; i++)
            s.pixels[i] = (i % 30 / 2 % 2 == 0 ? 0.2f : 0.6f) + i % 720 / 30 * 0.01f;
        return s;
    }

    @Test
    void featuresAreMeanDifferencesOfKnownPixels() {
        final PyramidLevel level = stripes().hole(12, 8, 6, 6).level();
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            TextureFeatures.ofKnown(level, 8, bands);
        }
        final int far = level.index(5, 5), beside = level.index(11, 10), above = level.index(14, 7);
        assertEquals(8 * 0.2f, level.f[far * 4 + 2], 1e-5f);
        assertEquals(8 * 0.01f, level.f[far * 4 + 3], 1e-5f);
        assertEquals(8 * 0.01f, level.f[beside * 4 + 3], 1e-5f);
        assertEquals(8 * 0.01f, level.f[above * 4 + 3], 1e-5f);
        assertEquals(0, level.f[level.hole[0] * 4 + 2], "the hole is left alone");
    }

    @Test
    void theEstimateHasFeaturesToo() {
        final PyramidLevel level = stripes().hole(12, 8, 6, 6).level(), whole = stripes().level();
        for (final int i : level.hole)
            System.arraycopy(whole.f, i * 4, level.f, i * 4, 2);
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            TextureFeatures.ofEstimate(level, 8, bands);
        }
        for (final int i : level.hole) {
            assertEquals(8 * 0.2f, level.f[i * 4 + 2], 1e-5f);
            assertEquals(8 * 0.01f, level.f[i * 4 + 3], 1e-5f);
        }
    }

    @Test
    void coarseLevelsSeeTheFineTexture() {
        final PyramidLevel fine = stripes().hole(12, 8, 6, 6).level();
        try (ParallelBands bands = new ParallelBands(1, Progress.NONE)) {
            final PyramidLevel coarse = Pyramid.down(fine, bands), coarser = Pyramid.down(coarse, bands);
            TextureFeatures.ofKnown(fine, 8, bands);
            final float[] half = TextureFeatures.halve(fine, null, coarse),
                    quarter = TextureFeatures.halve(coarse, half, coarser);
            assertEquals(8 * 0.2f, half[2 * coarse.index(3, 3)], 1e-5f);
            assertEquals(8 * 0.2f, quarter[2 * coarser.index(1, 1)], 1e-5f);
            TextureFeatures.mix(coarser, quarter, 0.75f);
            assertEquals(0.75f * 8 * 0.2f, coarser.f[coarser.index(1, 1) * 4 + 2], 1e-5f);
        }
    }

    @Test
    void labelsSettleOnTheOffsetThatFits() {
        final PatchScenes s = new PatchScenes(60, 40, 1, 1);
        for (int i = 0; i < s.pixels.length; i++)
            s.pixels[i] = 0.5f + 0.4f * (float) Math.sin(i % 60 * 2 * Math.PI / 8);
        final PyramidLevel whole = s.level(), level = s.hole(24, 14, 9, 9).level();
        for (final int i : level.hole)
            level.f[i * 3] = whole.f[i * 3];
        try (ParallelBands bands = new ParallelBands(2, Progress.NONE)) {
            TextureFeatures.ofKnown(level, 8, bands);
            final LevelSearch search = LevelSearch.of(level, HoleDepth.squared(level, bands), 0, 0,
                    PatchParameters.STANDARD, bands);
            final NearestNeighbourField field = NearestNeighbourField.random(search.patches(), 60, 1, bands);
            new PatchSearch(field, search, 1).run(12, 60, 0, bands);
            final OffsetLabels labels = new OffsetLabels(field, search, 0.15f);
            labels.run(6, bands);
            for (final int i : level.hole) {
                assertEquals(0, level.state[i + labels.offset[i]], "sources are known");
                assertEquals(level.f[i * 3], level.f[(i + labels.offset[i]) * 3], 1e-3f);
            }
        }
    }
}
