/**
 * The image pyramid of the embedded engine and what works on one level of it. A
 * {@link org.inpaintj.engine.patch.level.PyramidLevel} holds, for each pixel and side by side, its channels and its
 * texture features, and whether it is known, a hole or a stand-in; around the image lies a border, so that a patch
 * never reaches beyond the array.
 * <p>
 * {@link org.inpaintj.engine.patch.level.SceneReader} makes the finest level of a scene and a scene's pixels of a
 * level, {@link org.inpaintj.engine.patch.level.Pyramid} reduces and enlarges,
 * {@link org.inpaintj.engine.patch.level.PushPullFill} fills smoothly,
 * {@link org.inpaintj.engine.patch.level.HoleDepth} says how deep a pixel lies in the hole,
 * {@link org.inpaintj.engine.patch.level.ParallelBands} runs the parts of a task on threads that live as long as one
 * fill.
 * </p>
 * <p>
 * Guarantees: indices into arrays are those of {@code PyramidLevel.index(x, y)}; known pixels are never written to
 * after the level is closed; a task gives the same result whichever thread does which part.
 * {@link org.inpaintj.engine.patch.level.Xorshift} is the only source of chance.
 * </p>
 * <pre>{@code
 * try (ParallelBands bands = new ParallelBands(4, progress)) {
 *     PyramidLevel fine = SceneReader.read(scene);
 *     int[] squared = HoleDepth.squared(fine, bands);
 *     PyramidLevel coarse = Pyramid.down(fine, bands);
 * }
 * }</pre>
 * <p>
 * Internal. Fields are open to the rooms beside this one, for speed; who changes {@code hole} or {@code state} closes
 * the level anew.
 * </p>
 */
package org.inpaintj.engine.patch.level;
