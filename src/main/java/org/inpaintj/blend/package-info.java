/**
 * Pure functions that join a fill to its surroundings: the membrane that makes it meet the known samples, the
 * regression that gives every channel of an image its own values, and the mix; and {@link org.inpaintj.blend.Resampler},
 * which brings pictures to other sizes. Planes are float arrays, row by row. No ImageJ, no AWT.
 */
package org.inpaintj.blend;
