package org.inpaintj.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

import org.inpaintj.core.Box;

/**
 * Tidies masks by their connected regions. A pixel of at least one half is in the mask. Parts of the mask hang together
 * across corners too, holes only across edges, so that a closed thin line has an inside.
 */
public final class ConnectedComponents {

    private ConnectedComponents() {}

    /**
     * The mask with its holes filled: regions outside the mask that it surrounds.
     *
     * @param most largest hole to fill, px
     */
    public static Mask fillHoles(final Mask mask, final long most) {
        // one pixel more, so that everything around the mask is a single region
        final Mask m = mask.over(mask.bounds().grow(1));
        final Labels labels = Labels.of(m, false, false);
        final int outside = labels.label[0];
        return labels.paint(m, mask, outside, area -> area <= most, 1);
    }

    /**
     * The mask without its small parts.
     *
     * @param least smallest part to keep, px
     */
    public static Mask removeIslands(final Mask mask, final long least) {
        final Mask m = mask.over(mask.bounds());
        return Labels.of(m, true, true).paint(m, mask, 0, area -> area < least, 0);
    }

    /** The largest part of the mask; the first in reading order of equal ones. */
    public static Mask largest(final Mask mask) {
        final Mask m = mask.over(mask.bounds());
        final Labels labels = Labels.of(m, true, true);
        int best = 0;
        for (int k = 1; k < labels.area.length; k++)
            if (best == 0 || labels.area[k] > labels.area[best])
                best = k;
        final float[] out = new float[m.values().length];
        for (int i = 0; i < out.length; i++)
            out[i] = labels.label[i] == best && best > 0 ? 1 : 0;
        return new Mask(m.box(), out);
    }

    /** The parts of the mask in reading order, each over its bounds. */
    public static List<Mask> parts(final Mask mask) {
        final Mask m = mask.over(mask.bounds());
        final Labels labels = Labels.of(m, true, true);
        final Box[] boxes = new Box[labels.area.length];
        for (int i = 0; i < labels.label.length; i++) {
            final Box pixel = new Box(i % m.box().width(), i / m.box().width(), 1, 1);
            final int k = labels.label[i];
            boxes[k] = boxes[k] == null ? pixel : boxes[k].span(pixel);
        }
        final List<Mask> parts = new ArrayList<>();
        for (int k = 1; k < boxes.length; k++) {
            final Box b = boxes[k];
            final float[] values = new float[b.width() * b.height()];
            for (int i = 0; i < values.length; i++) {
                final int at = (b.y() + i / b.width()) * m.box().width() + b.x() + i % b.width();
                values[i] = labels.label[at] == k ? m.values()[at] : 0;
            }
            parts.add(new Mask(new Box(b.x() + m.box().x(), b.y() + m.box().y(), b.width(), b.height()), values));
        }
        return parts;
    }

    /** Number of parts. */
    public static int count(final Mask mask) {
        return Labels.of(mask.over(mask.bounds()), true, true).area.length - 1;
    }

    /** Regions numbered from 1 in reading order, and their areas; pixels in none have 0. */
    private static final class Labels {

        private final int[] label;
        private final long[] area;

        private Labels(final int[] label, final long[] area) {
            this.label = label;
            this.area = area;
        }

        /**
         * @param inside  true for the regions of the mask, false for those of the rest
         * @param corners true if regions hang together across corners too
         */
        static Labels of(final Mask mask, final boolean inside, final boolean corners) {
            final Box box = mask.box();
            final int width = box.width(), n = width * box.height();
            final int[] label = new int[n];
            int[] stack = new int[64];
            long[] area = new long[16];
            int regions = 0;
            for (int start = 0; start < n; start++) {
                if (label[start] != 0 || mask.values()[start] >= 0.5f != inside)
                    continue;
                if (++regions == area.length)
                    area = Arrays.copyOf(area, 2 * regions);
                int top = 0;
                stack[top++] = start;
                label[start] = regions;
                while (top > 0) {
                    final int at = stack[--top], x = at % width, y = at / width;
                    area[regions]++;
                    if (top + 8 > stack.length)
                        stack = Arrays.copyOf(stack, 2 * stack.length);
                    for (int dy = -1; dy <= 1; dy++)
                        for (int dx = -1; dx <= 1; dx++) {
                            if (!corners && dx != 0 && dy != 0 || x + dx < 0 || x + dx >= width || y + dy < 0
                                    || y + dy >= box.height())
                                continue;
                            final int next = at + dy * width + dx;
                            if (label[next] == 0 && mask.values()[next] >= 0.5f == inside) {
                                label[next] = regions;
                                stack[top++] = next;
                            }
                        }
                }
            }
            return new Labels(label, Arrays.copyOf(area, regions + 1));
        }

        /** The mask over the original box, in which regions of fitting area have the value. */
        Mask paint(final Mask mask, final Mask original, final int except, final LongPredicate fits,
                final float value) {
            final float[] out = new float[mask.values().length];
            for (int i = 0; i < out.length; i++)
                out[i] = label[i] != 0 && label[i] != except && fits.test(area[label[i]]) ? value
                        : mask.values()[i] >= 0.5f ? 1 : 0;
            return new Mask(mask.box(), out).over(original.bounds());
        }
    }
}
