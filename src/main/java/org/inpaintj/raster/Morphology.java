package org.inpaintj.raster;

import org.inpaintj.core.Box;

/** Grows, shrinks and smooths masks. */
public final class Morphology {

    private Morphology() {}

    /**
     * The mask with every pixel set that lies within {@code radius} of a pixel of at least one half; a negative radius
     * clears those within it of a pixel below one half. What lies beyond the image's border counts as neither, so a
     * selection that touches the border is not shrunk from there.
     *
     * @param radius px, between pixel centres
     * @param image  where the mask may reach
     */
    public static Mask grow(final Mask mask, final int radius, final Box image) {
        if (radius == 0 || mask.isEmpty())
            return mask.over(mask.box().intersect(image));
        // one pixel more than the selection, so that a shrinking mask meets the unselected pixels around it
        final Mask m = mask.over(mask.bounds().grow(Math.max(1, radius)).intersect(image));
        final float[] v = m.values(), out = new float[v.length];
        final int width = m.box().width(), height = m.box().height();
        if (radius > 0) {
            final float[] d = DistanceTransform.to(i -> v[i] >= 0.5f, width, height).values();
            for (int i = 0; i < out.length; i++)
                out[i] = d[i] <= radius ? 1 : v[i];
        } else {
            final float[] d = DistanceTransform.to(i -> v[i] < 0.5f, width, height).values();
            for (int i = 0; i < out.length; i++)
                out[i] = d[i] > -radius ? v[i] : 0;
        }
        return new Mask(m.box(), out);
    }

    /**
     * The mask with a rounder outline: each pixel goes with the majority of those within {@code radius}, itself
     * included; where they are even it stays. Pixels beyond the image's border do not vote.
     *
     * @param radius px, between pixel centres; 0 changes nothing
     * @param image  where the mask may reach
     */
    public static Mask smooth(final Mask mask, final int radius, final Box image) {
        if (radius == 0 || mask.isEmpty())
            return mask.over(mask.box().intersect(image));
        final Mask m = mask.over(mask.bounds().grow(radius).intersect(image));
        final int width = m.box().width(), height = m.box().height();
        final int[] before = sums(m);
        final float[] out = new float[m.values().length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                int inside = 0, all = 0;
                for (int dy = -radius; dy <= radius; dy++) {
                    final int reach = (int) Math.sqrt(radius * radius - dy * dy);
                    // voters outside the box but in the image are not in the mask
                    if (m.box().y() + y + dy >= image.y() && m.box().y() + y + dy < image.y() + image.height())
                        all += Math.min(image.x() + image.width() - 1, m.box().x() + x + reach)
                                - Math.max(image.x(), m.box().x() + x - reach) + 1;
                    if (y + dy >= 0 && y + dy < height)
                        inside += before[(y + dy) * (width + 1) + Math.min(width, x + reach + 1)]
                                - before[(y + dy) * (width + 1) + Math.max(0, x - reach)];
                }
                out[y * width + x] = 2 * inside > all || 2 * inside == all && m.values()[y * width + x] >= 0.5f ? 1 : 0;
            }
        return new Mask(m.box(), out);
    }

    /** For each row, how many pixels of the mask lie before each column. */
    private static int[] sums(final Mask m) {
        final int width = m.box().width(), height = m.box().height();
        final int[] before = new int[(width + 1) * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                before[y * (width + 1) + x + 1] = before[y * (width + 1) + x]
                        + (m.values()[y * width + x] >= 0.5f ? 1 : 0);
        return before;
    }
}
