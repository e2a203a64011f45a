/**
 * Pure functions on masks and planes: morphology, connected components, distances, resampling, Gaussian blur,
 * letterbox, membrane. A {@link org.inpaintj.raster.Mask} has values from 0 (keep) to 1 (repaint) over a box of the
 * image; a {@link org.inpaintj.core.Plane} is a channel.
 * <p>
 * Guarantees: no state, so that any thread may call anything; arguments are not written to, but for a plane that a
 * method says it fills in place; the same input gives the same result. {@link org.inpaintj.raster.PillowResampler}
 * makes Pillow's pixels and {@link org.inpaintj.raster.TorchBilinear} PyTorch's, since models were trained with them.
 * Of each operation there is one: distances are {@link org.inpaintj.raster.DistanceTransform}'s, regions
 * {@link org.inpaintj.raster.ConnectedComponents}'.
 * </p>
 * <pre>{@code
 * Mask grown = Morphology.grow(mask, 8, image);          // image: the box that the mask may reach
 * Mask opacity = Feather.inward(grown, 4, 0, image);     // 0 outside, 1 deep inside
 * Letterbox box = Letterbox.centred(300, 200, 0.5, 512, 512);
 * Plane canvas = box.place(plane, PillowResampler.LANCZOS, Letterbox.Padding.EDGE);
 * }</pre>
 * <p>
 * API: engines and scripts may use all that is public. A change that moves a bit of a result changes what users get,
 * and the goldens and PromiseTest say so.
 * </p>
 */
package org.inpaintj.raster;
