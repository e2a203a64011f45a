package org.inpaintj.engine.patch;

/**
 * What the search needs at one level and every candidate shares.
 *
 * @param patches    the patches of the level
 * @param confidence weight of a pixel of a query
 * @param belief     weight of a query patch in the vote
 * @param noise      bonus of a source patch for the fine variation it has, see {@link Noise}
 */
record Stage(Patches patches, float[] confidence, float[] belief, float[] noise) {

    /** Fewer sources than this ask for smaller patches. */
    private static final int FEWEST = 20;

    /** @param explained share of the variance that the membrane explains */
    static Stage of(final Level level, final int[] squaredDepth, final int number, final double explained,
            final Recipe recipe, final Bands bands) {
        final int size = recipe.patch(number, Depth.diameter(level, squaredDepth), explained);
        final Patches patches = Patches.fitting(level, size, FEWEST, bands);
        final float[] confidence = Depth.confidence(level, squaredDepth, Recipe.at(recipe.decay(), number));
        return new Stage(patches, confidence, patches.means(confidence, bands),
                Noise.of(patches, recipe.noise(), bands));
    }
}
