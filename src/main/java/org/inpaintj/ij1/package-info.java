/**
 * The plugins that ImageJ 1 itself runs, in Fiji and in plain ImageJ: {@link org.inpaintj.ij1.CommandPlugIn} runs a
 * command of {@code command} for menus, macros and the recorder, and {@link org.inpaintj.ij1.SelectObjectTool} and
 * {@link org.inpaintj.ij1.MaskBrushTool} are tools of the toolbar. Begin with {@code CommandPlugIn}.
 * <ul>
 * <li>Every entry is a line of {@code plugins.config}, the command's class in parentheses; this is the only way into
 * the menu, so Fiji shows no entry twice.
 * <li>What the dialog asks for is what the recorder writes and what a macro may say: one list of keys.
 * <li>A macro that says what it wants opens no window, and neither does a run without a display.
 * <li>An error stops the macro; a new image becomes the current one.
 * </ul>
 * <pre>{@code
 * Plugins>InpaintJ, "Inpaint Selection...", org.inpaintj.ij1.CommandPlugIn("org.inpaintj.command.InpaintSelection")
 * }</pre>
 * A new command needs a class in {@code command} and such a line, and nothing here. The plugins run on ImageJ's own
 * thread; the tools live on the event thread and leave their work to {@code ui.select} and {@code ui.brush}.
 * <p>
 * Internal, but for the labels of the menu and the keys of macros.
 */
package org.inpaintj.ij1;
