/**
 * Samples of images at their full depth: what an {@link org.inpaintj.inpaint.Inpainter} reads and what its patches
 * hold.
 * <ul>
 * <li>{@link org.inpaintj.inpaint.samples.Samples} are a rectangle of an image with all its channels, of a
 * {@link org.inpaintj.inpaint.samples.SampleType}: ImageJ's four types in arrays of their own, bit for bit, and any
 * other real type of ImgLib2 as doubles.
 * <li>{@link org.inpaintj.inpaint.samples.ImageInfo} says what samples mean: colours, display ranges, a palette.
 * <li>{@link org.inpaintj.inpaint.samples.ImgSamples} copies them out of ImgLib2 images and writes them back, where
 * they were painted and nowhere else. Whole numbers are rounded half up; all values are clamped to the type.
 * </ul>
 * <pre>{@code
 * Samples crop = Samples.of(image, new Box(40, 30, 64, 64));
 * double[] first = crop.values(0);
 * }</pre>
 * Rows go from top to bottom, columns from left to right, channels are counted from 0. Nobody writes to samples that
 * were handed on; then they may be read by any number of threads, and serialised.
 * <p>
 * API: {@code ImageInfo}, {@code ColourPalette}, {@code Samples} and {@code SampleType}. Internal: all others.
 */
package org.inpaintj.inpaint.samples;
