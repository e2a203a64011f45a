/**
 * The window of an image's layers and what can be done with them: {@link org.inpaintj.ui.layer.LayersWindow} lists the
 * layers of the active image, the top one first, and {@link org.inpaintj.ui.layer.LayerActions}, where to begin, does
 * to them what a button or a macro asks for. What a layer is, and how a change is undone, is in {@code imagej.layer}.
 * <pre>{@code
 * LayerActions.run(image, LayerActions.Action.HIDE, 2, listener);     // the second layer from the bottom
 * }</pre>
 * <ul>
 * <li>Buttons and macros do the same, by the same method; several layers are one step for Undo.
 * <li>An action that cannot be done is one sentence, and nothing has changed, but for layers repeated before.
 * <li>The user is asked before samples of an image are replaced, and can switch that question off.
 * <li>There is one window, which follows the active image and lives on the event thread; its pictures, {@link
 * org.inpaintj.ui.layer.LayerPictures}, are drawn in the background.
 * </ul>
 * A new action is a constant of {@code LayerActions.Action}, whose name is the word in macros, with a case in
 * {@code LayerActions} and a button in the window.
 * <p>
 * Internal, but for the words of the actions.
 */
package org.inpaintj.ui.layer;
