/**
 * Pure functions on masks and planes: morphology, components, distances, resampling, blur, membrane. A mask is a
 * {@link org.inpaintj.raster.Mask}: values from 0 (keep) to 1 (repaint) over a box of the image. Planes are float arrays,
 * row by row.
 */
package org.inpaintj.raster;
