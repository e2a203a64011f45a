package org.inpaintj.ui.brush;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.FlowLayout;
import java.awt.Insets;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Optional;

import javax.swing.JButton;
import javax.swing.JDialog;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

import ij.Executer;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.CanvasOverlay;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.Widgets;
import org.inpaintj.ui.WindowScale;
import org.inpaintj.ui.help.HelpKeys;

/**
 * A small window beside an image with what can be done with its selection. It takes the focus only when it is asked
 * for, floats above the image's window alone, and covers no part of the selection. Lives on the event thread.
 */
final class BrushBar extends JDialog {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 4;

    private final transient ImagePlus image;
    private final transient ImageWindow window;
    private final JButton first;
    /** Where image and selection were when it was placed: somebody may have moved it since. */
    private String placed = "";

    /** What the buttons do with the mask. */
    interface Wishes {

        /** @param larger false shrinks it */
        void grow(boolean larger);

        void smooth();

        void clear();

        /** The bar is not wanted any more. */
        void off();
    }

    BrushBar(final ImagePlus image, final Wishes wishes) {
        super(image.getWindow(), Translation.of("Mask Brush"), false);
        this.image = image;
        window = image.getWindow();
        setName("Mask Brush Bar");
        setType(Type.UTILITY);
        setResizable(false);
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.LEADING, GAP, GAP));
        first = Widgets.button(Translation.of("Remove"), KeyEvent.VK_R,
                Translation.of("Let what is around grow over the selection, as Remove Object does"),
                () -> new Executer("Remove Object", image));
        buttons.add(first);
        buttons.add(Widgets.button(Translation.of("Generate"), KeyEvent.VK_G,
                Translation.of("Paint with what the InpaintJ Panel holds"), () -> new Executer("Generate", image)));
        buttons.add(Widgets.button(Translation.of("Grow"), KeyEvent.VK_W,
                Translation.of("By a pixel of the screen (9 in the image)"), () -> wishes.grow(true)));
        buttons.add(Widgets.button(Translation.of("Shrink"), KeyEvent.VK_S,
                Translation.of("By a pixel of the screen (8 in the image)"), () -> wishes.grow(false)));
        buttons.add(Widgets.button(Translation.of("Smooth"), KeyEvent.VK_M,
                Translation.of("Make the outline rounder (0 in the image)"), wishes::smooth));
        buttons.add(Widgets.button(Translation.of("Clear"), KeyEvent.VK_C,
                Translation.of("Select nothing (Ctrl+Z in the image takes it back)"), wishes::clear));
        for (final Component each : buttons.getComponents())
            ((JButton) each).setMargin(new Insets(2, 4, 2, 4));
        setContentPane(buttons);
        WindowScale.apply(buttons);
        HelpKeys.install(this, "Mask Brush Tool");
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::toImage);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(final WindowEvent event) {
                toImage();
                wishes.off();
            }
        });
        pack();
    }

    /** Whether it belongs to the window that an image is in now. */
    boolean fits() {
        return image.getWindow() == window && window != null;
    }

    /** Gives the keyboard to its buttons. */
    void take() {
        toFront();
        requestFocus();
        first.requestFocusInWindow();
    }

    private void toImage() {
        window.toFront();
        image.getCanvas().requestFocusInWindow();
    }

    /** Shows it beside the image; it goes where it was put by hand while image and selection stay where they are. */
    void follow() {
        final ImageCanvas canvas = image.getCanvas();
        final Roi roi = image.getRoi();
        if (roi == null || !canvas.isShowing())
            return;
        final Rectangle bounds = roi.getBounds(), on = CanvasOverlay.onScreen(new Box(bounds.x, bounds.y, bounds.width,
                bounds.height), canvas).intersection(new Rectangle(canvas.getSize()));
        final Point at = canvas.getLocationOnScreen();
        on.translate(at.x, at.y);
        final String now = window.getBounds() + " " + on;
        if (!now.equals(placed))
            setLocation(place(GUI.getMaxWindowBounds(window), window.getBounds(), on, getSize()));
        placed = now;
        if (isVisible())
            return;
        // a click into it gives it the focus
        setAutoRequestFocus(false);
        setFocusableWindowState(false);
        setVisible(true);
        SwingUtilities.invokeLater(() -> setFocusableWindowState(true));
    }

    /**
     * Outside of the image where there is room: below it, above it, to its right or left; else in it, beside what is
     * selected; else in the lower right corner of the screen.
     */
    static Point place(final Rectangle screen, final Rectangle image, final Rectangle selection, final Dimension size) {
        final Rectangle[] around = { image, selection };
        for (final Rectangle box : around) {
            final int middle = selection.x + (selection.width - size.width) / 2,
                    centre = selection.y + (selection.height - size.height) / 2;
            final Optional<Point> free = List.of(new Point(middle, box.y + box.height + GAP),
                    new Point(middle, box.y - size.height - GAP), new Point(box.x + box.width + GAP, centre),
                    new Point(box.x - size.width - GAP, centre)).stream()
                    .map(at -> within(screen, at, size))
                    .filter(at -> !new Rectangle(at, size).intersects(box)).findFirst();
            if (free.isPresent())
                return free.get();
        }
        return within(screen, new Point(Integer.MAX_VALUE / 2, Integer.MAX_VALUE / 2), size);
    }

    private static Point within(final Rectangle screen, final Point at, final Dimension size) {
        return new Point(Math.max(screen.x, Math.min(at.x, screen.x + screen.width - size.width)),
                Math.max(screen.y, Math.min(at.y, screen.y + screen.height - size.height)));
    }
}
