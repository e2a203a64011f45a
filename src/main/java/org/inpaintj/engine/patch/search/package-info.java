/**
 * Where patches come from and how they are put together: the nearest-neighbour field of PatchMatch (Barnes et al.
 * 2009), the vote that makes pixels of overlapping patches (Wexler et al. 2007), and at full size offset labels with a
 * Poisson equation, which copy instead of averaging.
 * <p>
 * {@link org.inpaintj.engine.patch.search.LevelSearch} is what a search at one level needs: the source
 * {@link org.inpaintj.engine.patch.search.Patches}, how far each pixel is believed, and each source's own
 * {@link org.inpaintj.engine.patch.search.PatchNoise}. {@link org.inpaintj.engine.patch.search.PatchSearch} improves a
 * {@link org.inpaintj.engine.patch.search.NearestNeighbourField}, {@link org.inpaintj.engine.patch.search.PatchVote}
 * votes, and {@link org.inpaintj.engine.patch.search.PatchDistance} compares two patches: the innermost loop of the
 * engine.
 * </p>
 * <p>
 * Guarantees: a source patch holds no pixel of the hole and no stand-in; fields are the same whatever the number of
 * threads, for a pixel's chance comes from its place and round.
 * </p>
 * <pre>{@code
 * LevelSearch search = LevelSearch.of(level, squared, number, explained, parameters, bands);
 * NearestNeighbourField matches = NearestNeighbourField.random(search.patches(), reach, seed, bands);
 * new PatchSearch(matches, search, seed).run(sweeps, radius, round, bands);
 * }</pre>
 * <p>
 * Internal. What is changed here is timed with PatchEngineBenchmark.
 * </p>
 */
package org.inpaintj.engine.patch.search;
