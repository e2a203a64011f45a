package org.inpaintj.engine.remote;

import java.util.List;

import org.inpaintj.raster.Letterbox;

/**
 * What sizes a server works at.
 *
 * @param step  sides are multiples of it, px
 * @param least pixels in all, at least
 * @param most  pixels in all, at most
 * @param fixed where only some sizes are possible, these as width and height; empty for any
 */
public record Sizes(int step, long least, long most, List<List<Integer>> fixed) {

    /** Of servers with a Stable Diffusion model: sides of 8, between the areas of 512 x 512 and 1024 x 1024 pixels. */
    public static final Sizes LATENT = new Sizes(8, 512 * 512, 1024 * 1024, List.of());

    public Sizes {
        fixed = List.copyOf(fixed);
    }

    /**
     * How a crop lies in what is sent: resized to what was asked for, or as little as possible, and its edges continued
     * to the right and below where it does not fill the size.
     *
     * @param wide 0 leaves the width open
     * @param high 0 leaves the height open
     */
    Letterbox place(final int width, final int height, final int wide, final int high) {
        if (!fixed.isEmpty())
            return placeFixed(width, height);
        final double area = (double) width * height;
        double scale = area < least ? Math.sqrt(least / area) : area > most ? Math.sqrt(most / area) : 1;
        if (wide > 0 || high > 0)
            scale = wide > 0 && high > 0 ? Math.min((double) wide / width, (double) high / height)
                    : wide > 0 ? (double) wide / width : (double) high / height;
        final int w = Letterbox.scaled(width, scale), h = Letterbox.scaled(height, scale);
        return Letterbox.topLeft(width, height, w, h, up(Math.max(w, wide)), up(Math.max(h, high)));
    }

    private int up(final int side) {
        return (side + step - 1) / step * step;
    }

    /** On the size whose shape is nearest. */
    private Letterbox placeFixed(final int width, final int height) {
        List<Integer> best = fixed.get(0);
        double most = 0;
        for (final List<Integer> size : fixed) {
            final double scale = scale(size, width, height),
                    used = scale * scale * width * height / ((double) size.get(0) * size.get(1));
            if (used > most) {
                most = used;
                best = size;
            }
        }
        final double scale = scale(best, width, height);
        return Letterbox.topLeft(width, height, Math.min(best.get(0), Letterbox.scaled(width, scale)),
                Math.min(best.get(1), Letterbox.scaled(height, scale)), best.get(0), best.get(1));
    }

    private static double scale(final List<Integer> size, final int width, final int height) {
        return Math.min((double) size.get(0) / width, (double) size.get(1) / height);
    }
}
