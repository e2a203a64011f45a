package org.inpaintj.raster;

import org.inpaintj.core.Plane;

/**
 * Gaussian smoothing of a plane by its kernel; beyond the border it counts as 0, so divide by a blurred weight to
 * normalise. {@link ExtendedBoxBlur} is another one: its pixels are those of Pillow, and it takes no longer for a large
 * sigma.
 */
public final class Gaussian {

    private Gaussian() {}

    /** @param sigma px, above 0; the kernel is cut at three sigma */
    public static Plane blur(final Plane plane, final double sigma) {
        final float[] values = plane.values();
        final int width = plane.width(), height = plane.height();
        final int radius = (int) Math.ceil(3 * sigma);
        final float[] kernel = new float[2 * radius + 1];
        float total = 0;
        for (int k = -radius; k <= radius; k++)
            total += kernel[k + radius] = (float) Math.exp(-0.5 * k * k / (sigma * sigma));
        for (int k = 0; k < kernel.length; k++)
            kernel[k] /= total;
        final float[] rows = new float[values.length], out = new float[values.length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int k = Math.max(-radius, -x); k <= Math.min(radius, width - 1 - x); k++)
                    sum += kernel[k + radius] * values[y * width + x + k];
                rows[y * width + x] = sum;
            }
        for (int y = 0; y < height; y++)
            for (int k = Math.max(-radius, -y); k <= Math.min(radius, height - 1 - y); k++)
                for (int x = 0; x < width; x++)
                    out[y * width + x] += kernel[k + radius] * rows[(y + k) * width + x];
        return new Plane(out, width, height);
    }
}
