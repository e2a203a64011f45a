package org.inpaintj.segment;

/** The pictures that {@code models/tools/export_tiny_sam.py} showed to PyTorch. */
public final class TestPictures {

    private TestPictures() {}

    /** Rings, squares and ramps. */
    public static RgbImage of(final int width, final int height) {
        final byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) {
                final int u = x * 256 / width, v = y * 256 / height, at = 3 * (y * width + x);
                rgb[at] = (byte) (((u - 90) * (u - 90) + (v - 120) * (v - 120)) / 64);
                rgb[at + 1] = (byte) ((u / 32 + v / 32) % 2 * 160 + (u ^ v) % 64);
                rgb[at + 2] = (byte) (2 * u + v);
            }
        return new RgbImage(width, height, rgb);
    }
}
