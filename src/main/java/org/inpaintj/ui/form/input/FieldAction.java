package org.inpaintj.ui.form.input;

import java.util.Optional;
import java.util.function.Supplier;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;

/**
 * A field action is what a button beside a text of several lines does: it makes words, which are put into
 * the text to be edited. The user sees them before anything uses them.
 *
 * @param label of the button
 * @param words makes the words; empty if the user gives up. Runs on a thread of its own and may show dialogs; an
 *              interrupt stops it, and it then throws a {@link CancelledException}; an {@link InpaintException} is
 *              shown
 */
public record FieldAction(String label, Supplier<Optional<String>> words) {
}
