/**
 * Inputs of Swing for keys, to be used in any window: {@link org.inpaintj.ui.form.input.KeyInputs} makes the
 * {@link org.inpaintj.ui.form.input.KeyInput} of a key from what its {@link org.inpaintj.params.Key} says, and asks a
 * {@link org.inpaintj.ui.form.input.KeySource} for what else there is: words, names and models to pick, buttons.
 * <pre>{@code
 * KeyInput prompt = KeyInputs.of(source, "prompt", values.get("prompt"), key -> changed());
 * panel.add(prompt.label());
 * panel.add(prompt.component());
 * WindowScale.apply(panel);
 * ... prompt.text() ...
 * }</pre>
 * <ul>
 * <li>The field is named after its key. Enter presses the default button of the window it is in, Tab goes on.
 * <li>A value that is not the default has a bold label; the menu of the right mouse button sets it back.
 * <li>What is wrong is red, and the tool tip and {@code help} say why, while it is typed; no value is corrected.
 * <li>{@code changed} is told when the user has picked something, or has paused after typing; not of {@code set}.
 * <li>Texts are in the user's language; the values stay as macros write them.
 * <li>Colours are those of the look and feel, and all sizes follow its fonts.
 * </ul>
 * A new kind of input is a subclass of {@code KeyInput} and a case in {@code KeyInputs}. All of it belongs to the event
 * thread; the files of a model are never read here.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.form.input;
