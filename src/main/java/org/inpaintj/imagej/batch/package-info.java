/**
 * Batches of images through ImageJ: {@link org.inpaintj.imagej.batch.ImageWork}, where to begin, opens each file,
 * repaints what is selected in it or found in it, at one position or at all, and saves the result.
 * <ul>
 * <li>Each image is done as the single commands do it: by an {@code InpaintJob}, or by a {@code RegionBatch} where
 * there are several regions; so the pixels are the same.
 * <li>What else is read, such as masks, are files: an image that happens to be open could change meanwhile.
 * <li>ImageJ opens and saves one file at a time, for its readers share what they print to; the engines work beside each
 * other.
 * </ul>
 * <pre>{@code
 * ItemWork work = new ImageWork(Map.of("mask", "{dir}/{name}_mask.png", "seed", "1"), Path.of("."));
 * }</pre>
 * Called on any thread; needs no window. A column that is no key is one of {@code BatchRequest.PLACES}.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.batch;
