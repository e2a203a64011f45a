package org.inpaintj.ui;

import java.awt.Dimension;
import java.io.File;
import java.util.Locale;

import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFileChooser;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.UIManager;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.filechooser.FileFilter;
import javax.swing.text.JTextComponent;

import org.inpaintj.language.Translation;

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

    /** Gives a label the room that its longest text takes, also where letters are wider than at the usual scale. */
    public static void makeRoom(final JLabel label, final String longest) {
        label.setText(longest);
        final Dimension size = label.getPreferredSize();
        label.setPreferredSize(new Dimension(size.width + size.height / 2, size.height));
    }

    /** Has the texts that come from Java itself in the language of the windows. */
    public static <C extends JComponent> C localized(final C component) {
        component.setLocale(Locale.forLanguageTag(Translation.language().code().replace('_', '-')));
        component.updateUI();
        return component;
    }

    /**
     * A window to look for files of any kind, in the language of the windows.
     *
     * @param folder where to begin; null for the user's own
     */
    public static JFileChooser fileChooser(final File folder) {
        final JFileChooser chooser = localized(new JFileChooser(folder));
        chooser.setAcceptAllFileFilterUsed(false);
        chooser.setFileFilter(new FileFilter() {
            @Override
            public boolean accept(final File file) {
                return true;
            }

            @Override
            public String getDescription() {
                return UIManager.getString("FileChooser.acceptAllFileFilterText", chooser.getLocale());
            }
        });
        return chooser;
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
