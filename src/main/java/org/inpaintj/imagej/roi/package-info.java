/**
 * Selections and masks, in both directions, and the models that were used before.
 */
package org.inpaintj.imagej.roi;
