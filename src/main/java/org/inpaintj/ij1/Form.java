package org.inpaintj.ij1;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Font;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private static final int TEXT = 28, LONG = 46;

    /** A heading, and rows of keys, those of a row side by side; what is not listed follows in the order of the keys. */
    private record Group(String title, List<List<String>> rows) {
    }

    /** For commands with a prompt, which have too many inputs for one column. */
    private static final List<Group> GROUPS = List.of(
            new Group("What", List.of(List.of("engine", "preset"), List.of("model"), List.of("prompt"),
                    List.of("negative"), List.of("styles"), List.of("stylebook"))),
            new Group("How", List.of(List.of("sampler", "schedule"), List.of("steps", "cfg"), List.of("strength", "content"),
                    List.of("width", "height"), List.of("device"))),
            new Group("Where", List.of(List.of("mask"), List.of("refine"), List.of("segmenter"), List.of("grow", "blur"), List.of("padding", "invert"))),
            new Group("Result", List.of(List.of("seed", "candidates"), List.of("target", "background"))));

    /** One input on the screen. */
    private record Field(Supplier<String> get, Consumer<String> set) {
    }

    private final InpaintCommand<?> command;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    /** What choices mean for keys that are not shown. */
    private final Map<String, String> hidden = new LinkedHashMap<>();

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
        fields.clear();
        final List<String> shown = new ArrayList<>(command.shown());
        if (shown.contains("prompt"))
            for (final Group group : GROUPS)
                add(dialog, group, shown, values);
        shown.forEach(key -> add(dialog, key, values.get(key)));
        dialog.addHelp(help());
        dialog.showDialog();
        return !dialog.wasCanceled();
    }

    /** The texts of the keys shown, not checked. */
    Map<String, String> answers() {
        final Map<String, String> answers = new LinkedHashMap<>(hidden);
        fields.forEach((key, field) -> answers.put(key, field.get.get()));
        return answers;
    }

    private String help() {
        final StringBuilder help = new StringBuilder("<html><h3>" + command.title() + "</h3><table>");
        for (final String key : fields.keySet()) {
            final Key described = command.keys().describe(key);
            help.append("<tr><td><b>").append(described.label()).append("</b><br><code>").append(key)
                    .append("</code></td><td>").append(described.help()).append("</td></tr>");
        }
        return help.append("</table>").toString();
    }

    /** Adds those keys of a group that are still to be shown, and takes them off the list. */
    private void add(final GenericDialog dialog, final Group group, final List<String> shown,
            final Map<String, String> values) {
        if (group.rows.stream().flatMap(List::stream).noneMatch(shown::contains))
            return;
        dialog.setInsets(fields.isEmpty() ? 0 : 12, 0, 0);
        dialog.addMessage(group.title, new Font(Font.SANS_SERIF, Font.BOLD, 12));
        for (final List<String> row : group.rows) {
            boolean first = true;
            for (final String key : row)
                if (shown.remove(key)) {
                    if (!first)
                        dialog.addToSameRow();
                    add(dialog, key, values.get(key));
                    first = false;
                }
        }
    }

    private void add(final GenericDialog dialog, final String key, final String value) {
        fields.put(key, field(dialog, key, command.keys().describe(key), value));
    }

    private Field field(final GenericDialog dialog, final String key, final Key described, final String value) {
        final Class<?> type = command.keys().type(key);
        final List<String> choices = command.choices(key);
        if (type == boolean.class) {
            dialog.addCheckbox(described.label(), Boolean.parseBoolean(value));
            final Checkbox box = last(dialog.getCheckboxes());
            return new Field(() -> Boolean.toString(box.getState()), text -> box.setState(Boolean.parseBoolean(text)));
        }
        if (!choices.isEmpty()) {
            dialog.addChoice(described.label(), choices.toArray(String[]::new), value);
            final Choice choice = last(dialog.getChoices());
            choice.addItemListener(event -> chosen(key, choice.getSelectedItem()));
            return new Field(choice::getSelectedItem, choice::select);
        }
        if (type == String.class) {
            final boolean wide = command.shown().contains("prompt");
            switch (described.path()) {
                case NONE -> dialog.addStringField(described.label(), value, wide ? LONG : TEXT);
                case FILE -> dialog.addFileField(described.label(), value, wide ? LONG : TEXT);
                case FOLDER, EITHER -> dialog.addDirectoryField(described.label(), value, wide ? LONG : TEXT);
            }
            final TextField text = last(dialog.getStringFields());
            // ImageJ has put a separator after what it takes for a folder
            text.setText(value);
            return new Field(text::getText, text::setText);
        }
        dialog.addNumericField(described.label(), 0, 0, NUMBER, "");
        final TextField number = last(dialog.getNumericFields());
        number.setText(value);
        return new Field(number::getText, number::setText);
    }

    /** Shows what a choice means for other inputs. */
    private void chosen(final String key, final String word) {
        final Map<String, String> implied = command.expand(Map.of(key, word));
        implied.remove(key);
        implied.forEach((other, text) -> {
            if (fields.containsKey(other))
                fields.get(other).set.accept(text);
            else
                hidden.put(other, text);
        });
    }

    @SuppressWarnings("unchecked")
    private static <C> C last(final List<?> components) {
        return (C) components.get(components.size() - 1);
    }
}
