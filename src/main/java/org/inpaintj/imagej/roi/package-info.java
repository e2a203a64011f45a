/**
 * Selections and masks, in both directions, and the models that were used before.
 * <ul>
 * <li>{@link org.inpaintj.imagej.roi.RoiToMask}, where to begin, makes a mask of any selection, cut to the image.
 * <li>{@link org.inpaintj.imagej.roi.MaskReader} makes one of an open image or a file: white is repainted, grey is
 * mixed.
 * <li>{@link org.inpaintj.imagej.roi.NeighbourReader} reads the slices beside a position, and what is masked in them.
 * <li>{@link org.inpaintj.imagej.roi.MaskToRoi} makes a selection of a mask, to the pixel.
 * <li>{@link org.inpaintj.imagej.roi.SoftSelection} is a selection that carries a soft edge.
 * <li>{@link org.inpaintj.imagej.roi.RoiText} writes any selection as a text, and as lines of a macro.
 * <li>{@link org.inpaintj.imagej.roi.RoiPrompt} makes a prompt for Segment Anything of a selection.
 * <li>{@link org.inpaintj.imagej.roi.RecentModels} finds a model that a record names without its path.
 * <li>{@link org.inpaintj.imagej.roi.MissingModels} says which models of the catalogue keys name that are not there.
 * </ul>
 * Masks are in pixels of the image, from 0 (keep) to 1 (repaint). Nothing here changes an image. A mask that became a
 * selection and is read again is the same mask, holes and single pixels included.
 * <p>
 * Another kind of ImageJ's selections is to be told apart in {@code RoiToMask} and, where it says something about an
 * object, in {@code RoiPrompt}.
 * <p>
 * Internal, but for what macros call: {@code RoiText.select}.
 */
package org.inpaintj.imagej.roi;
