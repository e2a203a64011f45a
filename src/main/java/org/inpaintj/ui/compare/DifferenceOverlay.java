package org.inpaintj.ui.compare;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import javax.swing.SwingWorker;

import ij.ImagePlus;
import ij.gui.ImageCanvas;

import org.inpaintj.core.Box;
import org.inpaintj.language.Translation;
import org.inpaintj.ui.CanvasOverlay;
import org.inpaintj.ui.UserErrors;

/** The differences that the visible layers make, in place of the image; black where there are none. */
final class DifferenceOverlay extends CanvasOverlay {

    private static final long serialVersionUID = 1L;
    private static final int GAP = 8;

    private final transient ImagePlus image;
    /** Empty while it is computed. */
    private transient Optional<Optional<LayerDifference>> difference = Optional.empty();
    private transient SwingWorker<?, ?> working;

    DifferenceOverlay(final ImagePlus image) {
        super(image);
        this.image = image;
    }

    /** Computes it anew, in the background. */
    void compute() {
        if (working != null)
            working.cancel(false);
        final SwingWorker<Optional<LayerDifference>, Void> worker = new SwingWorker<>() {
            @Override
            protected Optional<LayerDifference> doInBackground() {
                return LayerDifference.of(image);
            }

            @Override
            protected void done() {
                if (working != this || isCancelled())
                    return;
                try {
                    difference = Optional.of(get());
                    put();
                } catch (final ExecutionException e) {
                    UserErrors.show(Translation.of("Before and After"), e.getCause());
                    BeforeAfterView.show(image, BeforeAfterView.View.OFF);
                } catch (final InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        working = worker;
        worker.execute();
    }

    void end() {
        if (working != null)
            working.cancel(false);
        working = null;
        hide();
    }

    @Override
    protected void paint(final Graphics2D g, final ImageCanvas canvas) {
        if (difference.isEmpty())
            return;
        final Rectangle all = onScreen(new Box(0, 0, image.getWidth(), image.getHeight()), canvas);
        g.setColor(Color.BLACK);
        g.fill(all);
        difference.get().ifPresent(found -> {
            final Rectangle at = onScreen(found.box(), canvas);
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION,
                    RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
            g.drawImage(found.picture(), at.x, at.y, at.width, at.height, null);
        });
        CanvasCaption.draw(g, caption(), GAP, 0);
    }

    private String caption() {
        return difference.get().filter(found -> found.most() > 0).map(found -> found.factor() == 1
                ? Translation.of("Difference") : Translation.of("Difference x {0}", found.factor()))
                .orElseGet(() -> Translation.of("No difference"));
    }
}
