package org.inpaintj.ui.panel;

import java.awt.BorderLayout;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Rectangle;
import java.util.List;

import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.Scrollable;
import javax.swing.UIManager;

/** Small pieces of windows of Swing, as the panel uses them. On the event thread. */
final class PanelParts {

    private static final int GAP = 3;

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
        text.setFont(UIManager.getFont("Label.font").deriveFont(Font.PLAIN));
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

    /** A panel for a window that scrolls: never wider than that. */
    static final class Page extends JPanel implements Scrollable {

        private static final long serialVersionUID = 1L;

        Page() {
            super(new BorderLayout());
        }

        @Override
        public Dimension getPreferredScrollableViewportSize() {
            return getPreferredSize();
        }

        @Override
        public int getScrollableUnitIncrement(final Rectangle visible, final int orientation, final int direction) {
            return getFontMetrics(getFont()).getHeight();
        }

        @Override
        public int getScrollableBlockIncrement(final Rectangle visible, final int orientation, final int direction) {
            return visible.height;
        }

        @Override
        public boolean getScrollableTracksViewportWidth() {
            return true;
        }

        @Override
        public boolean getScrollableTracksViewportHeight() {
            return getParent() != null && getParent().getHeight() > getPreferredSize().height;
        }
    }

    /** A column whose parts are as wide as it. */
    static JPanel column() {
        return new JPanel(new GridBagLayout());
    }

    /** Holds a part that is as wide as the window, whatever it would like, and takes no room while it is hidden. */
    private static final class Narrow extends JPanel {

        private static final long serialVersionUID = 1L;

        Narrow(final JComponent part) {
            super(new BorderLayout());
            setBorder(BorderFactory.createEmptyBorder(GAP, 0, GAP, 0));
            add(part, BorderLayout.CENTER);
        }

        @Override
        public Dimension getPreferredSize() {
            return new Dimension(1, getComponent(0).isVisible() ? super.getPreferredSize().height : 0);
        }

        @Override
        public Dimension getMinimumSize() {
            return getPreferredSize();
        }
    }

    /** A text in letters that are not bold, whatever the look and feel has. */
    static <C extends JComponent> C plain(final C part) {
        part.setFont(part.getFont().deriveFont(Font.PLAIN));
        return part;
    }

    /** Adds a part below the others. */
    static void below(final JPanel column, final JComponent part) {
        final GridBagConstraints at = new GridBagConstraints();
        at.gridx = 0;
        at.gridy = column.getComponentCount();
        at.weightx = 1;
        at.gridwidth = 2;
        at.fill = GridBagConstraints.HORIZONTAL;
        column.add(new Narrow(part), at);
    }

    /** Adds a part with a label before it, whose letter leads to the input that it is for; both. */
    static List<JComponent> labelled(final JPanel column, final JComponent label, final int mnemonic,
            final JComponent part) {
        final GridBagConstraints at = new GridBagConstraints();
        at.gridx = 0;
        at.gridy = column.getComponentCount();
        at.anchor = GridBagConstraints.LINE_START;
        at.insets = new Insets(GAP, 0, GAP, 2 * GAP);
        ((JLabel) label).setDisplayedMnemonic(mnemonic);
        column.add(label, at);
        at.gridx = 1;
        at.weightx = 1;
        at.fill = GridBagConstraints.HORIZONTAL;
        at.insets = new Insets(0, 0, 0, 0);
        column.add(new Narrow(part), at);
        return List.of(plain(label), part);
    }
}
