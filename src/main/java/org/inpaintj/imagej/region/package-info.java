/**
 * Where regions to repair come from: selections, overlays and the ROI Manager, label images, a text, or a macro of the
 * user; and the record of how a selection was found, which ImageJ saves with it.
 * <ul>
 * <li>A region is a mask with a name, a score and facts; which of them count is decided in {@code repair}.
 * <li>A text is looked for on a worker thread, in what the image shows; all else is known at once.
 * <li>A macro runs on a copy; an image that it changes is an error.
 * <li>{@link org.inpaintj.imagej.region.SelectionProvenance} holds no paths, so that a saved selection says nothing
 * about who made it.
 * </ul>
 * Begin with {@link org.inpaintj.imagej.region.RoiRegions}, the simplest source. A new source is a class here, a
 * constant of {@link org.inpaintj.repair.RegionRequest.Source} and a case in {@code imagej.job.RegionBatch}; its word
 * is then a choice in dialogs and macros by itself.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.region;
