/**
 * ImageJ macros on the command line: {@link org.inpaintj.cli.macro.HeadlessMacro} runs one in an ImageJ that was
 * patched for use without a window, and {@link org.inpaintj.cli.macro.MacroMenu} gives an ImageJ that has windows, but
 * did not find the jar by itself, this plugin's entries of the menu.
 * <ul>
 * <li>Macros find every command under its label, because the entries are read from each {@code plugins.config} on the
 * class path ({@link org.inpaintj.cli.macro.MenuEntry}); a new line there needs nothing here.
 * <li>An entry that ImageJ has already is left alone.
 * <li>An error of the macro, and {@code exit("message")}, go to the standard error and make the run a failed one.
 * </ul>
 * <pre>{@code
 * boolean done = HeadlessMacro.run("open(getArgument()); run(\"Inpaint Selection...\", \"engine=patch\");", path);
 * }</pre>
 * These classes load ImageJ's own when they are loaded themselves. Nothing may refer to them before ImageJ has been
 * patched; see {@code MacroCommand}.
 * <p>
 * Internal.
 */
package org.inpaintj.cli.macro;
