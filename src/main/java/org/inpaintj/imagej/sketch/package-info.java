/**
 * Sketches: what a user paints over an image with ImageJ's own tools, kept apart from the image and handed to engines
 * as the picture that they start from.
 * <ul>
 * <li>A {@link org.inpaintj.imagej.sketch.SketchSession} gives the tools a working copy of what is seen of the image at
 * one position, so that not one sample of the image itself is touched, and takes back strokes one by one.
 * <li>What was painted becomes a {@link org.inpaintj.imagej.sketch.PaintLayer}: a layer of full depth that is saved
 * with the image, of which a position has one at most. No command writes it into the image unless asked to.
 * <li>{@link org.inpaintj.imagej.sketch.SketchReader} finds what the keys {@code sketch} and {@code mask=painted} mean:
 * that layer, another open image or a file, in which what differs from the image is painted.
 * </ul>
 * <pre>{@code
 * SketchSession session = SketchSession.begin(imp);
 * session.copy().getProcessor().fillOval(20, 12, 9, 9);
 * session.done();
 * Strokes strokes = SketchReader.read("painted", imp).strokes();
 * }</pre>
 * The window with the buttons is in {@code ui.sketch}; how paint and image are mixed is in
 * {@link org.inpaintj.inpaint.SketchComposite}.
 * <p>
 * Internal.
 */
package org.inpaintj.imagej.sketch;
