package org.inpaintj.ij1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.inpaintj.command.InpaintCommand;
import org.inpaintj.engine.Key;

import ij.gui.GenericDialog;

/**
 * A command's inputs as ImageJ's own dialog. The answers are read from its components, for the dialog's own methods
 * would record them under the first words of their labels.
 */
final class Form {

    private static final int NUMBER = 8;
    private static final int TEXT = 28;

    private final InpaintCommand<?> command;
    private Map<String, Supplier<String>> fields = Map.of();

    Form(final InpaintCommand<?> command) {
        this.command = command;
    }

    /**
     * Shows the dialog and waits for the user.
     *
     * @param values a text for each key shown
     * @return false if the user cancelled
     */
    boolean show(final Map<String, String> values) {
        final GenericDialog dialog = new GenericDialog(command.title().replace("...", ""));
        fields = new LinkedHashMap<>();
        final StringBuilder help = new StringBuilder("<html><h3>" + command.title() + "</h3><table>");
        for (final String key : command.shown()) {
            final Key described = command.keys().describe(key);
            fields.put(key, add(dialog, key, described.label(), values.get(key)));
            help.append("<tr><td><b>").append(described.label()).append("</b><br><code>").append(key)
                    .append("</code></td><td>").append(described.help()).append("</td></tr>");
        }
        dialog.addHelp(help.append("</table>").toString());
        dialog.showDialog();
        return !dialog.wasCanceled();
    }

    /** The texts of the keys shown, not checked. */
    Map<String, String> answers() {
        final Map<String, String> answers = new LinkedHashMap<>();
        fields.forEach((key, field) -> answers.put(key, field.get()));
        return answers;
    }

    private Supplier<String> add(final GenericDialog dialog, final String key, final String label, final String value) {
        final Class<?> type = command.keys().type(key);
        final List<String> choices = command.choices(key);
        if (type == boolean.class) {
            dialog.addCheckbox(label, Boolean.parseBoolean(value));
            final Checkbox box = last(dialog.getCheckboxes());
            return () -> Boolean.toString(box.getState());
        }
        if (!choices.isEmpty()) {
            dialog.addChoice(label, choices.toArray(String[]::new), value);
            final Choice choice = last(dialog.getChoices());
            return choice::getSelectedItem;
        }
        if (type == String.class) {
            dialog.addStringField(label, value, TEXT);
            final TextField text = last(dialog.getStringFields());
            return text::getText;
        }
        dialog.addNumericField(label, 0, 0, NUMBER, "");
        final TextField number = last(dialog.getNumericFields());
        number.setText(value);
        return number::getText;
    }

    @SuppressWarnings("unchecked")
    private static <C> C last(final List<?> components) {
        return (C) components.get(components.size() - 1);
    }
}
