package org.inpaintj.engine.patch.level;

import java.util.Arrays;

import org.inpaintj.raster.DistanceTransform;

/** How deep a hole pixel lies: its distance to the nearest known pixel. The image's border is not known. */
public final class HoleDepth {

    private HoleDepth() {}

    /**
     * Squared distances, indexed like the level's pixels; 0 for known pixels, and only meant for the bounding box of
     * the hole. The level has a known pixel.
     */
    public static int[] squared(final PyramidLevel level, final ParallelBands bands) {
        final int[] d = new int[level.state.length];
        if (level.hole.length == 0)
            return d;
        final int x0 = Math.max(0, level.left - 1), x1 = Math.min(level.width - 1, level.right + 1);
        final int y0 = Math.max(0, level.top - 1), y1 = Math.min(level.height - 1, level.bottom + 1);
        final int width = x1 - x0 + 1, height = y1 - y0 + 1;
        final boolean[] known = new boolean[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0, from = level.index(x0, y0 + y); x < width; x++)
                known[y * width + x] = level.state[from + x] != PyramidLevel.HOLE;
        final DistanceTransform.Parts parts = (part, count) -> bands.run(part::accept, count);
        DistanceTransform.squared(i -> known[i], width, height, parts, (y, row) -> {
            final int to = level.index(x0, y0 + y);
            for (int x = 0; x < width; x++)
                d[to + x] = (int) Math.min(Integer.MAX_VALUE, row[x]);
        });
        return d;
    }

    /** Twice the largest depth, px. */
    public static double diameter(final PyramidLevel level, final int[] squared) {
        int deepest = 0;
        for (final int i : level.hole)
            deepest = Math.max(deepest, squared[i]);
        return 2 * Math.sqrt(deepest);
    }

    /**
     * How far a pixel is to be believed: 1 if known, {@code decay} to the power of minus its depth in the hole. From
     * a depth of 24 on it falls no further, for the numbers would vanish.
     */
    public static float[] confidence(final PyramidLevel level, final int[] squared, final double decay) {
        final float[] table = new float[24 * 24 + 1];
        for (int i = 0; i < table.length; i++)
            table[i] = (float) StrictMath.pow(decay, -Math.sqrt(i));
        final float[] confidence = new float[level.state.length];
        Arrays.fill(confidence, 1);
        for (final int i : level.hole)
            confidence[i] = table[Math.min(table.length - 1, squared[i])];
        return confidence;
    }
}
