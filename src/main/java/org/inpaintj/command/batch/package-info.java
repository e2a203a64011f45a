/**
 * The commands that work on files instead of an open image: {@link org.inpaintj.command.batch.Batch} takes a folder or
 * a table, as {@code batch} of the command line does; {@link org.inpaintj.command.batch.InpaintLargeFile} one file that
 * may be larger than memory, as {@code inpaint} and {@code repair} do.
 * <ul>
 * <li>Keys are those of a {@link org.inpaintj.batch.BatchRequest} and of a
 * {@link org.inpaintj.imagej.large.LargeRequest}, in the dialog, in macros and for scripts alike.
 * <li>The work is a job of the shared queue: with progress over all images or regions, and to be cancelled.
 * <li>A macro waits for it, and gets an error at the end if an image failed.
 * </ul>
 * <pre>{@code
 * run("Batch...", "images=plates results=clean mask=[{dir}/{name}_mask.png] engine=patch seed=1");
 * run("Inpaint Large File...", "file=slide.tif mask=spots.zip output=clean.tif seed=1");
 * }</pre>
 * What is done to an image is {@link org.inpaintj.imagej.batch}'s and {@link org.inpaintj.imagej.large}'s; nothing here
 * opens one.
 * <p>
 * Internal.
 */
package org.inpaintj.command.batch;
