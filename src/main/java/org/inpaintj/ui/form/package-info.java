/**
 * The dialogs that ask for keys: {@link org.inpaintj.ui.form.ParameterDialog} makes a dialog of Swing of the keys of a
 * {@link org.inpaintj.params.Parameters}, with the most used inputs on the first page and the others behind a button.
 * Begin there, and with its {@code Asker}, which is what a command has to be to be asked for. The inputs themselves are
 * those of {@link org.inpaintj.ui.form.input}.
 * <ul>
 * <li>No class here lists keys. Label, kind of input, page, group, place and help are what each
 * {@link org.inpaintj.params.Key} says, so a new key appears by itself.
 * <li>Only inputs that mean something with what is chosen at the moment are shown, and the page follows the choice.
 * <li>The dialog comes back with what was typed until the command can do what it is told; what was typed and given up
 * is offered the next time, while the program runs.
 * <li>A page that is higher than the screen scrolls.
 * <li>Nothing is recorded here: the answers are read from the components, and the command records its keys itself.
 * </ul>
 * <pre>{@code
 * if (ParameterDialog.ask(command))
 *     command.execute();
 * }</pre>
 * A new kind of model is a constant of {@code ModelSource}, which says where to get one; what stands below the inputs
 * is a {@code FormLook}. Dialogs live on the event thread, and {@code ask} may be called on any thread.
 * <p>
 * Internal.
 */
package org.inpaintj.ui.form;
