package org.inpaintj.ui.form;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JScrollPane;

import ij.gui.GUI;

import org.inpaintj.ui.WindowScale;

/**
 * Where a dialog is on the screen, and how large: as large as what it shows, with scroll bars where the screen is
 * smaller. Its place is remembered by its name while the program runs. On the event thread.
 */
final class DialogPlace {

    /** What a window manager and a task bar may take of the screen, px. */
    private static final int MARGIN = 60;
    /** px at scale 1; the second is the least height of what scrolls. */
    private static final int GAP = 8, LEAST = 100;

    private static final Map<String, Point> PLACES = new ConcurrentHashMap<>();

    private final JDialog dialog;
    private final JScrollPane scroll;
    private final JComponent body;
    private Dimension packed;

    /** @param body what scrolls */
    DialogPlace(final JDialog dialog, final JScrollPane scroll, final JComponent body) {
        this.dialog = dialog;
        this.scroll = scroll;
        this.body = body;
    }

    /** How wide what is in the dialog may be, px. */
    int widest() {
        return GUI.getMaxWindowBounds(dialog).width - MARGIN;
    }

    /** What the user has made larger stays so while what it shows is as large as before. */
    void fit() {
        final Rectangle screen = GUI.getMaxWindowBounds(dialog);
        final Dimension all = body.getPreferredSize();
        scroll.setPreferredSize(all);
        final int rest = dialog.getPreferredSize().height - all.height;
        final int height = Math.max(WindowScale.px(LEAST), Math.min(all.height, screen.height - MARGIN - rest));
        final int bar = height < all.height ? scroll.getVerticalScrollBar().getPreferredSize().width : 0;
        scroll.setPreferredSize(new Dimension(Math.min(all.width + bar, widest()), height));
        final Dimension wanted = dialog.getPreferredSize();
        if (wanted.equals(packed))
            return;
        dialog.pack();
        packed = wanted;
        if (dialog.isShowing())
            move(dialog.getLocation());
    }

    /** Where it was, else beside the window that it belongs to, else in the middle. */
    void find() {
        final Rectangle screen = GUI.getMaxWindowBounds(dialog);
        dialog.setLocationRelativeTo(null);
        final Point before = PLACES.get(dialog.getName());
        if (before != null)
            move(before);
        else if (dialog.getOwner() != null && dialog.getOwner().isShowing()) {
            final int right = dialog.getOwner().getX() + dialog.getOwner().getWidth() + GAP;
            if (right + dialog.getWidth() <= screen.x + screen.width)
                move(new Point(right, dialog.getOwner().getY()));
        }
    }

    void remember() {
        PLACES.put(dialog.getName(), dialog.getLocation());
    }

    private void move(final Point wanted) {
        final Rectangle screen = GUI.getMaxWindowBounds(dialog);
        dialog.setLocation(Math.max(screen.x, Math.min(wanted.x, screen.x + screen.width - dialog.getWidth())),
                Math.max(screen.y, Math.min(wanted.y, screen.y + screen.height - dialog.getHeight())));
    }
}
