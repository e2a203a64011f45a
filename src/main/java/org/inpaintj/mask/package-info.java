/**
 * Pure functions on masks. A mask is a {@link org.inpaintj.mask.Mask}: values from 0 (keep) to 1 (repaint) over a box
 * of the image. No ImageJ, no AWT.
 */
package org.inpaintj.mask;
