package org.inpaintj.ui;

import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Font;
import java.awt.Point;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Key;
import org.inpaintj.engine.Vocabulary;

import ij.IJ;
import ij.gui.GenericDialog;

/**
 * A command's inputs as ImageJ's own dialog: first those that most people set, on a second page behind a button the
 * rest. The answers are read from its components, for the dialog's own methods would record them under the first words
 * of their labels.
 */
public final class Form {

    /** The button that leads to the second page. */
    public static final String MORE = "More...";

    /** The command that asks. */
    public interface Asker {

        /** The label in the menu. */
        String title();

        Vocabulary<?> keys();

        /** The inputs as they are now, as text. */
        Map<String, String> values();

        /**
         * Sets inputs.
         *
         * @throws InpaintException for a bad value; then nothing is set
         */
        void assign(Map<String, String> texts);

        /** The keys of the first page. */
        List<String> shown();

        /** Those that mean something with the inputs as they are now, and are not on the first page. */
        List<String> rest(List<String> firstPage);

        /** The words that are offered for a key; empty if it is not a choice. */
        List<String> choices(String key);

        /** Texts that are given, with what they mean for other keys. */
        Map<String, String> expand(Map<String, String> given);
    }

    private enum End { OK, MORE, CANCEL }

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
                    List.of("stop", "exactly"), List.of("emphasis", "skip"), List.of("keep", "conditioning"),
                    List.of("width", "height"), List.of("passes", "memory"), List.of("device"), List.of("vae"))),
            new Group("Where", List.of(List.of("mask"), List.of("refine"), List.of("segmenter"), List.of("grow", "blur"),
                    List.of("padding", "invert"), List.of("area", "spill"))),
            new Group("Result", List.of(List.of("seed", "candidates"), List.of("subseed", "variation"), List.of("target"),
                    List.of("tone", "background"))));

    /** One input on the screen. */
    private record Field(Supplier<String> get, Consumer<String> set) {
    }

    private final Asker command;
    private final String title;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    /** What choices mean for keys that are not shown. */
    private final Map<String, String> hidden = new LinkedHashMap<>();
    private final boolean second;
    /** Whether the page at hand is in groups, with long texts. */
    private boolean wide;
    /** Where the dialog was when it was shown before; null at first. */
    private Point place;

    private Form(final Asker command, final boolean second) {
        this.command = command;
        this.second = second;
        title = command.title().replace("...", "") + (second ? ": More" : "");
    }

    /** Asks until every answer is valid; false if the user gives up. */
    public static boolean ask(final Asker command) {
        final Form form = new Form(command, false);
        Map<String, String> answers = command.values();
        for (;;) {
            final List<String> page = command.shown();
            final End end = form.show(page, answers, !command.rest(page).isEmpty());
            if (end == End.CANCEL)
                return false;
            answers = form.answers(answers);
            if (form.take(answers)) {
                if (end == End.OK)
                    return true;
                askRest(command, page);
                answers = command.values();
            }
        }
    }

    /**
     * Shows the second page and sets what the user has changed there; nothing if he cancels.
     *
     * @param firstPage keys that are asked for elsewhere
     */
    public static void askRest(final Asker command, final List<String> firstPage) {
        final Form form = new Form(command, true);
        final List<String> page = command.rest(firstPage);
        Map<String, String> answers = command.values();
        while (form.show(page, answers, false) == End.OK) {
            answers = form.answers(answers);
            if (form.take(answers))
                return;
        }
    }

    private boolean take(final Map<String, String> answers) {
        try {
            command.assign(answers);
            return true;
        } catch (final InpaintException e) {
            IJ.showMessage(command.title(), e.getMessage());
            return false;
        }
    }

    /** Shows the dialog and waits for the user. */
    private End show(final List<String> page, final Map<String, String> values, final boolean more) {
        final GenericDialog dialog = new GenericDialog(title);
        fields.clear();
        hidden.clear();
        wide = second || page.contains("prompt");
        final List<String> shown = new ArrayList<>(page);
        if (wide)
            for (final Group group : GROUPS)
                add(dialog, group, shown, values);
        shown.forEach(key -> add(dialog, key, values.get(key)));
        if (more)
            dialog.enableYesNoCancel("  OK  ", MORE);
        dialog.addHelp(help());
        if (place != null)
            dialog.setLocation(place);
        dialog.showDialog();
        place = dialog.getLocation();
        return dialog.wasCanceled() ? End.CANCEL : more && !dialog.wasOKed() ? End.MORE : End.OK;
    }

    /** The texts of before with those of the keys shown and what these mean, not checked. */
    private Map<String, String> answers(final Map<String, String> before) {
        final Map<String, String> answers = new LinkedHashMap<>(before);
        answers.putAll(hidden);
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
