package org.inpaintj.raster;

import org.inpaintj.core.Box;

/**
 * How a picture is brought to a size of other proportions: the resize modes of the WebUI's image to image. Immutable
 * choices; the pixels are {@link PillowResampler}'s business.
 */
public enum ResizeMode {

    /** Each axis by itself ("just resize"). */
    JUST,
    /** Large enough to cover all, in the middle; what is beyond is cut off ("crop and resize"). */
    CROP,
    /** Small enough to fit, in the middle; the rest is made of its edges ("resize and fill"). */
    FILL;

    /**
     * Where the resized picture lies on the new one. Sides that follow from the other one are rounded down, but to 1 at
     * least; the middle is half of each side, rounded down.
     *
     * @param width  of the picture, px
     * @param height of the picture, px
     * @param wide   of the new one, px
     * @param high   of the new one, px
     * @return in pixels of the new one; reaches beyond it where the picture is cut, and leaves some of it where it is
     *         filled up
     */
    public Box inner(final int width, final int height, final int wide, final int high) {
        if (this == JUST)
            return new Box(0, 0, wide, high);
        final long across = (long) wide * height, down = (long) high * width;
        final boolean byWidth = this == CROP ? across > down : across < down;
        final int inWidth = byWidth ? wide : (int) Math.max(1, down / height);
        final int inHeight = byWidth ? (int) Math.max(1, across / width) : high;
        return new Box(wide / 2 - inWidth / 2, high / 2 - inHeight / 2, inWidth, inHeight);
    }
}
