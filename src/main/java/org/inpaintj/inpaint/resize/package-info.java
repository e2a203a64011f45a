/**
 * Pictures of other sizes, as the WebUI's image to image makes them before it changes them:
 * {@link org.inpaintj.inpaint.resize.ResizeKeys} says what size and how, {@link
 * org.inpaintj.inpaint.resize.SamplesResizer} does it to samples, and {@link
 * org.inpaintj.inpaint.resize.ImageToImageRequest} is all that the command Image to Image is told. The change itself is
 * an ordinary image to image on the resized picture.
 * <ul>
 * <li>Samples of 8 bits become, to the bit, what Pillow makes of them in the WebUI; those of other depths are resampled
 * in floats and rounded once, so that no depth is lost.
 * <li>Type and channels stay; numbers of colours are resized as colours; NaN stays NaN.
 * <li>Nothing here knows ImageJ, and nothing changes the samples that it is given.
 * </ul>
 * <pre>{@code
 * SamplesResizer resizer = new SamplesResizer(ResizeMode.CROP, 1544, 1008, Optional.empty());
 * Samples larger = resizer.resize(samples, ColourPalette.NONE, Progress.NONE);
 * }</pre>
 * <p>
 * Internal.
 */
package org.inpaintj.inpaint.resize;
