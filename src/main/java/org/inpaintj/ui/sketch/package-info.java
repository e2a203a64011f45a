/**
 * The window of a sketch: {@link org.inpaintj.ui.sketch.SketchWindow} stands beside the working copy that the user
 * paints on with ImageJ's own tools, {@link org.inpaintj.ui.sketch.StrokeWatcher} tells one stroke from the next, and
 * {@link org.inpaintj.ui.sketch.SketchActions} does what the buttons do, for macros too.
 * <ul>
 * <li>Every release of the mouse is a stroke for Undo, and so is what a command or a macro has painted.
 * <li>A working copy that is closed keeps what was painted: only <em>Discard</em> does not.
 * <li>Edit &gt; Undo takes back strokes one by one while the working copy is the current image.
 * </ul>
 * <pre>{@code
 * SketchSession session = SketchSession.begin(imp);
 * session.copy().show();
 * SketchActions.watch(session, true);
 * }</pre>
 * What a stroke is, and where it is kept, is in {@code imagej.sketch}. All of it lives on the event thread.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.sketch;
