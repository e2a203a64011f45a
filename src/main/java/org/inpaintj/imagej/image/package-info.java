/**
 * ImageJ's images as this plugin sees them: one position with all its channels, its samples to the bit.
 */
package org.inpaintj.imagej.image;
