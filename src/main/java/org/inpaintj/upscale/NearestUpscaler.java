package org.inpaintj.upscale;

import org.scijava.plugin.Plugin;

import org.inpaintj.core.Plane;

/**
 * Repeats the nearest pixel, as Pillow's {@code NEAREST}, so that no value appears that was not there: for labels and
 * masks.
 */
@Plugin(type = Upscaler.class, priority = 1)
public final class NearestUpscaler extends InterpolatingUpscaler {

    /** Its name in requests. */
    public static final String ID = "nearest";

    public NearestUpscaler() {
        super(ID, "Nearest");
    }

    /** The pixel that each new pixel repeats; steps are summed up, as Pillow does, which decides ties. */
    public static int[] nearest(final int from, final int to) {
        final double step = (double) from / to;
        final int[] at = new int[to];
        double centre = step * 0.5;
        for (int i = 0; i < to; i++, centre += step)
            at[i] = Math.min(from - 1, (int) centre);
        return at;
    }

    @Override
    public Plane resize(final Plane plane, final int width, final int height) {
        final int[] columns = nearest(plane.width(), width), rows = nearest(plane.height(), height);
        final Plane out = new Plane(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                out.values()[y * width + x] = plane.at(columns[x], rows[y]);
        return out;
    }

    @Override
    public byte[] resize(final byte[] pixels, final int channels, final int width, final int height, final int wide,
            final int high) {
        final int[] columns = nearest(width, wide), rows = nearest(height, high);
        final byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(wide, channels), high)];
        for (int y = 0, at = 0; y < high; y++)
            for (int x = 0; x < wide; x++, at += channels)
                System.arraycopy(pixels, (rows[y] * width + columns[x]) * channels, out, at, channels);
        return out;
    }
}
