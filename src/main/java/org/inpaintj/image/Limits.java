package org.inpaintj.image;

import java.util.Locale;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;

/** Refuses regions that the Java heap cannot hold, before anything is allocated. */
final class Limits {

    /** Planes of floats that a job holds a pixel beside those of the channels: mask, distances, solver. */
    private static final int FIXED_PLANES = 16;
    /** Planes of floats a channel: original, engine's view, engine's result, fill, boundary. */
    private static final int CHANNEL_PLANES = 5;

    private Limits() {}

    /** @throws InpaintException if a job on this crop needs more than the heap allows, naming both */
    static void check(final Box crop, final int channels) {
        final long pixels = (long) crop.width() * crop.height();
        final long bytes = 4 * pixels * (FIXED_PLANES + (long) CHANNEL_PLANES * channels);
        final long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap * 0.8 || pixels * Math.max(3, channels) > Integer.MAX_VALUE - 8)
            throw new InpaintException(String.format(Locale.ROOT,
                    "The region to work on is %d x %d pixels, which takes about %.1f GB, and Java may use %.1f GB: "
                            + "select a smaller region, lower the padding, or raise the limit in Edit > Options > "
                            + "Memory & Threads.", crop.width(), crop.height(), bytes / 1e9, heap / 1e9));
    }
}
