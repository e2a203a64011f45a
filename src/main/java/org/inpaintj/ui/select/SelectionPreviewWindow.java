package org.inpaintj.ui.select;

import java.awt.BorderLayout;
import java.awt.FlowLayout;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;

import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;

import org.inpaintj.imagej.image.ImageSnapshot;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.CanvasOverlay;
import org.inpaintj.ui.JobsWindow;
import org.inpaintj.ui.help.HelpKeys;

/**
 * This window stands beside an image and shows on it what could be selected, until the user takes it or not. It blocks
 * nothing, and goes with the image. Lives on the event thread.
 */
abstract class SelectionPreviewWindow extends JFrame implements ImageListener {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 8;

    private final transient ImageSnapshot snapshot;
    private final transient JButton take;

    /**
     * @param command the title of the one that opens it, in English
     * @param verb    what the button says that takes it
     */
    SelectionPreviewWindow(final String command, final ImageSnapshot snapshot, final String verb) {
        super(Translation.message(command) + ": " + snapshot.title());
        HelpKeys.install(this, command);
        this.snapshot = snapshot;
        take = new JButton(verb);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
    }

    /** The overlay on which it is drawn. */
    abstract CanvasOverlay overlay();

    /** Called when the user takes what is shown; disposes of the window itself. */
    abstract void taken();

    final ImageSnapshot snapshot() {
        return snapshot;
    }

    final void enableTaking(final boolean possible) {
        take.setEnabled(possible);
    }

    /** Shows the window beside the image. */
    final void open(final JComponent content) {
        content.setBorder(BorderFactory.createEmptyBorder(GAP, GAP, 0, GAP));
        add(content, BorderLayout.CENTER);
        final JPanel buttons = new JPanel(new FlowLayout(FlowLayout.RIGHT, GAP, GAP));
        take.addActionListener(event -> taken());
        buttons.add(take);
        final JButton cancel = new JButton(Translation.of("Cancel"));
        cancel.addActionListener(event -> dispose());
        buttons.add(cancel);
        add(buttons, BorderLayout.SOUTH);
        getRootPane().setDefaultButton(take);
        JobsWindow.onKey(getRootPane(), KeyEvent.VK_ESCAPE, this::dispose);
        ImagePlus.addImageListener(this);
        WindowManager.addWindow(this);
        pack();
        final ImageWindow beside = snapshot.image().getWindow();
        if (beside == null)
            setLocationByPlatform(true);
        else
            setLocation(within(beside));
        setVisible(true);
        overlay().put();
    }

    /** To the right of the image, or as far there as the screen reaches. */
    private Point within(final ImageWindow beside) {
        final Rectangle screen = beside.getGraphicsConfiguration().getBounds();
        return new Point(Math.max(screen.x, Math.min(beside.getX() + beside.getWidth() + GAP,
                screen.x + screen.width - getWidth())), Math.max(screen.y, Math.min(beside.getY(),
                        screen.y + screen.height - getHeight())));
    }

    @Override
    public void dispose() {
        overlay().hide();
        ImagePlus.removeImageListener(this);
        WindowManager.removeWindow(this);
        super.dispose();
    }

    @Override
    public void imageOpened(final ImagePlus imp) {}

    @Override
    public void imageUpdated(final ImagePlus imp) {}

    @Override
    public void imageClosed(final ImagePlus imp) {
        if (imp == snapshot.image())
            SwingUtilities.invokeLater(this::dispose);
    }
}
