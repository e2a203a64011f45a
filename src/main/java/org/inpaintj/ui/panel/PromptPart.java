package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.event.KeyEvent;
import java.util.List;
import java.util.Set;

import javax.swing.JButton;
import javax.swing.JCheckBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.form.input.KeyInput;

/**
 * What is painted, in words: the prompt with those used before, styles, and behind a box the negative prompt. On the
 * event thread.
 */
final class PromptPart extends JPanel {

    private static final long serialVersionUID = 1L;
    /** Characters of a prompt in the menu of those used before, and px of one in its tool tip. */
    private static final int SHORT = 60, TIP = 300;

    private final transient PanelInputs inputs;
    private final transient Runnable runs;
    private final transient KeyInput prompt, styles, negative;
    private final JButton history = new JButton(Translation.of("History"));
    private final JCheckBox negates = PanelParts.plain(new JCheckBox(Translation.of("Negative prompt")));

    private transient List<String> before = List.of();

    /** @param runs opens the history of all runs */
    PromptPart(final PanelInputs inputs, final Runnable runs) {
        super(new BorderLayout());
        this.inputs = inputs;
        this.runs = runs;
        prompt = inputs.add("prompt");
        styles = inputs.add("styles");
        negative = inputs.add("negative");
        final JPanel column = PanelParts.column();
        add(column, BorderLayout.CENTER);
        final JPanel head = new JPanel(new BorderLayout());
        ((JLabel) prompt.label()).setDisplayedMnemonic(KeyEvent.VK_M);
        head.add(prompt.label(), BorderLayout.LINE_START);
        history.setMnemonic(KeyEvent.VK_H);
        history.setToolTipText(Translation.of("Prompts used before, the last one first"));
        history.addActionListener(event -> showHistory());
        head.add(history, BorderLayout.LINE_END);
        PanelParts.below(column, head);
        PanelParts.below(column, prompt.component());
        PanelParts.labelled(column, styles.label(), KeyEvent.VK_Y, styles.component());
        negates.setMnemonic(KeyEvent.VK_N);
        negates.setToolTipText(negative.help());
        negates.addActionListener(event -> showNegative());
        PanelParts.below(column, negates);
        PanelParts.below(column, negative.component());
    }

    /** Where one begins to type. */
    JComponent prompt() {
        return prompt.field();
    }

    /** Takes what the settings have. */
    void fill() {
        negates.setSelected(!negative.text().isBlank());
        negative.component().setVisible(negates.isSelected());
    }

    /** Shows what means something. */
    void show(final Set<String> offered) {
        setVisible(offered.contains("prompt"));
        styles.setShown(offered.contains("styles"));
        final boolean negated = offered.contains("negative");
        negates.setVisible(negated);
        negative.component().setVisible(negated && negates.isSelected());
    }

    /** Offers prompts used before. */
    void offer(final List<String> prompts) {
        before = prompts;
        history.setEnabled(!prompts.isEmpty());
    }

    /** What is typed is taken off with the box, and out of the run's keys with it. */
    private void showNegative() {
        if (!negates.isSelected())
            inputs.set("negative", "");
        negative.component().setVisible(negates.isSelected());
        if (negates.isSelected())
            negative.field().requestFocusInWindow();
        revalidate();
    }

    private void showHistory() {
        final JPopupMenu menu = new JPopupMenu();
        for (final String each : before) {
            final JMenuItem item = add(menu, shortened(each), () -> {
                inputs.set("prompt", each);
                prompt.field().requestFocusInWindow();
            });
            item.setToolTipText("<html><body width=" + WindowScale.px(TIP) + ">" + each.replace("&", "&amp;")
                    .replace("<", "&lt;"));
        }
        menu.addSeparator();
        add(menu, Translation.of("All Runs..."), runs);
        menu.show(history, 0, history.getHeight());
    }

    private JMenuItem add(final JPopupMenu menu, final String text, final Runnable action) {
        final JMenuItem item = new JMenuItem(text);
        item.setFont(history.getFont());
        // a layer of a file from anybody may have been made again
        item.putClientProperty("html.disable", true);
        item.addActionListener(event -> action.run());
        return menu.add(item);
    }

    private static String shortened(final String prompt) {
        final String line = prompt.replaceAll("\\s+", " ");
        return line.length() <= SHORT ? line : line.substring(0, SHORT - 1) + "\u2026";
    }
}
