package org.inpaintj.ij1;

import java.awt.Component;
import java.awt.Container;
import java.awt.Toolkit;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;

import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.JViewport;

import org.inpaintj.ui.WrappedText;

/** What a person should look at in a window: texts that are cut off or not translated, parts that lie outside. */
final class WindowRemarks {

    private final boolean translated;
    private final List<String> remarks = new ArrayList<>();

    private WindowRemarks(final boolean translated) {
        this.translated = translated;
    }

    /**
     * Looks at a window; on the event thread.
     *
     * @param translated whether its texts should be Chinese
     */
    static List<String> of(final Window window, final boolean translated) {
        final WindowRemarks look = new WindowRemarks(translated);
        final java.awt.Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        if (window.getWidth() > screen.width || window.getHeight() > screen.height)
            look.remarks.add("larger than the screen: " + window.getWidth() + " x " + window.getHeight());
        look.text("title", PlainImageJGui.title(window));
        look.inside(window);
        return look.remarks;
    }

    private void inside(final Container in) {
        for (final Component part : in.getComponents()) {
            if (!part.isShowing())
                continue;
            if (!(in instanceof JViewport) && (part.getX() < 0 || part.getY() < 0
                    || part.getX() + part.getWidth() > in.getWidth()
                    || part.getY() + part.getHeight() > in.getHeight()))
                remarks.add("outside: " + part.getClass().getSimpleName() + " " + words(part));
            final String words = words(part);
            if (isCut(part, words))
                remarks.add("cut off: " + words + ", " + part.getSize() + " for " + part.getPreferredSize());
            text("text", words);
            if (part instanceof JComponent component)
                text("tool tip", component.getToolTipText());
            if (part instanceof JTable table)
                for (int column = 0; column < table.getColumnCount(); column++)
                    text("column", table.getColumnName(column));
            if (part instanceof Container inner)
                inside(inner);
        }
    }

    /** Whether a text has less room than it needs; lines of a longer one are broken where they have to be. */
    private static boolean isCut(final Component part, final String words) {
        final java.awt.Dimension wanted = part.getPreferredSize();
        return !words.isBlank() && !(part instanceof JTextArea) && (wanted.height > part.getHeight() + 1
                || !(part instanceof WrappedText) && wanted.width > part.getWidth() + 1
                || part.getClass() == JLabel.class && !words.startsWith("<html>")
                        && part.getFontMetrics(part.getFont()).stringWidth(words) > part.getWidth() + 1);
    }

    private static String words(final Component part) {
        final String words = part instanceof JLabel label ? label.getText()
                : part instanceof AbstractButton button ? button.getText()
                        : part instanceof java.awt.Label label ? label.getText()
                                : part instanceof java.awt.Button button ? button.getLabel()
                                        : part instanceof java.awt.Checkbox box ? box.getLabel()
                                                : part instanceof JTextArea area && !area.isEditable()
                                                        ? area.getText() : "";
        return words == null ? "" : words;
    }

    /** A text with a word of English and no sign of Chinese. */
    private void text(final String what, final String text) {
        if (translated && text != null && text.replaceAll("<[^>]*>", "").matches("(?s).*[A-Za-z]{3}.*")
                && text.codePoints().noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN))
            remarks.add("not translated: " + what + " \"" + text + "\"");
    }
}
