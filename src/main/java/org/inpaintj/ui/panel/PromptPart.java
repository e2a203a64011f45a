package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.KeyboardFocusManager;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Set;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import org.inpaintj.engine.diffusion.text.PromptStyles;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.offer.OfferMenu;
import org.inpaintj.ui.offer.Offers;

/**
 * What is painted, in words: the prompt with those used before, styles, and behind a box the negative prompt. On the
 * event thread.
 */
final class PromptPart extends JPanel {

    private static final long serialVersionUID = 1L;
    /** Characters of a prompt in the menu of those used before. */
    private static final int SHORT = 60;
    private static final int ROWS = 3, COLUMNS = 24;

    private final transient PanelSettings settings;
    private final transient Runnable changed;
    private final JTextArea prompt = area("prompt"), negative = area("negative");
    private final JTextField styles = new JTextField();
    private final JButton history = new JButton(Translation.of("History"));
    private final JCheckBox negates = new JCheckBox(Translation.of("Negative prompt"));
    private final JScrollPane negativeScroll = new JScrollPane(negative);
    private final JPanel styleRow = new JPanel(new BorderLayout());
    private final JLabel styleName;
    private boolean filling;

    PromptPart(final PanelSettings settings, final Runnable changed) {
        super(new BorderLayout());
        this.settings = settings;
        this.changed = changed;
        final JPanel column = PanelParts.column();
        add(column, BorderLayout.CENTER);
        final JPanel head = new JPanel(new BorderLayout());
        final JLabel name = new JLabel(Translation.of("Prompt"));
        name.setLabelFor(prompt);
        name.setDisplayedMnemonic(KeyEvent.VK_M);
        head.add(name, BorderLayout.LINE_START);
        history.setMnemonic(KeyEvent.VK_H);
        history.setToolTipText(Translation.of("Prompts used before, the last one first"));
        history.addActionListener(event -> showHistory());
        head.add(history, BorderLayout.LINE_END);
        PanelParts.below(column, head);
        PanelParts.below(column, new JScrollPane(prompt));
        styles.setName("styles");
        styles.setToolTipText(Translation.of("Names of styles, separated by commas, whose words join the prompt"));
        styleRow.add(styles, BorderLayout.CENTER);
        styleRow.add(new OfferMenu(Translation.of("Styles"),
                () -> Offers.names(PromptStyles.names(settings.text("stylebook"))), this::addStyle,
                new java.awt.event.KeyAdapter() {}), BorderLayout.LINE_END);
        styleName = PanelParts.labelled(column, Translation.of("Styles"), KeyEvent.VK_Y, styleRow, styles);
        negates.setMnemonic(KeyEvent.VK_N);
        negates.setToolTipText(Translation.of("What not to paint; short, or empty"));
        PanelParts.below(column, negates);
        PanelParts.below(column, negativeScroll);
        prompt.getDocument().addDocumentListener(PanelParts.onChange(() -> typed("prompt", prompt.getText())));
        negative.getDocument().addDocumentListener(PanelParts.onChange(() -> typed("negative", negative.getText())));
        styles.getDocument().addDocumentListener(PanelParts.onChange(() -> typed("styles", styles.getText())));
        negates.addActionListener(event -> showNegative());
        fill();
    }

    private static JTextArea area(final String name) {
        final JTextArea area = new JTextArea(ROWS, COLUMNS);
        area.setName(name);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        // the Tab key leaves it, as it does other inputs
        area.setFocusTraversalKeys(KeyboardFocusManager.FORWARD_TRAVERSAL_KEYS, null);
        area.setFocusTraversalKeys(KeyboardFocusManager.BACKWARD_TRAVERSAL_KEYS, null);
        area.getAccessibleContext().setAccessibleName(name);
        return area;
    }

    /** Where one begins to type. */
    JTextArea prompt() {
        return prompt;
    }

    /** Takes what the settings have. */
    void fill() {
        filling = true;
        prompt.setText(settings.text("prompt"));
        negative.setText(settings.text("negative"));
        styles.setText(settings.text("styles"));
        negates.setSelected(!settings.text("negative").isBlank());
        negativeScroll.setVisible(negates.isSelected());
        filling = false;
    }

    /** Shows what means something. */
    void show(final Set<String> offered) {
        setVisible(offered.contains("prompt"));
        final boolean styled = offered.contains("styles"), negated = offered.contains("negative");
        styleRow.setVisible(styled);
        styleName.setVisible(styled);
        negates.setVisible(negated);
        negativeScroll.setVisible(negated && negates.isSelected());
        history.setEnabled(!PromptHistory.prompts().isEmpty());
    }

    private void typed(final String key, final String text) {
        if (filling)
            return;
        settings.set(key, text);
        changed.run();
    }

    /** What is typed is taken off with the box, and the run's keys with it. */
    private void showNegative() {
        if (!negates.isSelected())
            negative.setText("");
        negativeScroll.setVisible(negates.isSelected());
        if (negates.isSelected())
            negative.requestFocusInWindow();
        revalidate();
        changed.run();
    }

    private void addStyle(final String style) {
        final String before = styles.getText().strip();
        styles.setText(before.isEmpty() ? style : before + ", " + style);
    }

    private void showHistory() {
        final JPopupMenu menu = new JPopupMenu();
        for (final String each : PromptHistory.prompts()) {
            final JMenuItem item = new JMenuItem(shortened(each));
            item.setToolTipText("<html><body width=" + WindowScale.px(300) + ">" + each.replace("&", "&amp;")
                    .replace("<", "&lt;").replace("\n", "<br>"));
            item.addActionListener(event -> {
                prompt.setText(each);
                prompt.setCaretPosition(0);
                prompt.requestFocusInWindow();
            });
            menu.add(item);
        }
        menu.addSeparator();
        final JMenuItem clear = new JMenuItem(Translation.of("Clear History"));
        clear.addActionListener(event -> {
            PromptHistory.clear();
            changed.run();
        });
        menu.add(clear);
        for (final JMenuItem item : items(menu))
            item.setFont(history.getFont());
        menu.show(history, 0, history.getHeight());
    }

    private static List<JMenuItem> items(final JPopupMenu menu) {
        return java.util.Arrays.stream(menu.getComponents()).filter(JMenuItem.class::isInstance)
                .map(JMenuItem.class::cast).toList();
    }

    private static String shortened(final String prompt) {
        final String line = prompt.replaceAll("\\s+", " ");
        return line.length() <= SHORT ? line : line.substring(0, SHORT - 1) + "…";
    }
}
