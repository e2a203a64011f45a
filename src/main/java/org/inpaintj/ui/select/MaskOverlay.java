package org.inpaintj.ui.select;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Optional;

import ij.gui.ImageCanvas;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;
import org.inpaintj.ui.CanvasOverlay;

/**
 * A mask overlay holds the pixels of a mask, ready to be drawn over an image: drawing takes as long however complicated
 * the outline is.
 *
 * @param box    in pixels of the image
 * @param pixels of the size of the box
 */
record MaskOverlay(Box box, BufferedImage pixels) {

    private static final int INSIDE = 0x5500beff, EDGE = 0xff00beff;

    /** The inside tinted, its outermost pixels more; empty if there is nothing. For any thread. */
    static Optional<MaskOverlay> of(final Mask mask) {
        final int width = mask.box().width(), height = mask.box().height();
        if (mask.isEmpty())
            return Optional.empty();
        final float[] values = mask.values();
        final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        final int[] argb = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        for (int y = 0, i = 0; y < height; y++)
            for (int x = 0; x < width; x++, i++)
                if (values[i] >= 0.5f)
                    argb[i] = x > 0 && y > 0 && x < width - 1 && y < height - 1 && values[i - 1] >= 0.5f
                            && values[i + 1] >= 0.5f && values[i - width] >= 0.5f && values[i + width] >= 0.5f ? INSIDE
                                    : EDGE;
        return Optional.of(new MaskOverlay(mask.box(), picture));
    }

    void draw(final Graphics2D g, final ImageCanvas canvas) {
        final Rectangle at = CanvasOverlay.onScreen(box, canvas);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(pixels, at.x, at.y, at.x + at.width, at.y + at.height, 0, 0, box.width(), box.height(), null);
    }
}
