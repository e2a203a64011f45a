package org.inpaintj.segment;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;

/**
 * A prompt says which object is meant. Coordinates are columns and rows of the image, 0-based, whole at the centres of
 * pixels: a click on the first pixel is at 0, 0.
 *
 * @param points clicks
 * @param box    a rectangle around the object
 * @param mask   what was thought of the object before, in the grid of the same embedding: from
 *               {@link MaskCandidate#logits()} or {@link org.inpaintj.segment.sam.Segmenter#logits}
 */
public record SegmentPrompt(List<Point> points, Optional<BoundingBox> box, Optional<MaskLogits> mask) {

    /**
     * A click.
     *
     * @param include true on the object, false beside it
     */
    public record Point(double x, double y, boolean include) {
    }

    public SegmentPrompt {
        points = List.copyOf(points);
    }

    public static SegmentPrompt of(final List<Point> points) {
        return new SegmentPrompt(points, Optional.empty(), Optional.empty());
    }

    public static SegmentPrompt of(final BoundingBox box) {
        return new SegmentPrompt(List.of(), Optional.of(box), Optional.empty());
    }

    public SegmentPrompt withBox(final BoundingBox other) {
        return new SegmentPrompt(points, Optional.of(other), mask);
    }

    public SegmentPrompt withMask(final MaskLogits other) {
        return new SegmentPrompt(points, box, Optional.of(other));
    }

    /** @throws InpaintException if the prompt says nothing, or names places outside an image of that size */
    public void check(final int width, final int height) {
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
