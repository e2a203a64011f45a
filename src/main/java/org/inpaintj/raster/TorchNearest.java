package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/** Resizes planes of floats by repeating or leaving out values, as PyTorch's {@code interpolate} without weights. */
public enum TorchNearest {

    /** The value at the left end of each new one ({@code mode="nearest"}). */
    NEAREST(0),

    /** The value at its centre ({@code mode="nearest-exact"}). */
    NEAREST_EXACT(0.5f);

    private final float at;

    TorchNearest(final float at) {
        this.at = at;
    }

    /** A plane at another size. */
    public Plane resize(final Plane plane, final int width, final int height) {
        final float across = (float) plane.width() / width, down = (float) plane.height() / height;
        final Plane out = new Plane(width, height);
        for (int y = 0; y < height; y++) {
            final int row = Math.min((int) ((y + at) * down), plane.height() - 1);
            for (int x = 0; x < width; x++)
                out.values()[y * width + x] =
                        plane.at(Math.min((int) ((x + at) * across), plane.width() - 1), row);
        }
        return out;
    }
}
