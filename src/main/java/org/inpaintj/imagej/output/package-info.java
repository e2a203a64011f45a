/**
 * Results that go into the image itself: {@link org.inpaintj.imagej.output.InPlaceWriter} writes them into its samples,
 * as one step of Edit &gt; Undo where the image is small enough, {@link org.inpaintj.imagej.output.SliceInserter} adds
 * a slice behind the one that was repainted, and {@link org.inpaintj.imagej.output.LayerFlattener} writes visible
 * layers.
 * <ul>
 * <li>Samples where nothing was painted keep every bit.
 * <li>The files behind a virtual stack are never written.
 * <li>What was written is disclosed in the image's Info.
 * </ul>
 * All of it runs on the event thread if there is a user interface.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.output;
