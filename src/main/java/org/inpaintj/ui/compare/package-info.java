/**
 * Before and after, on the image itself: {@link org.inpaintj.ui.compare.BeforeAfterKey} holds back all layers of an
 * image while a key is pressed, and {@link org.inpaintj.ui.compare.BeforeAfterView}, where to begin, shows them only to
 * the right of a line that is dragged, or shows how much they change.
 * <pre>{@code
 * BeforeAfterView.show(image, BeforeAfterView.View.SPLIT);          // until View.OFF
 * }</pre>
 * <ul>
 * <li>Only drawing changes: no sample, no layer, no overlay and no mark of the image that it was changed; what is saved
 * or flattened meanwhile has its layers.
 * <li>The user's own overlay stays where it is, before and after.
 * <li>The key lets go when it is released and when the image loses the focus.
 * <li>A view ends with its image; it makes way while a command runs, as all that is drawn on a canvas.
 * </ul>
 * How layers are drawn for a while is {@code imagej.layer.LayerView}; what lies above them is a {@code CanvasOverlay}.
 * Methods that may be called on any thread say so; all else is on the event thread.
 * <p>
 * Internal, but for the words of the views.
 */
package org.inpaintj.ui.compare;
