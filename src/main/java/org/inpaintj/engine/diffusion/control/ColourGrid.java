package org.inpaintj.engine.diffusion.control;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.TorchBicubic;

/**
 * The colours of a picture in squares of 64 pixels ("color" of the WebUI's extension): reduced by cubic convolution
 * without smoothing as OpenCV does it, rounded to 8 bits, and repeated.
 */
final class ColourGrid {

    private static final int SQUARE = 64;
    private static final float BYTE = 255;

    private ColourGrid() {}

    /** One channel of the grid; 0..1. */
    static Plane of(final Plane channel) {
        final Plane small = reduced(channel), out = new Plane(channel.width(), channel.height());
        for (int y = 0; y < out.height(); y++)
            for (int x = 0; x < out.width(); x++)
                out.values()[y * out.width() + x] = small.at((int) ((long) x * small.width() / out.width()),
                        (int) ((long) y * small.height() / out.height()));
        return out;
    }

    /** One sample a square. */
    static Plane reduced(final Plane channel) {
        final int width = Math.max(1, channel.width() / SQUARE), height = Math.max(1, channel.height() / SQUARE);
        final Plane small = new Plane(width, height);
        TorchBicubic.resize(channel, width, height, (y, row) -> {
            for (int x = 0; x < width; x++)
                small.values()[y * width + x] = Math.round(Math.max(0, Math.min(1, row[x])) * BYTE) / BYTE;
        });
        return small;
    }
}
