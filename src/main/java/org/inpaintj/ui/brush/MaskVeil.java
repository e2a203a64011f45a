package org.inpaintj.ui.brush;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

import ij.gui.ImageCanvas;

import org.inpaintj.core.Box;
import org.inpaintj.raster.tile.TileMask;

/**
 * What is seen of a mask over an image, at the resolution of the screen: a tint over what is selected, or a veil over
 * what is not. Only what has changed since the last time is looked at again.
 */
final class MaskVeil {

    /** Where a canvas is in its image. */
    private record View(int x, int y, int width, int height, int screenWidth, int screenHeight) {

        static View of(final ImageCanvas canvas) {
            final Rectangle r = canvas.getSrcRect();
            // as the canvas rounds it
            return new View(r.x, r.y, r.width, r.height, (int) (r.width * canvas.getMagnification() + 0.5),
                    (int) (r.height * canvas.getMagnification() + 0.5));
        }

        int[] columns() {
            return sources(x, width, screenWidth);
        }

        int[] rows() {
            return sources(y, height, screenHeight);
        }

        private static int[] sources(final int first, final int length, final int screen) {
            final int[] out = new int[screen];
            for (int i = 0; i < screen; i++)
                out[i] = first + (int) ((i + 0.5) * length / screen);
            return out;
        }

        Rectangle screen() {
            return new Rectangle(0, 0, screenWidth, screenHeight);
        }

        /** The pixels of the screen that show a part of the image, and no others but a few beside them. */
        Rectangle screen(final Box box) {
            final double zoom = (double) screenWidth / width;
            final int left = (int) Math.floor((box.x() - x) * zoom) - 1;
            final int top = (int) Math.floor((box.y() - y) * zoom) - 1;
            final int right = (int) Math.ceil((box.x() + (double) box.width() - x) * zoom) + 1;
            final int bottom = (int) Math.ceil((box.y() + (double) box.height() - y) * zoom) + 1;
            return new Rectangle(left, top, right - left, bottom - top).intersection(screen());
        }
    }

    private View view;
    private TileMask drawn;
    private int[] colours;
    private int[] columns, rows;
    private BufferedImage pixels;

    /**
     * Brings the pixels up to date.
     *
     * @param table a colour for each value of the mask, with its opacity multiplied in
     * @return the part of the screen that was drawn anew; empty if nothing has changed
     */
    Rectangle update(final ImageCanvas canvas, final TileMask mask, final int[] table) {
        final View now = View.of(canvas);
        Rectangle part = now.screen();
        if (now.equals(view) && table == colours)
            part = mask == drawn ? new Rectangle() : now.screen(mask.difference(drawn));
        else if (pixels == null || pixels.getWidth() != part.width || pixels.getHeight() != part.height)
            pixels = new BufferedImage(Math.max(1, part.width), Math.max(1, part.height),
                    BufferedImage.TYPE_INT_ARGB_PRE);
        if (!now.equals(view)) {
            columns = now.columns();
            rows = now.rows();
        }
        view = now;
        drawn = mask;
        colours = table;
        if (!part.isEmpty())
            fill(part);
        return part;
    }

    private void fill(final Rectangle part) {
        final int[] x = new int[part.width], y = new int[part.height];
        System.arraycopy(columns, part.x, x, 0, part.width);
        System.arraycopy(rows, part.y, y, 0, part.height);
        final byte[] levels = new byte[part.width * part.height];
        drawn.look(x, y, (double) view.width / view.screenWidth, levels);
        final int[] out = ((DataBufferInt) pixels.getRaster().getDataBuffer()).getData();
        for (int j = 0; j < part.height; j++)
            for (int i = 0, to = (part.y + j) * pixels.getWidth() + part.x; i < part.width; i++, to++)
                out[to] = colours[levels[j * part.width + i] & 0xff];
    }

    /** Of the canvas's size. */
    BufferedImage pixels() {
        return pixels;
    }

    /** The part of the screen outside of which there is nothing to be drawn. */
    Rectangle used() {
        return (colours[0] >>> 24) != 0 ? view.screen() : view.screen(drawn.bounds());
    }

    /**
     * Colours by value.
     *
     * @param opacity of the value 255, or with {@code outside} of 0, from 0 to 1
     * @param outside whether what is not selected is covered
     */
    static int[] table(final int rgb, final double opacity, final boolean outside) {
        final int[] out = new int[256];
        for (int i = 0; i < out.length; i++) {
            final double alpha = opacity * (outside ? 255 - i : i) / 255;
            out[i] = (int) Math.round(255 * alpha) << 24 | part(rgb >> 16, alpha) << 16 | part(rgb >> 8, alpha) << 8
                    | part(rgb, alpha);
        }
        return out;
    }

    private static int part(final int value, final double alpha) {
        return (int) Math.round((value & 0xff) * alpha);
    }
}
