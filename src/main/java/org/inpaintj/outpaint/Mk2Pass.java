package org.inpaintj.outpaint;

import java.util.Arrays;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.raster.Mask;

/**
 * The geometry of one pass of Outpainting mk2: one side of an image grows.
 *
 * @param side   that grows
 * @param added  px
 * @param canvas a multiple of 64 along both axes
 * @param place  of the image in the canvas
 * @param grown  the image with what is added; what of the canvas is beyond is cut off in the end
 * @param strip  of the canvas: what is shown to the engine
 * @param kept   of the canvas: what is not masked, where noise takes its colours from
 * @param fixed  of the canvas: what the engine may not repaint
 */
record Mk2Pass(Direction side, int added, Box canvas, Box place, Box grown, Box strip, Box kept, Box fixed) {

    /**
     * @param width   of the image, px
     * @param height  of the image, px
     * @param added   px
     * @param blur    how far the mask reaches into the image, px; what is repainted twice as far
     * @param process how long the strip is at most, px
     * @throws InpaintException if nothing of the image would be left to go on from
     */
    static Mk2Pass of(final Direction side, final int width, final int height, final int added, final int blur,
            final int process) {
        final boolean across = side.isHorizontal(), first = side.isFirst();
        final Box grown = new Box(0, 0, width + (across ? added : 0), height + (across ? 0 : added));
        final Box canvas = new Box(0, 0, Margins.multiple(grown.width()), Margins.multiple(grown.height()));
        final Box place = new Box(across && first ? added : 0, !across && first ? added : 0, width, height);
        final int length = Math.min(process, across ? grown.width() : grown.height());
        final Box strip = across ? new Box(first ? 0 : canvas.width() - length, 0, length, canvas.height())
                : new Box(0, first ? 0 : canvas.height() - length, canvas.width(), length);
        // as the WebUI draws it: with the first column and row beyond the image
        final Box drawn = new Box(0, 0, grown.width() + 1, grown.height() + 1).intersect(canvas);
        final Box kept = inside(side, drawn, canvas, added + blur, blur > 0);
        final Box fixed = inside(side, grown, canvas, added + 2 * blur, blur > 0).intersect(strip);
        if (kept.isEmpty() || fixed.isEmpty())
            throw new InpaintException(strip.width() < grown.width() && across
                    || strip.height() < grown.height() && !across
                    ? "Of the strip of " + length + " px that is painted at a time, the " + added + " new px on the "
                            + "side '" + side.word() + "' and the mask blur leave nothing of the image: expand less "
                            + "at a time, or raise " + (across ? "width." : "height.")
                    : "A mask blur of " + blur + " px leaves nothing of an image of " + width + " x " + height
                            + " px to go on from: lower the blur.");
        return new Mk2Pass(side, added, canvas, place, grown, strip, kept, fixed);
    }

    /** What of a box of the canvas is farther from the side that grows. */
    private static Box inside(final Direction side, final Box box, final Box canvas, final int inset,
            final boolean inclusive) {
        final int end = (side.isHorizontal() ? canvas.width() : canvas.height()) - inset + (inclusive ? 1 : 0);
        return switch (side) {
            case LEFT -> between(inset, 0, box.width(), box.height());
            case UP -> between(0, inset, box.width(), box.height());
            case RIGHT -> between(0, 0, end, box.height());
            case DOWN -> between(0, 0, box.width(), end);
        };
    }

    private static Box between(final int left, final int top, final int right, final int bottom) {
        return new Box(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    }

    /** Where noise is wanted, one flag a pixel of the canvas. */
    boolean[] masked() {
        final boolean[] masked = new boolean[canvas.width() * canvas.height()];
        Arrays.fill(masked, true);
        for (int y = kept.y(); y < kept.y() + kept.height(); y++)
            Arrays.fill(masked, y * canvas.width() + kept.x(), y * canvas.width() + kept.x() + kept.width(), false);
        return masked;
    }

    /** The same over the strip, 0 or 1. */
    Plane mask() {
        return outside(kept).plane();
    }

    /** What the engine repaints. */
    Mask repaint() {
        return outside(fixed);
    }

    /** All of the strip but a box. */
    private Mask outside(final Box box) {
        final Plane plane = Plane.filled(1, strip.width(), strip.height());
        final Box hole = box.intersect(strip);
        for (int y = hole.y(); y < hole.y() + hole.height(); y++)
            for (int x = hole.x(); x < hole.x() + hole.width(); x++)
                plane.values()[(y - strip.y()) * strip.width() + x - strip.x()] = 0;
        return new Mask(strip, plane.values());
    }
}
