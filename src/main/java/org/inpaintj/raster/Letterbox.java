package org.inpaintj.raster;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/**
 * How a picture lies on the canvas that a network looks at: resized, in the middle or in the top left corner, and the
 * rest of the canvas filled up. Immutable.
 *
 * @param width  of the picture in its own pixels
 * @param height of the picture in its own pixels
 * @param inner  where the resized picture lies on the canvas, px
 * @param canvas all of the canvas, px, from 0, 0
 */
public record Letterbox(int width, int height, Box inner, Box canvas) {

    /** What the canvas is filled up with. */
    public enum Padding {
        /** The picture's outermost pixels, continued. */
        EDGE,
        /** The picture's mirror image, the outermost pixels twice, again and again: 0 1 2 2 1 0 0 1 2 ... */
        MIRROR
    }

    public Letterbox {
        if (width < 1 || height < 1 || inner.isEmpty() || !inner.intersect(canvas).equals(inner) || canvas.x() != 0
                || canvas.y() != 0)
            throw new IllegalArgumentException(width + " x " + height + " as " + inner + " on " + canvas);
    }

    /** A side at a scale, rounded to the nearest pixel, halves up, and at least 1. */
    public static int scaled(final int side, final double scale) {
        return Math.max(1, (int) Math.round(side * scale));
    }

    /** A picture at a scale in the middle of a canvas; the odd pixel is right of it and below. */
    public static Letterbox centred(final int width, final int height, final double scale, final int canvasWidth,
            final int canvasHeight) {
        final int wide = scaled(width, scale), high = scaled(height, scale);
        return new Letterbox(width, height, new Box((canvasWidth - wide) / 2, (canvasHeight - high) / 2, wide, high),
                new Box(0, 0, canvasWidth, canvasHeight));
    }

    /**
     * A picture in the top left corner of a canvas.
     *
     * @param wide columns of the canvas that it fills
     * @param high rows of the canvas that it fills
     */
    public static Letterbox topLeft(final int width, final int height, final int wide, final int high,
            final int canvasWidth, final int canvasHeight) {
        return new Letterbox(width, height, new Box(0, 0, wide, high), new Box(0, 0, canvasWidth, canvasHeight));
    }

    /** True if the picture has another size on the canvas than by itself. */
    public boolean resizes() {
        return inner.width() != width || inner.height() != height;
    }

    /** The column of the canvas, as a fraction, at a column of the picture; centres of pixels are not heeded. */
    public float x(final double inPicture) {
        return (float) (inner.x() + inPicture * ((double) inner.width() / width));
    }

    /** The row of the canvas, as a fraction, at a row of the picture. */
    public float y(final double inPicture) {
        return (float) (inner.y() + inPicture * ((double) inner.height() / height));
    }

    /** A plane of the picture on the canvas. */
    public Plane place(final Plane picture, final PillowResampler kernel, final Padding padding) {
        return pad(kernel.resize(picture, inner.width(), inner.height()), padding);
    }

    /**
     * A plane that has its size on the canvas already, and around it what fills it up; the plane itself where nothing
     * has to be filled.
     */
    public Plane pad(final Plane resized, final Padding padding) {
        if (inner.equals(canvas))
            return resized;
        final int[] across = sources(inner.x(), inner.width(), canvas.width(), padding);
        final int[] down = sources(inner.y(), inner.height(), canvas.height(), padding);
        final Plane out = new Plane(canvas.width(), canvas.height());
        for (int y = 0, i = 0; y < down.length; y++)
            for (int x = 0; x < across.length; x++, i++)
                out.values()[i] = resized.at(across[x], down[y]);
        return out;
    }

    /**
     * The same filled up as the WebUI's "resize and fill" does, by the slope of the outermost pixels an eighth of a
     * step on: 1.125 times the outermost one less 0.125 times the next, without bounds.
     */
    public Plane extrapolate(final Plane resized) {
        if (inner.equals(canvas))
            return resized;
        final Plane out = pad(resized, Padding.EDGE);
        slope(out.values(), inner.x(), inner.width(), 1, canvas.width(), canvas.height());
        slope(out.values(), inner.y(), inner.height(), canvas.width(), canvas.height(), canvas.width());
        return out;
    }

    /**
     * Turns continued edges into slopes, along one axis.
     *
     * @param start  of the picture along the axis
     * @param length of the picture along the axis
     * @param step   from one pixel to the next along the axis
     * @param all    pixels of the canvas along the axis
     * @param lines  how many there are
     */
    private static void slope(final float[] values, final int start, final int length, final int step, final int all,
            final int lines) {
        if (length < 2)
            return;
        final int last = start + length - 1;
        for (int line = 0; line < lines; line++) {
            final int at = step == 1 ? line * all : line;
            final float before = 1.125f * values[at + start * step] - 0.125f * values[at + (start + 1) * step];
            final float after = 1.125f * values[at + last * step] - 0.125f * values[at + (last - 1) * step];
            for (int i = 0; i < start; i++)
                values[at + i * step] = before;
            for (int i = last + 1; i < all; i++)
                values[at + i * step] = after;
        }
    }

    /** Which pixel of a line of {@code length} from {@code start} on each of {@code all} pixels shows. */
    private static int[] sources(final int start, final int length, final int all, final Padding padding) {
        final int[] out = new int[all];
        for (int i = 0; i < all; i++) {
            final int at = Math.floorMod(i - start, 2 * length);
            out[i] = padding == Padding.EDGE ? Math.max(0, Math.min(length - 1, i - start))
                    : at < length ? at : 2 * length - 1 - at;
        }
        return out;
    }

    /** A plane of the canvas back at the size of the picture. */
    public Plane take(final Plane placed, final PillowResampler kernel) {
        return kernel.resize(inner.equals(canvas) ? placed : placed.crop(inner), width, height);
    }
}
