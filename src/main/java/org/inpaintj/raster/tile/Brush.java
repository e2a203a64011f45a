package org.inpaintj.raster.tile;

/**
 * A round brush: how much of the mask it sets at which distance from its path. Its edge is a half cosine.
 *
 * @param size     diameter, px, 1 or more
 * @param softness part of the radius over which the edge goes from all to nothing, from 0 (hard) to 1
 */
public record Brush(double size, double softness) {

    /** What a pixel that is set in full has. */
    public static final int FULL = 255;

    /** Below this diameter a path runs through the centres of pixels, so that a click sets one. */
    private static final double THIN = 2;

    public Brush {
        if (!(size >= 1) || !(softness >= 0 && softness <= 1))
            throw new IllegalArgumentException("size " + size + ", softness " + softness);
    }

    /** px; beyond it nothing is set. */
    public double radius() {
        return size / 2;
    }

    /** px; up to it all is set. */
    public double inner() {
        return radius() * (1 - softness);
    }

    /**
     * What a pixel gets.
     *
     * @param squared distance of its centre from the path, px
     * @return from 0 to {@link #FULL}
     */
    public int level(final double squared) {
        final double radius = radius(), inner = inner();
        if (squared > radius * radius)
            return 0;
        if (squared <= inner * inner)
            return FULL;
        final double t = (Math.sqrt(squared) - inner) / (radius - inner);
        return (int) Math.round(FULL * (0.5 + 0.5 * Math.cos(Math.PI * t)));
    }

    /** Where the path really runs, of a coordinate in pixels of the image that counts from their left or upper edge. */
    public double place(final double coordinate) {
        return size < THIN ? Math.floor(coordinate) + 0.5 : coordinate;
    }
}
