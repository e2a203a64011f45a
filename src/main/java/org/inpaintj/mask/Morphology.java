package org.inpaintj.mask;

import org.inpaintj.engine.Box;

/** Grows and shrinks masks by exact Euclidean distances. */
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
            final float[] d = Distance.to(i -> v[i] >= 0.5f, width, height);
            for (int i = 0; i < out.length; i++)
                out[i] = d[i] <= radius ? 1 : v[i];
        } else {
            final float[] d = Distance.to(i -> v[i] < 0.5f, width, height);
            for (int i = 0; i < out.length; i++)
                out[i] = d[i] > -radius ? v[i] : 0;
        }
        return new Mask(m.box(), out);
    }
}
