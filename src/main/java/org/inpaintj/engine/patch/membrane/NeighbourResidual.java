package org.inpaintj.engine.patch.membrane;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * What neighbouring slices do not tell of an image. Around the hole each channel is fitted as a weighted sum of the
 * same channel of the neighbours and a constant (linear prediction, by least squares); over the hole a membrane is then
 * spanned through what is left of the image beside that prediction. Neighbours that have nothing in common with the
 * image get weights of about 0, which leaves the membrane of the image alone, and brightness that changes from slice to
 * slice is a matter of the weights.
 */
final class NeighbourResidual {

    /** The fit sees what lies within this many sides of the hole's bounding box, and at least so many pixels. */
    private static final int NEAR = 2, LEAST = 16;

    /** Fewest samples for each number that is fitted. */
    private static final int SAMPLES = 8;

    /** Share of the diagonal that is added to it, for neighbours that are equal. */
    private static final double RIDGE = 1e-6;

    private final PyramidLevel level;

    /** Where the pictures begin that are known all over the hole. */
    private final int[] starts;

    /** By pixel of the image: the channels of the prediction. */
    private final float[] predicted;

    /** The image without its prediction; what cannot be predicted is a part of its hole. */
    private final PyramidLevel residual;

    private NeighbourResidual(final PyramidLevel level, final int[] starts) {
        this.level = level;
        this.starts = starts;
        predicted = new float[level.area * level.channels];
        final int[] blind = IntStream.range(0, level.area).filter(i -> level.state[i] != PyramidLevel.HOLE
                && level.state[i] != PyramidLevel.OUTSIDE && !seen(i)).toArray();
        residual = level.holed(blind);
    }

    /**
     * The residual of a level, or null where no neighbour is known all over the hole, or too little is to fit it to.
     */
    static NeighbourResidual of(final PyramidLevel level) {
        final int[] starts = starts(level);
        if (starts.length == 0)
            return null;
        final NeighbourResidual made = new NeighbourResidual(level, starts);
        for (int k = 0; k < level.channels; k++)
            if (!made.fit(k))
                return null;
        made.subtract();
        return made;
    }

    /** Where the pictures begin that are known all over a level's hole. */
    static int[] starts(final PyramidLevel level) {
        return level.hole.length == 0 ? new int[0] : IntStream.range(1, level.pictures).map(n -> n * level.area)
                .filter(start -> Arrays.stream(level.hole).allMatch(i -> level.state[start + i] == 0)).toArray();
    }

    private boolean seen(final int i) {
        for (final int start : starts)
            if (level.state[start + i] != 0)
                return false;
        return true;
    }

    /** Predicts a channel; false if there is too little to do so. */
    private boolean fit(final int k) {
        final int n = starts.length + 1;
        final int across = Math.max(LEAST, NEAR * (level.right - level.left + 1));
        final int down = Math.max(LEAST, NEAR * (level.bottom - level.top + 1));
        final double[][] equations = new double[n][n + 1];
        final double[] row = new double[n + 1];
        int samples = 0;
        for (int y = Math.max(0, level.top - down); y <= Math.min(level.height - 1, level.bottom + down); y++)
            for (int x = Math.max(0, level.left - across); x <= Math.min(level.width - 1, level.right + across); x++) {
                final int i = level.index(x, y);
                if (level.state[i] != 0 || !seen(i))
                    continue;
                samples++;
                read(i, k, row);
                row[n] = level.f[i * level.depth + k];
                for (int a = 0; a < n; a++)
                    for (int b = 0; b <= n; b++)
                        equations[a][b] += row[a] * row[b];
            }
        if (samples < SAMPLES * n)
            return false;
        final double[] weights = solve(equations);
        for (int y = 0; y < level.height; y++)
            for (int x = 0; x < level.width; x++) {
                final int i = level.index(x, y);
                read(i, k, row);
                double sum = 0;
                for (int a = 0; a < n; a++)
                    sum += weights[a] * row[a];
                predicted[i * level.channels + k] = (float) sum;
            }
        return true;
    }

    /** The channel of the neighbours, and a one. */
    private void read(final int i, final int k, final double[] to) {
        for (int a = 0; a < starts.length; a++)
            to[a] = level.f[(starts[a] + i) * level.depth + k];
        to[starts.length] = 1;
    }

    /** Gauss-Jordan elimination of positive equations. */
    private static double[] solve(final double[][] equations) {
        final int n = equations.length;
        for (int a = 0; a < n; a++)
            equations[a][a] *= 1 + RIDGE;
        for (int a = 0; a < n; a++) {
            final double pivot = equations[a][a];
            for (int b = a; b <= n && pivot > 0; b++)
                equations[a][b] /= pivot;
            for (int c = 0; c < n; c++) {
                final double factor = c == a || !(pivot > 0) ? 0 : equations[c][a];
                for (int b = a; b <= n && factor != 0; b++)
                    equations[c][b] -= factor * equations[a][b];
            }
        }
        final double[] out = new double[n];
        for (int a = 0; a < n; a++)
            out[a] = equations[a][a] > 0 ? equations[a][n] : 0;
        return out;
    }

    private void subtract() {
        for (int i = 0; i < level.area; i++)
            for (int k = 0; k < level.channels; k++)
                residual.f[i * level.depth + k] -= predicted[i * level.channels + k];
    }

    /** The image without its prediction. */
    PyramidLevel level() {
        return residual;
    }

    /** Sets the hole of the image to the prediction and a membrane through what is left of the image beside it. */
    void span(final ParallelBands bands) {
        AnisotropicMembrane.span(residual, bands);
        for (final int i : level.hole)
            for (int k = 0; k < level.channels; k++)
                level.f[i * level.depth + k] = residual.f[i * level.depth + k] + predicted[i * level.channels + k];
    }
}
