/**
 * Selecting with networks by mouse and by words. {@link org.inpaintj.ui.select.SelectObjectController} is what clicks,
 * boxes and keys of the Select Object Tool do on one image, {@link org.inpaintj.ui.select.RefineTask} replaces a
 * selection by what Segment Anything finds there, and {@link org.inpaintj.ui.select.SelectByTextTask} selects what a
 * text names. The last two show a window in which the user picks a candidate or ticks detections.
 * <ul>
 * <li>The event thread never waits for a network: {@code SamWorker} looks at the image as a job of the queue and
 * answers in the background, and only the newest prompt is answered.
 * <li>What is drawn over an image is a {@code CanvasOverlay}: ImageJ never saves it, it never joins the user's overlay,
 * and it makes way while a command runs.
 * <li>Dots belong to the slice and frame that they were set on.
 * <li>An image that was closed or has changed meanwhile is noticed before a selection is put on it.
 * </ul>
 * Begin with the controller for the mouse, or with a task for a command. Another window that shows something to be
 * taken is a subclass of {@code SelectionPreviewWindow}; what it draws is a subclass of {@code CanvasOverlay}. How
 * objects are found is in {@code segment}, and how a mask becomes a selection in {@code imagej.roi}.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.select;
