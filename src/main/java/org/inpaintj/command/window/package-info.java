/**
 * Commands that open a window or another view of an image and leave the rest to it, or are about windows: they make no
 * image.
 * {@link org.inpaintj.command.window.Tutorial} opens the guided tour.
 * <pre>{@code
 * run("Tutorial...");
 * }</pre>
 * <ul>
 * <li>{@link org.inpaintj.command.window.CommandStarter} begins any command for a window that has asked for its keys.
 * <li>They return at once: what the window does, it does on the event thread.
 * <li>Without a display those with a window say so in a sentence, and do nothing.
 * <li>Like all commands they are found by SciJava, and have their menu entry in {@code plugins.config}.
 * </ul>
 * A new one is a subclass of {@link org.inpaintj.command.ParameterCommand}, mostly without parameters, whose window
 * lives in a room of {@code ui}.
 * <p>
 * Internal.
 */
package org.inpaintj.command.window;
