package org.inpaintj.raster;

import java.io.Serializable;
import java.util.Arrays;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/**
 * Which pixels to repaint. Everything outside the box is 0. Nobody writes to the values after construction.
 *
 * @param box    in pixels of the image
 * @param values row by row, {@code box.width() * box.height()} of them, 0 = keep, 1 = repaint, between = mix
 */
public record Mask(Box box, float[] values) implements Serializable {

    public Mask {
        if (values.length != (long) box.width() * box.height())
            throw new IllegalArgumentException(values.length + " values for " + box);
    }

    /** All pixels of a box. */
    public static Mask full(final Box box) {
        final float[] values = new float[Math.multiplyExact(box.width(), box.height())];
        Arrays.fill(values, 1);
        return new Mask(box, values);
    }

    /** The mask with the values of a plane over a whole image. */
    public static Mask of(final Plane plane) {
        return new Mask(plane.box(), plane.values());
    }

    /** The values over the box; nobody writes to them. */
    public Plane plane() {
        return new Plane(values, box.width(), box.height());
    }

    /** The value at a pixel of the image. */
    public float at(final int x, final int y) {
        final int column = x - box.x(), row = y - box.y();
        return column < 0 || row < 0 || column >= box.width() || row >= box.height() ? 0
                : values[row * box.width() + column];
    }

    /** True if nothing is to be repainted. */
    public boolean isEmpty() {
        return bounds().isEmpty();
    }

    /** The smallest box that holds all values above 0, in pixels of the image; of size 0 if there are none. */
    public Box bounds() {
        int left = box.width(), right = -1, top = -1, bottom = -1;
        for (int y = 0; y < box.height(); y++)
            for (int x = 0; x < box.width(); x++)
                if (values[y * box.width() + x] > 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    if (top < 0)
                        top = y;
                    bottom = y;
                }
        return top < 0 ? new Box(box.x(), box.y(), 0, 0)
                : new Box(box.x() + left, box.y() + top, right - left + 1, bottom - top + 1);
    }

    /** The same mask over another box of the image, which may cut it or reach beyond it. */
    public Mask over(final Box other) {
        if (other.equals(box))
            return this;
        return new Mask(other, plane().crop(other.relativeTo(box)).values());
    }

    /** This mask over its {@link #bounds()}. */
    public Mask trim() {
        return over(bounds());
    }

    /** The larger of both values everywhere, over the smallest box that holds both. */
    public Mask or(final Mask other) {
        if (box.isEmpty() || other.box.isEmpty())
            return box.isEmpty() ? other : this;
        final Box all = box.span(other.box);
        final float[] out = over(all).values.clone(), more = other.over(all).values;
        for (int i = 0; i < out.length; i++)
            out[i] = Math.max(out[i], more[i]);
        return new Mask(all, out);
    }

    /** One minus this mask, over the whole image. */
    public Mask invert(final int width, final int height) {
        final Mask whole = over(new Box(0, 0, width, height));
        final float[] out = new float[whole.values.length];
        for (int i = 0; i < out.length; i++)
            out[i] = 1 - whole.values[i];
        return new Mask(whole.box, out);
    }
}
