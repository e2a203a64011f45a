package org.inpaintj.ui.compare;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

import org.inpaintj.ui.WindowScale;

/** A few words on a canvas, to be read on any picture. */
final class CanvasCaption {

    private static final int ROOM = 4;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 12);

    private CanvasCaption() {}

    /**
     * Draws it at the top of the canvas.
     *
     * @param x     px of the canvas
     * @param share how much of its width lies left of that: 0 for none, 1 for all
     */
    static void draw(final Graphics2D g, final String text, final int x, final double share) {
        g.setFont(FONT.deriveFont((float) WindowScale.px(FONT.getSize())));
        final FontMetrics metrics = g.getFontMetrics();
        final int width = metrics.stringWidth(text) + 2 * ROOM;
        final int left = (int) Math.round(x - share * width);
        g.setColor(new Color(0, 0, 0, 160));
        g.fillRect(left, ROOM, width, metrics.getHeight() + ROOM);
        g.setColor(Color.WHITE);
        g.drawString(text, left + ROOM, ROOM + ROOM / 2 + metrics.getAscent());
    }
}
