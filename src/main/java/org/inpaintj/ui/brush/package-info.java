/**
 * Masks by hand: {@link org.inpaintj.ui.brush.MaskBrushController} is what the mouse and the keys of the Mask Brush
 * Tool do on one image, with {@link org.inpaintj.ui.brush.BrushOptions}.
 * <pre>{@code
 * MaskBrushController controller = new MaskBrushController(image, settings::options, settings::keep);
 * controller.press(point, true);      // on the event thread, in pixels of the canvas
 * controller.drag(other);
 * controller.release();               // what was painted is the selection a moment later
 * }</pre>
 * <ul>
 * <li>Mask and selection are the same thing: a stroke begins with what is selected, and ends as the selection.
 * <li>The event thread takes points and draws; {@code MaskWorker} paints, grows and finds outlines. What is drawn is
 * made of what the screen shows, at its resolution, and only where something has changed.
 * <li>What is drawn is a {@link org.inpaintj.ui.CanvasOverlay}: in no file, flattened copy or overlay.
 * <li>Strokes that erase are jobs of the queue, one after the other; each sees what the one before has left.
 * </ul>
 * {@code BrushBar}, a window beside the image, has buttons for what can be done with it. Another thing to do with the
 * mask is a function from a {@link org.inpaintj.raster.tile.TileMask} to one, for {@code MaskBrushController.change}.
 * How a mask becomes a selection is in {@code imagej.roi}.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.brush;
