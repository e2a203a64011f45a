package org.inpaintj.engine.patch.level;

/**
 * The means of square blocks of an image, a row of blocks at a time: of their measured pixels, and a hole where there
 * are none.
 */
public record BlockMeans(PyramidLevel image, PyramidLevel coarse, int scale, int picture)
        implements ParallelBands.Task {

    /**
     * A level of the means.
     *
     * @param scale side of a block, px
     */
    public static PyramidLevel of(final PyramidLevel image, final int scale, final ParallelBands bands) {
        final PyramidLevel coarse = new PyramidLevel((image.width + scale - 1) / scale,
                (image.height + scale - 1) / scale, image.channels, image.pictures);
        for (int n = 0; n < image.pictures; n++)
            bands.run(new BlockMeans(image, coarse, scale, n), coarse.height);
        coarse.close();
        return coarse;
    }

    @Override
    public void run(final int y) {
        for (int x = 0; x < coarse.width; x++) {
            final int o = picture * coarse.area + coarse.index(x, y), to = o * coarse.depth;
            int measured = 0;
            for (int v = y * scale; v < Math.min(image.height, (y + 1) * scale); v++)
                for (int u = x * scale; u < Math.min(image.width, (x + 1) * scale); u++)
                    measured += add(picture * image.area + image.index(u, v), to);
            if (measured == 0)
                coarse.state[o] = PyramidLevel.HOLE;
            for (int k = 0; k < image.channels && measured > 0; k++)
                coarse.f[to + k] /= measured;
        }
    }

    private int add(final int from, final int to) {
        if (image.state[from] != 0)
            return 0;
        for (int k = 0; k < image.channels; k++)
            coarse.f[to + k] += image.f[from * image.depth + k];
        return 1;
    }

    /** Mean of channel {@code k} over one block, the fill of a hole included. */
    public static float mean(final PyramidLevel image, final int scale, final int column, final int row, final int k) {
        double sum = 0;
        int n = 0;
        for (int y = row * scale; y < Math.min(image.height, (row + 1) * scale); y++)
            for (int x = column * scale; x < Math.min(image.width, (column + 1) * scale); x++, n++)
                sum += image.f[image.index(x, y) * image.depth + k];
        return (float) (sum / n);
    }
}
