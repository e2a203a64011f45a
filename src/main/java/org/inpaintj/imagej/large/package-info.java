/**
 * Images that are worked on block by block, as the command line and a command are given them: which these are, what is
 * repainted in them, and the copy that becomes the result.
 * <ul>
 * <li>{@link org.inpaintj.imagej.large.LargeJob}, where to begin, copies the file and repaints its regions there.
 * <li>{@link org.inpaintj.imagej.large.LargeRequest} is what a command is told, by keys;
 * {@link org.inpaintj.imagej.large.LargeOutlook} what would come of it.
 * <li>{@link org.inpaintj.imagej.large.LargeFiles} tells which images are large, and opens them.
 * <li>{@link org.inpaintj.imagej.large.LargeRegions} makes regions of masks, ImageJ's selections and tables of boxes.
 * <li>{@link org.inpaintj.imagej.large.VirtualImages} knows the images that ImageJ shows plane by plane.
 * </ul>
 * <pre>{@code
 * LargeJob job = LargeJob.inpaint(in, 1, 1, request.with("mask", "spots.zip"), null);
 * LargeInpainter.Done done = job.run(Path.of("clean.tif"), Progress.NONE);
 * }</pre>
 * The image is only read. Its copy gets its name, and the record beside it, when all regions are done; a job that
 * fails, is cancelled or killed leaves a journal beside it, from which the same job goes on. Which keys mean nothing
 * here is said in a note, and those that would need the whole image are refused before anything is begun.
 * <p>
 * Without ImageJ's selections the same is done by {@link org.inpaintj.inpaint.large.LargeInpainter}.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.large;
