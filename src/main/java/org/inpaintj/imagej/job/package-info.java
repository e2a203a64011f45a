/**
 * Jobs on images: an image and its selection become an {@link org.inpaintj.imagej.job.InpaintJob}, a snapshot that an
 * {@link org.inpaintj.inpaint.Inpainter} paints on a worker thread; {@link org.inpaintj.imagej.job.Delivery} puts the
 * {@link org.inpaintj.imagej.job.InpaintResult} where the user wants it, mostly as a layer.
 * <ul>
 * <li>A job is taken at once, on the caller's thread; what happens to the image afterwards changes nothing of it.
 * <li>Only the samples that the engine looks at are copied.
 * <li>A result is never lost: if its image was closed or has become another one, it is a new image.
 * <li>A layer can be made again from its record alone; no path of a record is opened.
 * </ul>
 * <pre>{@code
 * InpaintJob job = InpaintJob.of(imp, request);
 * ImagePlus out = Delivery.deliver(job.paint(Progress.NONE));
 * }</pre>
 * Other ways to come to a mask are other implementations of {@link org.inpaintj.imagej.job.PaintJob}. What paints
 * belongs into {@code inpaint}, where no ImageJ is.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.job;
