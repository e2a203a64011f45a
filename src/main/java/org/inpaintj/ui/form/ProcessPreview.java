package org.inpaintj.ui.form;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.SwingWorker;

import ij.ImagePlus;
import ij.gui.GUI;

import org.inpaintj.language.Translation;
import org.inpaintj.ui.UserErrors;
import org.inpaintj.ui.form.ParameterDialog.Asker;

/**
 * This window shows what a run would start from while its dialog is open, such as the mosaic of mosaic outpainting; it
 * goes with the dialog, and no image becomes the current one. Lives on the event thread.
 */
final class ProcessPreview extends JDialog {

    private static final long serialVersionUID = 1L;
    /** px of the longer side; the picture is shrunk to it. */
    private static final int LARGEST = 640;
    private static final int GAP = 8;

    private final JComponent canvas = new Canvas();
    private transient Image picture;
    private transient Rectangle known;
    private double scale = 1;
    /** Counts requests, of which the last one counts. */
    private int requests;

    /** @param owner the dialog that it belongs to */
    ProcessPreview(final JDialog owner) {
        super(owner, Translation.of("Process"), false);
        setContentPane(canvas);
        setDefaultCloseOperation(HIDE_ON_CLOSE);
        setResizable(false);
    }

    /** Shows it once it is made, or says why it cannot be. */
    void show(final Asker command, final Map<String, String> texts) {
        final int mine = ++requests;
        setTitle(Translation.of("Process..."));
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
            UserErrors.show(Translation.of("Process"), e.getCause());
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
        setTitle(Translation.of("Process: {0} x {1} px", made.getWidth(), made.getHeight()));
        final boolean before = isVisible();
        canvas.setPreferredSize(new Dimension((int) Math.ceil(scale * made.getWidth()),
                (int) Math.ceil(scale * made.getHeight())));
        pack();
        if (!before)
            setLocation(Math.max(screen.x, Math.min(getOwner().getX() + getOwner().getWidth() + GAP,
                    screen.x + screen.width - getWidth())), getOwner().getY());
        setVisible(true);
        repaint();
    }

    private final class Canvas extends JComponent {

        private static final long serialVersionUID = 1L;

        @Override
        protected void paintComponent(final Graphics g) {
            if (picture == null)
                return;
            if (g instanceof Graphics2D flat)
                flat.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(picture, 0, 0, (int) Math.ceil(scale * picture.getWidth(null)),
                    (int) Math.ceil(scale * picture.getHeight(null)), null);
            // two, so that one of them is seen on any picture
            g.setColor(Color.BLACK);
            outline(g, 1);
            g.setColor(Color.WHITE);
            outline(g, 0);
        }

        private void outline(final Graphics g, final int inset) {
            g.drawRect((int) (scale * known.x) + inset, (int) (scale * known.y) + inset,
                    (int) (scale * known.width) - 2 * inset, (int) (scale * known.height) - 2 * inset);
        }
    }
}
