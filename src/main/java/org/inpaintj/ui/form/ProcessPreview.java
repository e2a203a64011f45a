package org.inpaintj.ui.form;

import java.awt.Color;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import javax.swing.SwingWorker;

import ij.ImagePlus;
import ij.gui.GUI;

import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog.Asker;

/**
 * This window shows what a run would start from while its dialog is open, such as the mosaic of mosaic outpainting; it
 * goes with the dialog, and no image becomes the current one. Lives on the event thread.
 */
final class ProcessPreview extends Dialog {

    private static final long serialVersionUID = 1L;
    /** px of the longer side; the picture is shrunk to it. */
    private static final int LARGEST = 640;
    private static final int GAP = 8;

    private transient Image picture;
    private transient Rectangle known;
    private double scale = 1;
    /** Counts requests, of which the last one counts. */
    private int requests;

    /** @param owner the dialog that it belongs to */
    ProcessPreview(final Dialog owner) {
        super(owner, ParameterDialog.PROCESS, false);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(final WindowEvent event) {
                setVisible(false);
            }
        });
        setResizable(false);
    }

    /** Shows it once it is made, or says why it cannot be. */
    void show(final Asker command, final Map<String, String> texts) {
        final int mine = ++requests;
        setTitle(ParameterDialog.PROCESS + "...");
        new SwingWorker<ImagePlus, Void>() {
            @Override
            protected ImagePlus doInBackground() {
                return command.process(texts);
            }

            @Override
            protected void done() {
                if (mine == requests && getOwner().isDisplayable())
                    take(this);
            }
        }.execute();
    }

    private void take(final SwingWorker<ImagePlus, Void> worker) {
        try {
            take(worker.get());
        } catch (final ExecutionException e) {
            UserErrors.show(ParameterDialog.PROCESS, e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(final ImagePlus made) {
        picture = made.getImage();
        known = made.getRoi() == null ? new Rectangle() : made.getRoi().getBounds();
        final Rectangle screen = GUI.getMaxWindowBounds(this);
        scale = Math.min(1, Math.min((double) LARGEST / Math.max(made.getWidth(), made.getHeight()),
                Math.min(screen.width / 2.0 / made.getWidth(), screen.height / 2.0 / made.getHeight())));
        setTitle(ParameterDialog.PROCESS + ": " + made.getWidth() + " x " + made.getHeight() + " px");
        final boolean before = isVisible();
        if (!before)
            pack();
        setSize(new Dimension((int) Math.ceil(scale * made.getWidth()) + getInsets().left + getInsets().right,
                (int) Math.ceil(scale * made.getHeight()) + getInsets().top + getInsets().bottom));
        if (!before)
            setLocation(Math.max(screen.x, Math.min(getOwner().getX() + getOwner().getWidth() + GAP,
                    screen.x + screen.width - getWidth())), getOwner().getY());
        setVisible(true);
        repaint();
    }

    @Override
    public void paint(final Graphics g) {
        if (picture == null)
            return;
        final int left = getInsets().left, top = getInsets().top;
        if (g instanceof Graphics2D flat)
            flat.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(picture, left, top, (int) Math.ceil(scale * picture.getWidth(null)),
                (int) Math.ceil(scale * picture.getHeight(null)), null);
        g.setColor(Color.WHITE);
        g.drawRect(left + (int) (scale * known.x), top + (int) (scale * known.y), (int) (scale * known.width),
                (int) (scale * known.height));
    }
}
