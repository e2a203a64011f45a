package org.inpaintj.blend;

import org.inpaintj.mask.Distance;

/**
 * The known pixels around a hole, from which tone and boundary values are taken.
 *
 * @param width  of the planes, px
 * @param height of the planes, px
 * @param hole   true where a pixel is to be filled, row by row
 * @param known  true where a pixel holds a sample to rely on; never in the hole
 * @param far    distance to the nearest pixel of the hole, px
 */
public record Ring(int width, int height, boolean[] hole, boolean[] known, float[] far) {

    /**
     * @param mask  above 0 where a pixel is to be filled
     * @param trust above 0 where a pixel holds a measured sample
     */
    public static Ring of(final float[] mask, final float[] trust, final int width, final int height) {
        final boolean[] hole = new boolean[mask.length], known = new boolean[mask.length];
        for (int i = 0; i < mask.length; i++) {
            hole[i] = mask[i] > 0;
            known[i] = !hole[i] && trust[i] > 0;
        }
        return new Ring(width, height, hole, known, Distance.to(i -> hole[i], width, height));
    }

    /** Indices of the known pixels within a distance of the hole; those of all known pixels if they are too few. */
    int[] within(final double distance, final int atLeast) {
        final int[] near = select(distance);
        return near.length >= atLeast ? near : select(Double.POSITIVE_INFINITY);
    }

    private int[] select(final double distance) {
        return java.util.stream.IntStream.range(0, known.length).filter(i -> known[i] && far[i] <= distance).toArray();
    }
}
