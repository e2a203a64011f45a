/**
 * Selections and masks, in both directions, and the models that were used before.
 * <ul>
 * <li>{@link org.inpaintj.imagej.roi.RoiToMask} makes a mask of any selection, cut to the image.
 * <li>{@link org.inpaintj.imagej.roi.MaskReader} makes one of an open image or a file: white is repainted, grey is
 * mixed.
 * <li>{@link org.inpaintj.imagej.roi.MaskToRoi} makes a selection of a mask, to the pixel.
 * <li>{@link org.inpaintj.imagej.roi.RoiPrompt} makes a prompt for Segment Anything of a selection.
 * </ul>
 * Masks are in pixels of the image, from 0 (keep) to 1 (repaint). Nothing here changes an image.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.roi;
