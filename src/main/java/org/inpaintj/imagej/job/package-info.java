/**
 * Jobs on images: an image and its selection become an {@link org.inpaintj.imagej.job.InpaintJob}, which paints on a
 * worker thread; {@link org.inpaintj.imagej.job.Delivery} puts the
 * {@link org.inpaintj.imagej.job.InpaintResult} where the user wants it, mostly as a layer.
 */
package org.inpaintj.imagej.job;
