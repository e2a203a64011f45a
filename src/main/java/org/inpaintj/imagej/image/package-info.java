/**
 * ImageJ's images as this plugin sees them: one position of a stack with all its channels, its samples to the bit.
 * <ul>
 * <li>{@link org.inpaintj.imagej.image.ImageSource} remembers the position that a job was taken from, finds it again,
 * and tells {@code inpaint} what must be known beside the samples.
 * <li>{@link org.inpaintj.imagej.image.LutRenderer} shows samples as the image would: look-up tables, display ranges,
 * channel mode.
 * <li>{@link org.inpaintj.imagej.image.ProvenanceRecords} keeps the records of generated content in an image's Info.
 * <li>{@link org.inpaintj.imagej.image.EventThread} is the only way to change an image that is shown.
 * </ul>
 * Slices, frames and channels are counted from 1 as in ImageJ; columns and rows from 0. Planes of a stack in memory are
 * the stack's own arrays; those of a virtual stack are copies and are never written.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.image;
