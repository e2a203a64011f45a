package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * What the search needs at one level and every candidate shares.
 *
 * @param patches    the patches of the level
 * @param confidence weight of a pixel of a query
 * @param belief     weight of a query patch in the vote
 * @param noise      bonus of a source patch for the fine variation it has, see {@link PatchNoise}
 */
public record LevelSearch(Patches patches, float[] confidence, float[] belief, float[] noise) {

    /** Fewer sources than this ask for smaller patches. */
    private static final int FEWEST = 20;

    /** @param explained share of the variance that the membrane explains */
    public static LevelSearch of(final PyramidLevel level, final int[] squaredDepth, final int number,
            final double explained,
            final PatchParameters parameters, final ParallelBands bands) {
        final int size = parameters.search().patch(number, HoleDepth.diameter(level, squaredDepth), explained);
        final Patches patches = Patches.fitting(level, size, FEWEST, bands);
        final float[] confidence = HoleDepth.confidence(level, squaredDepth,
                PatchParameters.at(parameters.search().decay(), number));
        return new LevelSearch(patches, confidence, patches.means(confidence, bands),
                PatchNoise.of(patches, parameters.matching().noise(), bands));
    }
}
