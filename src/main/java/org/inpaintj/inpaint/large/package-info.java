/**
 * Images that are larger than memory, without ImageJ: boxes of samples are read from a file, repainted, and written
 * back.
 * <ul>
 * <li>{@link org.inpaintj.inpaint.large.LargeInpainter}, where to begin, repaints regions one after the other.
 * <li>{@link org.inpaintj.inpaint.large.BlockImage} is an image in a file or folder; those of TIFF and of OME-Zarr are
 * in the rooms below.
 * <li>{@link org.inpaintj.inpaint.large.LargeMask} finds the regions of a mask that is as large, block by block.
 * <li>{@link org.inpaintj.inpaint.large.LargeRecord} writes the records of all regions into one file.
 * <li>{@link org.inpaintj.inpaint.large.LargeJournal} keeps what is done of a job that may be ended at any moment, and
 * {@link org.inpaintj.inpaint.large.PatchedImage} is the image with it.
 * </ul>
 * <pre>{@code
 * try (BlockImage image = TiffBlocks.open(copy, "plate.tif", true); BlockImage mask = ZarrBlocks.open(...)) {
 *     List<Region> regions = new LargeMask(mask, 1, 1).parts(Progress.NONE);
 *     new LargeInpainter(image, 1, 1, Map.of()).run(regions, how, request, "mask", Progress.NONE, patch -> {});
 * }
 * }</pre>
 * What it guarantees: time and memory follow the regions, not the image; the samples written are those that
 * {@link org.inpaintj.inpaint.Inpainter} makes of the whole image in memory, bit for bit, whatever the blocks; no other
 * sample changes. A box has positions up to 2^30. A {@code BlockImage} is used by one thread; whoever opens it closes
 * it.
 * <p>
 * Another format is a class that implements {@code BlockImage}, and a line in {@code imagej.large.LargeFiles}.
 * <p>
 * API: {@code BlockImage}, {@code BlockLayout}, {@code LargeInpainter} and {@code LargeMask}. Internal: all others.
 */
package org.inpaintj.inpaint.large;
