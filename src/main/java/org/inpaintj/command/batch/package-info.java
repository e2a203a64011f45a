/**
 * The command that works on files instead of an open image: {@link org.inpaintj.command.batch.Batch} takes a folder or
 * a table, as {@code batch} of the command line does.
 * <ul>
 * <li>Keys are those of a {@link org.inpaintj.batch.BatchRequest}, in the dialog, in macros and for scripts alike.
 * <li>The work is a job of the shared queue: with progress over all images, and to be cancelled; what is done stays.
 * <li>A macro waits for it, and gets an error at the end if an image failed.
 * </ul>
 * <pre>{@code
 * run("Batch...", "images=plates results=clean mask=[{dir}/{name}_mask.png] engine=patch seed=1");
 * }</pre>
 * What is done to an image is {@link org.inpaintj.imagej.batch}'s; nothing here opens one.
 * <p>
 * Internal.
 */
package org.inpaintj.command.batch;
