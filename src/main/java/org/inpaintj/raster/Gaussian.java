package org.inpaintj.raster;

/** Gaussian smoothing of a plane; beyond the border it counts as 0, so divide by a blurred weight to normalise. */
final class Gaussian {

    private Gaussian() {}

    /** @param sigma px, above 0; the kernel is cut at three sigma */
    static float[] blur(final float[] values, final int width, final int height, final double sigma) {
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
        return out;
    }
}
