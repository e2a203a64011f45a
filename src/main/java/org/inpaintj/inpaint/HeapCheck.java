package org.inpaintj.inpaint;

import java.util.Locale;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;

/** Refuses regions that the Java heap cannot hold, before anything is allocated. */
public final class HeapCheck {

    /** Planes of floats beside those of the channels: mask, opacity, trust, distances, what an engine keeps. */
    private static final int FIXED_PLANES = 12;
    /** Planes of floats a channel: original, view, working copies; measured with the embedded engine. */
    private static final int CHANNEL_PLANES = 4;

    private HeapCheck() {}

    /** @throws InpaintException if a mask of this size needs more than the heap allows, naming both */
    public static void check(final Box mask) {
        check(mask, 0, 0);
    }

    /** @throws InpaintException if a job on this crop needs more than the heap allows, naming both */
    public static void check(final Box crop, final int channels, final int candidates) {
        final long pixels = (long) crop.width() * crop.height(), bytes = bytes(crop, channels, candidates);
        final long heap = Runtime.getRuntime().maxMemory();
        if (bytes > heap * 0.9 || pixels * Math.max(3, channels) > Integer.MAX_VALUE - 8)
            throw new InpaintException(String.format(Locale.ROOT,
                    "The region to work on is %d x %d pixels, which takes about %.1f GB, and Java may use %.1f GB: "
                            + "select a smaller region, ask for fewer candidates or less padding, or raise the limit "
                            + "in Edit > Options > Memory & Threads.", crop.width(), crop.height(), bytes / 1e9,
                    heap / 1e9));
    }

    /** What a job on this crop takes of Java's heap, estimated. */
    public static long bytes(final Box crop, final int channels, final int candidates) {
        // an engine holds all its candidates at once
        return 4L * crop.width() * crop.height() * (FIXED_PLANES + (CHANNEL_PLANES + (long) candidates) * channels);
    }
}
