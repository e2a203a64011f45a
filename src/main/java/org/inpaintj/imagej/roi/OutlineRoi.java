package org.inpaintj.imagej.roi;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;

import ij.gui.ImageCanvas;
import ij.gui.ShapeRoi;

/**
 * A composite selection that is drawn quickly however many corners it has: of its outlines those pieces that the screen
 * shows, and of corners that fall on one pixel of the screen one. To all else it is what ImageJ knows. A copy, and one
 * that ImageJ has changed, is drawn as ImageJ draws it.
 */
final class OutlineRoi extends ShapeRoi {

    private static final long serialVersionUID = 1L;

    private final transient List<int[]> loops;
    /** What the outlines are of, and where they were. */
    private final transient Shape drawn;
    private final int left, top;

    /** @param loops x and y of the corners of each, closed, in pixels of the image */
    OutlineRoi(final List<int[]> loops) {
        super(path(loops));
        this.loops = loops;
        drawn = getShape();
        left = getBounds().x;
        top = getBounds().y;
    }

    private static Path2D path(final List<int[]> loops) {
        final Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (final int[] corners : loops) {
            path.moveTo(corners[0], corners[1]);
            for (int i = 2; i < corners.length; i += 2)
                path.lineTo(corners[i], corners[i + 1]);
            path.closePath();
        }
        return path;
    }

    @Override
    public void draw(final Graphics g) {
        final ImageCanvas canvas = imp == null ? null : imp.getCanvas();
        if (loops == null || getShape() != drawn || canvas == null || stroke != null || fillColor != null
                || imp.getRoi() != this) {
            super.draw(g);
            return;
        }
        g.setColor(strokeColor == null ? getColor() : strokeColor);
        final View view = new View(canvas, getBounds().x - left, getBounds().y - top);
        loops.forEach(view::add);
        ((Graphics2D) g).draw(view.path);
    }

    /** The pieces that the screen shows, in its pixels. */
    private static final class View {

        private final Path2D path = new Path2D.Double();
        private final Rectangle shown;
        private final double zoom;
        private final int dx, dy;

        View(final ImageCanvas canvas, final int dx, final int dy) {
            shown = canvas.getSrcRect();
            zoom = canvas.getMagnification();
            this.dx = dx;
            this.dy = dy;
        }

        void add(final int[] corners) {
            int x = corners[corners.length - 2] + dx, y = corners[corners.length - 1] + dy;
            boolean open = false;
            for (int i = 0; i < corners.length; i += 2) {
                final int nextX = corners[i] + dx, nextY = corners[i + 1] + dy;
                if (i + 2 < corners.length && (int) (nextX * zoom) == (int) (x * zoom)
                        && (int) (nextY * zoom) == (int) (y * zoom))
                    continue;
                if (isSeen(x, y, nextX, nextY)) {
                    if (!open)
                        path.moveTo((x - shown.x) * zoom, (y - shown.y) * zoom);
                    path.lineTo((nextX - shown.x) * zoom, (nextY - shown.y) * zoom);
                    open = true;
                } else
                    open = false;
                x = nextX;
                y = nextY;
            }
        }

        /** True unless both ends lie beyond one and the same side. */
        private boolean isSeen(final int x1, final int y1, final int x2, final int y2) {
            return Math.max(x1, x2) >= shown.x && Math.min(x1, x2) <= shown.x + shown.width
                    && Math.max(y1, y2) >= shown.y && Math.min(y1, y2) <= shown.y + shown.height;
        }
    }
}
