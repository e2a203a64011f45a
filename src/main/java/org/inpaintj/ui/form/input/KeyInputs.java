package org.inpaintj.ui.form.input;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.GridLayout;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.awt.event.MouseWheelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javax.swing.AbstractAction;
import javax.swing.Box;
import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JPanel;
import javax.swing.JRootPane;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.KeyStroke;
import javax.swing.ScrollPaneConstants;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;

import org.inpaintj.language.Translation;
import org.inpaintj.params.Key;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.offer.OfferMenu;

/**
 * This class makes the inputs of keys as the keys say it themselves: a check box, a choice, a number, a text, a path
 * with what may be picked, a list of names, a prompt. On the event thread.
 */
public final class KeyInputs {

    private static final int NUMBER = 7, TEXT = 30, NARROW = 12;
    /** px at scale 1. */
    private static final int GAP = 4;

    private final KeySource source;
    private final String key;
    private final Consumer<String> changed;
    private final Key described;
    /** Null until it is made; what lies beside it needs it. */
    private LineInput line;

    private KeyInputs(final KeySource source, final String key, final Consumer<String> changed) {
        this.source = source;
        this.key = key;
        this.changed = changed;
        described = source.keys().describe(key);
    }

    /**
     * Makes an input. It has the sizes of the look and feel: whoever shows it scales its window, see
     * {@link WindowScale#apply}.
     *
     * @param value   what it holds at first, not checked
     * @param changed told the key when the user has changed the value, and paused
     */
    public static KeyInput of(final KeySource source, final String key, final String value,
            final Consumer<String> changed) {
        final KeyInput input = new KeyInputs(source, key, changed).input();
        input.set(value);
        return input.made();
    }

    private KeyInput input() {
        final Class<?> type = source.keys().type(key);
        if (type == boolean.class)
            return new BoxInput(source, key, new JCheckBox(), changed);
        if (!source.choices(key).isEmpty())
            return new ChoiceInput(source, key, changed);
        if (type != String.class) {
            final JTextField number = new Field(NUMBER, NUMBER);
            return new LineInput(source, key, number, number, false, changed);
        }
        line = described.lines() > 1 ? lines() : text();
        return line;
    }

    private LineInput text() {
        final boolean browses = described.path() != Key.Path.NONE, offers = !source.offers(key).isEmpty();
        final JTextField text = new Field(browses || offers ? NARROW : TEXT, NUMBER);
        if (!browses && !offers)
            return new LineInput(source, key, text, text, true, changed);
        final Box beside = Box.createHorizontalBox();
        if (browses && !source.lists(key)) {
            final JButton browse = new JButton(Translation.of("Browse"));
            browse.addActionListener(event -> PathBrowser.ask(text, KeyWords.label(source, key), described.path(),
                    text.getText()).ifPresent(path -> line.take(path)));
            beside.add(Box.createHorizontalStrut(WindowScale.px(GAP)));
            beside.add(browse);
        }
        if (offers) {
            beside.add(Box.createHorizontalStrut(WindowScale.px(GAP)));
            beside.add(menu());
        }
        final JPanel all = new JPanel(new BorderLayout());
        all.add(text, BorderLayout.CENTER);
        all.add(beside, BorderLayout.LINE_END);
        return new LineInput(source, key, text, all, true, changed);
    }

    /** What may be picked; a list of names grows by it. */
    private OfferMenu menu() {
        if (source.lists(key))
            return new OfferMenu(Translation.of("Add"), () -> source.offers(key), name -> line.take(
                    line.text().isEmpty() ? name : line.text() + ", " + name));
        final String head = described.path() == Key.Path.IMAGE ? Translation.of("Open images")
                : described.path() == Key.Path.NONE ? Translation.of("Saved") : Translation.of("Models");
        return new OfferMenu(head, () -> source.offers(key), text -> line.take(text));
    }

    /** A text of several lines on the screen, which is one line: Enter means OK, as in every input. */
    private LineInput lines() {
        final JTextArea area = new JTextArea(described.lines(), TEXT);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        // Tab goes on, as everywhere
        area.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
        area.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
        area.getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "ok");
        area.getActionMap().put("ok", new DefaultButton(area));
        final JScrollPane scroll = new JScrollPane(area, ScrollPaneConstants.VERTICAL_SCROLLBAR_AS_NEEDED,
                ScrollPaneConstants.HORIZONTAL_SCROLLBAR_NEVER);
        scroll.addMouseWheelListener(event -> passOn(scroll, event));
        return new LineInput(source, key, area, withButtons(area, scroll), true, changed);
    }

    /** What has nothing to scroll leaves that to what is around it. */
    private static void passOn(final JScrollPane scroll, final MouseWheelEvent event) {
        if (!scroll.getVerticalScrollBar().isVisible() && scroll.getParent() != null)
            scroll.getParent().dispatchEvent(SwingUtilities.convertMouseEvent(scroll, event, scroll.getParent()));
    }

    /** A text with the buttons that make or change words of it; the text alone if there are none. */
    private JComponent withButtons(final JTextComponent area, final JComponent shown) {
        final List<JButton> buttons = new ArrayList<>();
        final Supplier<String> words = area::getText;
        final Consumer<String> take = text -> line.take(text);
        for (final FieldAction action : source.actions(key))
            buttons.add(new FieldButton(action, words, take));
        if (source.enhances(key)) {
            final JButton enhance = new JButton(Translation.of("Enhance..."));
            enhance.addActionListener(event -> EnhanceDialog.ask(SwingUtilities.getWindowAncestor(area),
                    area.getText(), source.values()).ifPresent(take));
            buttons.add(enhance);
        }
        if (buttons.isEmpty())
            return shown;
        final JPanel side = new JPanel(new BorderLayout()), column = new JPanel(new GridLayout(0, 1, 0,
                WindowScale.px(GAP))), all = new JPanel(new BorderLayout(WindowScale.px(GAP), 0));
        buttons.forEach(button -> {
            // the keyboard goes on from text to text
            button.setFocusable(false);
            column.add(button);
        });
        side.add(column, BorderLayout.PAGE_START);
        all.add(shown, BorderLayout.CENTER);
        all.add(side, BorderLayout.LINE_END);
        return all;
    }

    /** A text of one line that does not get narrower than some letters, and is not as long as what is typed. */
    private static final class Field extends JTextField {

        private static final long serialVersionUID = 1L;

        private final int least;

        Field(final int columns, final int least) {
            super(columns);
            this.least = least;
        }

        @Override
        public Dimension getMinimumSize() {
            final Insets around = getInsets();
            return new Dimension(least * getColumnWidth() + around.left + around.right, getPreferredSize().height);
        }
    }

    /** Presses the default button of the window, if it has one. */
    private static final class DefaultButton extends AbstractAction {

        private static final long serialVersionUID = 1L;

        private final JComponent in;

        DefaultButton(final JComponent in) {
            this.in = in;
        }

        @Override
        public void actionPerformed(final java.awt.event.ActionEvent event) {
            final JRootPane root = SwingUtilities.getRootPane(in);
            if (root != null && root.getDefaultButton() != null)
                root.getDefaultButton().doClick();
        }
    }
}
