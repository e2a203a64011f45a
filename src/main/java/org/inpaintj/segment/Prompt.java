package org.inpaintj.segment;

import java.util.List;
import java.util.Optional;

import org.inpaintj.engine.InpaintException;

/**
 * Says which object is meant. Coordinates are columns and rows of the image, 0-based, whole at the centres of pixels:
 * a click on the first pixel is at 0, 0.
 *
 * @param points clicks
 * @param box    a rectangle around the object
 * @param mask   what was thought of the object before, in the grid of the same embedding: from
 *               {@link Candidate#logits()} or {@link Segmenter#logits}
 */
public record Prompt(List<Point> points, Optional<Bounds> box, Optional<Logits> mask) {

    /**
     * A click.
     *
     * @param include true on the object, false beside it
     */
    public record Point(double x, double y, boolean include) {
    }

    public Prompt {
        points = List.copyOf(points);
    }

    public static Prompt of(final List<Point> points) {
        return new Prompt(points, Optional.empty(), Optional.empty());
    }

    public static Prompt of(final Bounds box) {
        return new Prompt(List.of(), Optional.of(box), Optional.empty());
    }

    public Prompt withBox(final Bounds other) {
        return new Prompt(points, Optional.of(other), mask);
    }

    public Prompt withMask(final Logits other) {
        return new Prompt(points, box, Optional.of(other));
    }

    /** @throws InpaintException if the prompt says nothing, or names places outside an image of that size */
    void check(final int width, final int height) {
        if (points.isEmpty() && box.isEmpty() && mask.isEmpty())
            throw new InpaintException("Nothing says which object is meant: give at least one point, a box or a mask.");
        for (final Point p : points)
            // written so that a NaN fails too
            if (!(p.x() > -1 && p.y() > -1 && p.x() < width && p.y() < height))
                throw new InpaintException("The point " + number(p.x()) + "," + number(p.y())
                        + " lies outside the image, which is " + width + " x " + height + "; give points inside it.");
        box.ifPresent(b -> {
            if (b.left() >= width || b.top() >= height || b.right() <= 0 || b.bottom() <= 0 || b.area() == 0)
                throw new InpaintException("The box " + number(b.left()) + "," + number(b.top()) + ","
                        + number(b.width()) + "," + number(b.height()) + " (x, y, width, height) covers nothing of the"
                        + " image, which is " + width + " x " + height + "; give a box inside it.");
        });
    }

    /** Whole numbers without a fraction. */
    static String number(final double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
