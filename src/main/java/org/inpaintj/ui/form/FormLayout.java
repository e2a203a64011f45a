package org.inpaintj.ui.form;

import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.input.KeyInput;

/** This panel lays inputs out in rows below headings, which show while one of their inputs does. */
final class FormLayout extends JPanel {

    private static final long serialVersionUID = 1L;
    /** px at scale 1. */
    private static final int GAP = 4, HEADING = 10;

    private final transient Map<JLabel, List<KeyInput>> headings = new LinkedHashMap<>();
    private int row;

    FormLayout() {
        super(new GridBagLayout());
    }

    /** Adds what is as wide as the page. */
    void addLine(final JComponent line) {
        add(line, place(0, GridBagConstraints.REMAINDER, GridBagConstraints.LINE_START, row == 0 ? 0 : GAP));
        row++;
    }

    /** @param inputs of the keys of the group */
    void add(final FormGroup group, final Map<String, KeyInput> inputs) {
        if (!group.title().isEmpty()) {
            final JLabel heading = new JLabel(Translation.of(group.title()));
            heading.setFont(heading.getFont().deriveFont(Font.BOLD));
            add(heading, place(0, GridBagConstraints.REMAINDER, GridBagConstraints.LINE_START, row == 0 ? 0 : HEADING));
            row++;
            headings.put(heading, group.keys().stream().map(inputs::get).toList());
        }
        for (final List<String> keys : group.rows()) {
            for (int i = 0; i < keys.size(); i++)
                add(inputs.get(keys.get(i)), 2 * i, i == keys.size() - 1);
            row++;
        }
    }

    private void add(final KeyInput input, final int column, final boolean last) {
        if (input.label() != input.component()) {
            final boolean lines = input.field() instanceof JTextArea;
            add(input.label(), place(column, 1, lines ? GridBagConstraints.FIRST_LINE_END
                    : GridBagConstraints.LINE_END, 0));
        }
        final GridBagConstraints place = place(column + 1, last ? GridBagConstraints.REMAINDER : 1,
                GridBagConstraints.LINE_START, 0);
        if (input.isWide() && last)
            place.fill = GridBagConstraints.HORIZONTAL;
        if (last)
            place.weightx = 1;
        add(input.component(), place);
    }

    private GridBagConstraints place(final int column, final int width, final int anchor, final int above) {
        final GridBagConstraints place = new GridBagConstraints();
        place.gridx = column;
        place.gridy = row;
        place.gridwidth = width;
        place.anchor = anchor;
        place.insets = new Insets(WindowScale.px(above), 0, WindowScale.px(GAP), WindowScale.px(GAP));
        return place;
    }

    /** Shows the headings of what shows. */
    void showHeadings() {
        headings.forEach((heading, inputs) -> heading.setVisible(inputs.stream().anyMatch(KeyInput::shows)));
    }

    /**
     * Gives inputs a letter each, with which the keyboard reaches them.
     *
     * @param taken letters of buttons, in capitals
     */
    static void giveLetters(final Iterable<KeyInput> inputs, final String taken) {
        final List<Character> free = new ArrayList<>();
        for (char letter = 'A'; letter <= 'Z'; letter++)
            if (taken.indexOf(letter) < 0)
                free.add(letter);
        for (final KeyInput input : inputs) {
            final String text = input.label() instanceof JLabel label ? label.getText()
                    : ((AbstractButton) input.label()).getText();
            text.chars().map(Character::toUpperCase).mapToObj(letter -> (char) letter).filter(free::contains)
                    .findFirst().ifPresent(letter -> {
                        free.remove(letter);
                        if (input.label() instanceof JLabel label)
                            label.setDisplayedMnemonic(letter);
                        else
                            ((AbstractButton) input.label()).setMnemonic(letter);
                    });
        }
    }
}
