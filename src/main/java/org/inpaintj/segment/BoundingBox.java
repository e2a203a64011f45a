package org.inpaintj.segment;

import java.util.Locale;

import org.inpaintj.core.Box;

/**
 * A bounding box is a rectangle with fractional corners, as networks give and take them. Coordinates are those of
 * {@link SegmentPrompt}.
 *
 * @param left   x of the upper left corner
 * @param top    y of the upper left corner
 * @param right  x of the lower right corner, at least {@code left}
 * @param bottom y of the lower right corner, at least {@code top}
 */
public record BoundingBox(double left, double top, double right, double bottom) {

    public BoundingBox {
        if (!Double.isFinite(left + top + right + bottom) || right < left || bottom < top)
            throw new IllegalArgumentException("no rectangle: " + left + ", " + top + " to " + right + ", " + bottom);
    }

    /** The rectangle whose lower right corner is the upper left one plus the size. */
    public static BoundingBox of(final Box box) {
        return new BoundingBox(box.x(), box.y(), (double) box.x() + box.width(), (double) box.y() + box.height());
    }

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    public double area() {
        return width() * height();
    }

    /** Area of the common part over the area of both together, 0 to 1; 0 if both are without area. */
    public double overlap(final BoundingBox other) {
        final double w = Math.min(right, other.right) - Math.max(left, other.left);
        final double h = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        final double common = Math.max(0, w) * Math.max(0, h), all = area() + other.area() - common;
        return all > 0 ? common / all : 0;
    }

    /** The smallest box of whole pixels that covers the rectangle, cut to an image. */
    public Box pixels(final int width, final int height) {
        final int x = (int) Math.max(0, Math.floor(left)), y = (int) Math.max(0, Math.floor(top));
        return new Box(x, y, (int) Math.max(0, Math.min(width, Math.ceil(right)) - x),
                (int) Math.max(0, Math.min(height, Math.ceil(bottom)) - y));
    }

    /** Such as {@code 10.5, 20, 30.25, 40}: the corners. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %s, %s, %s", left, top, right, bottom);
    }
}
