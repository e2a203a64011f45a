package org.inpaintj.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.Font;
import java.awt.Rectangle;
import java.awt.Window;

import javax.swing.JTable;

import ij.Prefs;
import ij.gui.GUI;

/** Brings windows of Swing to the scale that the user has set in ImageJ, as ImageJ does with its own dialogs. */
public final class WindowScale {

    /** Of a row of a table, to its font's height. */
    private static final double ROW = 1.4;

    private WindowScale() {}

    /** Enlarges the fonts of all that is in a container, and the rows of tables; once, before it is packed. */
    public static void apply(final Container container) {
        final double scale = Prefs.getGuiScale();
        for (final Component component : container.getComponents()) {
            final Font font = component.getFont();
            if (font != null && scale != 1)
                component.setFont(font.deriveFont((float) (font.getSize2D() * scale)));
            if (component instanceof JTable table)
                rows(table, scale);
            if (component instanceof Container inner)
                apply(inner);
        }
    }

    private static void rows(final JTable table, final double scale) {
        // it comes into the window later
        final Font head = table.getTableHeader().getFont();
        table.getTableHeader().setFont(head.deriveFont((float) (head.getSize2D() * scale)));
        table.setRowHeight((int) Math.ceil(ROW * table.getFontMetrics(table.getFont()).getHeight()));
        for (int i = 0; i < table.getColumnCount(); i++)
            table.getColumnModel().getColumn(i)
                    .setPreferredWidth(px(table.getColumnModel().getColumn(i).getPreferredWidth(), scale));
    }

    /** Packs a window, no larger than the screen. */
    public static void pack(final Window window) {
        window.pack();
        final Rectangle screen = GUI.getMaxWindowBounds(window);
        window.setSize(Math.min(window.getWidth(), screen.width), Math.min(window.getHeight(), screen.height));
    }

    /** A length of a window at scale 1, in pixels at the scale that is set. */
    public static int px(final int length) {
        return px(length, Prefs.getGuiScale());
    }

    private static int px(final int length, final double scale) {
        return (int) Math.round(length * scale);
    }
}
