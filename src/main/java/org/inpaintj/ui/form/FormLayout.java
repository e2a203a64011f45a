package org.inpaintj.ui.form;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.swing.AbstractButton;
import javax.swing.Box;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.Scrollable;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.input.KeyInput;

/**
 * This panel lays inputs out in rows below headings, which show while one of their inputs does. In a window that is
 * narrower, what is long gets shorter first; then, and where it is lower, it scrolls.
 */
final class FormLayout extends JPanel implements Scrollable {

    private static final long serialVersionUID = 1L;
    /** px at scale 1. */
    private static final int GAP = 4, HEADING = 10, LEAST = 540;
    /** What has room in a line, where a wide input counts for two. */
    private static final int WIDE = 4;

    private final transient Map<JLabel, List<KeyInput>> headings = new LinkedHashMap<>();
    private int row;
    /** What texts and paths need to be read; 0 on a page without any, px. */
    private int least;

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
            final JLabel heading = new JLabel(Translation.message(group.title()));
            heading.setFont(heading.getFont().deriveFont(Font.BOLD));
            add(heading, place(0, GridBagConstraints.REMAINDER, GridBagConstraints.LINE_START, row == 0 ? 0 : HEADING));
            row++;
            headings.put(heading, group.keys().stream().map(inputs::get).toList());
        }
        for (final List<String> keys : group.rows()) {
            final List<KeyInput> line = new ArrayList<>();
            int wide = 0;
            for (final String key : keys) {
                final int more = inputs.get(key).isWide() ? 2 : 1;
                least = more > 1 ? WindowScale.px(LEAST) : least;
                if (wide + more > WIDE && !line.isEmpty()) {
                    addRow(line);
                    line.clear();
                    wide = 0;
                }
                line.add(inputs.get(key));
                wide += more;
            }
            addRow(line);
        }
    }

    /** Inputs stand in columns, but for those rows that would make them too wide. */
    private void addRow(final List<KeyInput> inputs) {
        final int last = inputs.size() - 1;
        if (inputs.stream().limit(last).noneMatch(KeyInput::isWide))
            for (int i = 0; i <= last; i++)
                add(this, inputs.get(i), 2 * i, i == last);
        else {
            final JPanel line = new JPanel(new GridBagLayout());
            addFirst(inputs.get(0), line);
            for (int i = 1; i <= last; i++)
                add(line, inputs.get(i), 2 * i, false);
        }
        row++;
    }

    /** The first input of a row that has a panel of its own. */
    private void addFirst(final KeyInput first, final JPanel line) {
        addLabel(this, first, 0);
        final GridBagConstraints inner = place(1, 1, GridBagConstraints.LINE_START, 0);
        inner.insets.bottom = 0;
        fill(inner, first);
        line.add(first.component(), inner);
        final GridBagConstraints outer = place(1, GridBagConstraints.REMAINDER, GridBagConstraints.LINE_START, 0);
        outer.fill = GridBagConstraints.HORIZONTAL;
        outer.weightx = 1;
        outer.insets.right = 0;
        add(line, outer);
    }

    private void add(final JPanel to, final KeyInput input, final int column, final boolean last) {
        addLabel(to, input, column);
        final GridBagConstraints place = place(column + 1, last ? GridBagConstraints.REMAINDER : 1,
                GridBagConstraints.LINE_START, 0);
        if (last)
            place.weightx = 1;
        fill(place, input);
        if (to != this)
            place.insets.bottom = 0;
        to.add(input.component(), place);
    }

    private static void fill(final GridBagConstraints place, final KeyInput input) {
        if (input.isWide()) {
            place.fill = GridBagConstraints.HORIZONTAL;
            place.weightx = 1;
        }
    }

    private void addLabel(final JPanel to, final KeyInput input, final int column) {
        if (input.label() == input.component())
            return;
        final boolean lines = input.field() instanceof JTextArea;
        final GridBagConstraints before = place(column, 1, lines ? GridBagConstraints.FIRST_LINE_END
                : GridBagConstraints.LINE_END, 0);
        if (column > 0)
            before.insets.left = WindowScale.px(HEADING);
        if (to != this)
            before.insets.bottom = 0;
        to.add(input.label(), before);
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

    /** Leaves what room there is at the end; called last. */
    void addEnd() {
        final GridBagConstraints place = place(0, 1, GridBagConstraints.LINE_START, 0);
        place.weighty = 1;
        add(Box.createGlue(), place);
    }

    /** Brings a component into sight, as far to the left as possible, where the labels are. */
    void bring(final JComponent part) {
        final Rectangle seen = SwingUtilities.convertRectangle(part.getParent(), part.getBounds(), this);
        seen.grow(0, WindowScale.px(HEADING));
        final int wide = getVisibleRect().width;
        if (seen.x < wide / 2)
            seen.setBounds(0, seen.y, wide, seen.height);
        scrollRectToVisible(seen);
    }

    @Override
    public Dimension getPreferredSize() {
        final Dimension size = super.getPreferredSize();
        return new Dimension(Math.max(least, size.width), size.height);
    }

    @Override
    public Dimension getPreferredScrollableViewportSize() {
        return getPreferredSize();
    }

    @Override
    public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
        return 2 * getFontMetrics(getFont()).getHeight();
    }

    @Override
    public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
        return orientation == SwingConstants.VERTICAL ? visible.height : visible.width;
    }

    @Override
    public boolean getScrollableTracksViewportWidth() {
        return getParent().getWidth() >= getMinimumSize().width;
    }

    @Override
    public boolean getScrollableTracksViewportHeight() {
        return getParent().getHeight() >= getPreferredSize().height;
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
