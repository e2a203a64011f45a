/**
 * The window that stays open beside the image: mode, prompt, model and a few inputs, what would come of them, the
 * button Generate, and the queue. Begin at {@link org.inpaintj.ui.panel.InpaintPanelWindow};
 * {@link org.inpaintj.ui.panel.PanelSettings} is all that it holds.
 * <pre>{@code
 * InpaintPanelWindow.open(commands);                                // or brings it to the front
 * InpaintPanelWindow.generate(commands, image);                     // what its button does, also while it is closed
 * }</pre>
 * <ul>
 * <li>A {@link org.inpaintj.ui.panel.PanelMode} is a preset of keys and no more: what runs is a command of the menu
 * with keys, which the recorder writes.
 * <li>Which inputs show is what the command says of its keys; the panel lists only those that it has an input for.
 * What is set beside them is said.
 * <li>What is typed is in ImageJ's preferences at once: closing the window loses nothing.
 * <li>Files are read and devices looked for on threads of its own, never on the event thread.
 * </ul>
 * The commands come through {@link org.inpaintj.ui.panel.PanelCommands}, which the command that opens the window
 * implements. A new mode is a constant of {@code PanelMode} and a row in docs/panel.md.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.panel;
