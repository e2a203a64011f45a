package org.inpaintj.ui.candidates;

import java.awt.AlphaComposite;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

import javax.swing.JComponent;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.layer.Layer;
import org.inpaintj.imagej.layer.LayerStack;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.Patch;

/** The image with one candidate, magnified. */
final class SideBySidePane extends JComponent {

    private static final long serialVersionUID = 1L;

    private final transient Picture picture;
    private double zoom = 1;

    /**
     * What a pane shows.
     *
     * @param base  the image without the candidates, shared by all
     * @param patch what was painted, transparent elsewhere
     * @param x     of the patch in the image
     * @param y     of the patch in the image
     * @param seen  how much of the patch is seen, 0 to 1
     */
    record Picture(BufferedImage base, BufferedImage patch, int x, int y, double seen) {

        /** The patch with a little around it, px of the image. */
        Rectangle around() {
            final int more = Math.max(patch.getWidth(), patch.getHeight()) / 4;
            return new Rectangle(x - more, y - more, patch.getWidth() + 2 * more, patch.getHeight() + 2 * more);
        }
    }

    SideBySidePane(final Picture picture) {
        this.picture = picture;
    }

    /**
     * Draws as the image shows its samples, on any thread.
     *
     * @param layers candidates of one run
     */
    static List<Picture> pictures(final ImagePlus image, final List<Layer> layers) {
        final ImageSource source = new ImageSource(image, layers.get(0).position());
        HeapCheck.check(source.bounds());
        final List<Layer> others = Layer.of(image).stream().filter(other -> layers.stream()
                .noneMatch(layer -> layer.roi() == other.roi())).toList();
        final List<Patch> seen = LayerStack.seen(others, layers.get(0).position());
        final BufferedImage base = picture(LutRenderer.render(image,
                LayerStack.composed(source, source.bounds(), seen)), BufferedImage.TYPE_INT_RGB);
        return layers.stream().map(layer -> {
            final Patch patch = layer.patch();
            final Box box = patch.box();
            return new Picture(base, picture(LutRenderer.render(image, patch.samples(), patch.painted()),
                    BufferedImage.TYPE_INT_ARGB), box.x(), box.y(), layer.opacity());
        }).toList();
    }

    private static BufferedImage picture(final ColorProcessor drawn, final int type) {
        final BufferedImage out = new BufferedImage(drawn.getWidth(), drawn.getHeight(), type);
        final int[] pixels = (int[]) drawn.getPixels();
        System.arraycopy(pixels, 0, ((DataBufferInt) out.getRaster().getDataBuffer()).getData(), 0, pixels.length);
        return out;
    }

    double zoom() {
        return zoom;
    }

    void zoom(final double now) {
        zoom = now;
        revalidate();
    }

    @Override
    public Dimension getPreferredSize() {
        return new Dimension((int) Math.round(picture.base.getWidth() * zoom),
                (int) Math.round(picture.base.getHeight() * zoom));
    }

    @Override
    protected void paintComponent(final Graphics graphics) {
        final Graphics2D g = (Graphics2D) graphics.create();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, zoom < 1 ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.scale(zoom, zoom);
        g.drawImage(picture.base, 0, 0, null);
        g.setComposite(AlphaComposite.SrcOver.derive((float) picture.seen));
        g.drawImage(picture.patch, picture.x, picture.y, null);
        g.dispose();
    }
}
