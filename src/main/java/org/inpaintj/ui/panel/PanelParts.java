package org.inpaintj.ui.panel;

import java.awt.Color;
import java.awt.Component;
import java.awt.Dimension;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;

import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;

/** Small pieces of windows of Swing, as the panel uses them. On the event thread. */
final class PanelParts {

    private static final int GAP = 3;
    /** Of a colour in which red counts as dark. */
    private static final int DARK = 128;

    private PanelParts() {}

    /** A text that wraps, to be read only. */
    static JTextArea words() {
        final JTextArea text = new JTextArea() {
            private static final long serialVersionUID = 1L;

            /** As narrow as the window makes it. */
            @Override
            public Dimension getMinimumSize() {
                return new Dimension(1, super.getMinimumSize().height);
            }
        };
        text.setEditable(false);
        text.setFocusable(false);
        text.setOpaque(false);
        text.setBorder(null);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setFont(UIManager.getFont("Label.font"));
        text.setForeground(UIManager.getColor("Label.foreground"));
        return text;
    }

    /** Says something there, or hides it. */
    static void say(final JTextArea text, final String now) {
        if (!now.equals(text.getText()))
            text.setText(now);
        final boolean visible = !now.isBlank();
        if (visible != text.isVisible())
            text.setVisible(visible);
    }

    /** A red that can be read on a component's ground. */
    static Color warning(final Component on) {
        final Color ground = on.getBackground();
        return (ground.getRed() + ground.getGreen() + ground.getBlue()) / 3 < DARK ? new Color(255, 128, 120)
                : new Color(170, 0, 0);
    }

    /** A column whose parts are as wide as it. */
    static JPanel column() {
        return new JPanel(new GridBagLayout());
    }

    /** Adds a part below the others. */
    static <C extends JComponent> C below(final JPanel column, final C part) {
        final GridBagConstraints at = new GridBagConstraints();
        at.gridx = 0;
        at.weightx = 1;
        at.gridwidth = 2;
        at.fill = GridBagConstraints.HORIZONTAL;
        at.insets = new Insets(GAP, 0, GAP, 0);
        column.add(part, at);
        return part;
    }

    /** Adds a part with a label before it, whose letter leads to an input. */
    static JLabel labelled(final JPanel column, final String label, final int mnemonic, final JComponent part,
            final Component input) {
        final GridBagConstraints at = new GridBagConstraints();
        at.gridx = 0;
        at.anchor = GridBagConstraints.LINE_START;
        at.insets = new Insets(GAP, 0, GAP, 2 * GAP);
        final JLabel name = new JLabel(label);
        name.setLabelFor(input);
        if (mnemonic != 0)
            name.setDisplayedMnemonic(mnemonic);
        column.add(name, at);
        at.gridx = 1;
        at.weightx = 1;
        at.fill = GridBagConstraints.HORIZONTAL;
        at.insets = new Insets(GAP, 0, GAP, 0);
        column.add(part, at);
        return name;
    }

    /** Calls something whenever a document changes. */
    static DocumentListener onChange(final Runnable changed) {
        return new DocumentListener() {
            @Override
            public void insertUpdate(final DocumentEvent event) {
                changed.run();
            }

            @Override
            public void removeUpdate(final DocumentEvent event) {
                changed.run();
            }

            @Override
            public void changedUpdate(final DocumentEvent event) {
                // of the looks alone
            }
        };
    }
}
