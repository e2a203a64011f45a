package org.inpaintj.ui;

import javax.swing.JButton;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.JTextComponent;

/** What several windows make alike. On the event thread. */
public final class Widgets {

    private Widgets() {}

    /**
     * A button.
     *
     * @param mnemonic of {@link java.awt.event.KeyEvent}; 0 for none
     * @param help     its tool tip; null for none
     */
    public static JButton button(final String text, final int mnemonic, final String help, final Runnable action) {
        final JButton button = new JButton(text);
        button.setMnemonic(mnemonic);
        button.setToolTipText(help);
        button.addActionListener(event -> action.run());
        return button;
    }

    /**
     * A text about the selected row of a table, to be read and copied.
     *
     * @param rows how many lines show at first
     * @param name for programs that read windows aloud
     */
    public static JTextArea details(final int rows, final JTable table, final String name) {
        final JTextArea details = new JTextArea(rows, 40);
        details.setEditable(false);
        details.setLineWrap(true);
        details.setWrapStyleWord(true);
        details.setFont(table.getFont());
        details.getAccessibleContext().setAccessibleName(name);
        return details;
    }

    /** Does something each time a text has changed, by whatever. */
    public static void onChange(final JTextComponent text, final Runnable action) {
        text.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(final DocumentEvent event) {
                action.run();
            }

            @Override
            public void removeUpdate(final DocumentEvent event) {
                action.run();
            }

            @Override
            public void changedUpdate(final DocumentEvent event) {
                // of the looks alone
            }
        });
    }
}
