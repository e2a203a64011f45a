package org.inpaintj.engine.patch.membrane;

import java.util.Arrays;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PushPullFill;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * A membrane that gives way across the structures around a hole and holds along them, so that edges and stripes go on
 * into it: edge-enhancing diffusion (Weickert, Anisotropic Diffusion in Image Processing, 1998) run to its end, which
 * of the equations for sparse data comes nearest to what was there (Galic et al., Image Compression with Anisotropic
 * Diffusion, 2008). Least is the sum of {@code g' D g} over the cells between four pixels, g being the gradient and
 * {@code D = (J + CONTRAST I)^-2}, with J the {@link StructureTensor} at a mean eigenvalue of 1. Solved by conjugate
 * gradients with the diagonal as preconditioner (Hestenes and Stiefel 1952).
 */
public final class AnisotropicMembrane implements ParallelBands.Task {

    /** The smaller, the more an edge holds against what it has on its sides. */
    private static final float CONTRAST = 0.1f;

    private static final int STEPS = 100;

    /** Share of the first squared residual at which the solution is close enough. */
    private static final double CLOSE = 1e-3;

    /** How far around the hole the tensors are looked at, px. */
    private static final int MARGIN = 16;

    private static final int CHUNK = 1024, STENCIL = 9;

    /** What is done over all pixels, the last three in turn. */
    private enum Pass { RESIDUAL, DIRECTION, CHANGE, STEP }

    private final PyramidLevel level;
    private final int channels;
    private final int[] neighbours;

    /** By the hole's pixels in their order: the equations, a row of 3 x 3 weights each. */
    private final float[] weights;

    /** One over the weight of the pixel itself in its equation. */
    private final float[] inverse;

    /** In the order of the hole's pixels; the direction by pixel index, zeros outside the hole. */
    private final float[] residual, change, direction;
    private final double[] sums;
    private Pass pass;
    private float length, keep;

    private AnisotropicMembrane(final PyramidLevel level, final float[] weights) {
        this.level = level;
        channels = level.channels;
        final int s = level.stride;
        neighbours = new int[] { -s - 1, -s, -s + 1, -1, 0, 1, s - 1, s, s + 1 };
        this.weights = weights;
        inverse = new float[level.hole.length];
        residual = new float[channels * level.hole.length];
        change = new float[residual.length];
        direction = new float[Math.multiplyExact(channels, level.state.length)];
        sums = new double[chunks(level)];
    }

    /** Spans the membrane over a level's hole, beside what neighbouring slices tell of it. */
    public static void spanBeside(final PyramidLevel level, final ParallelBands bands) {
        final NeighbourResidual residual = NeighbourResidual.of(level);
        if (residual == null)
            span(level, bands);
        else
            residual.span(bands);
    }

    /** True if a neighbouring slice is known all over a level's hole. */
    public static boolean hasNeighbours(final PyramidLevel level) {
        return NeighbourResidual.starts(level).length > 0;
    }

    /** Spans the membrane over a level's hole. */
    public static void span(final PyramidLevel level, final ParallelBands bands) {
        PushPullFill.fill(level, bands);
        refine(level, bands);
    }

    /**
     * Makes a fill the membrane.
     *
     * @param level its hole filled with something near to it
     */
    public static void refine(final PyramidLevel level, final ParallelBands bands) {
        if (level.hole.length == 0 || level.width < 2 || level.height < 2)
            return;
        final PyramidLevel part = level.around(MARGIN);
        final float[] weights = equations(part, bands);
        if (weights == null)
            return;
        new AnisotropicMembrane(part, weights).solve(bands);
        if (part != level)
            level.setHoleSamples(part.holeSamples(level.channels), level.channels);
    }

    /** The equations of a level's hole, or null if its surroundings show no structure. */
    private static float[] equations(final PyramidLevel level, final ParallelBands bands) {
        final PyramidLevel tensors = StructureTensor.of(level, bands);
        if (tensors == null)
            return null;
        final float[] weights = new float[Math.multiplyExact(STENCIL, level.hole.length)];
        bands.run(new Equations(level, tensors, weights), chunks(level));
        return weights;
    }

    private static int chunks(final PyramidLevel level) {
        return (level.hole.length - 1) / CHUNK + 1;
    }

    private void solve(final ParallelBands bands) {
        run(Pass.RESIDUAL, bands);
        double square = run(Pass.STEP, bands);
        final double enough = CLOSE * square;
        for (int step = 0; step < STEPS && square > enough; step++) {
            run(Pass.DIRECTION, bands);
            length = (float) (square / run(Pass.CHANGE, bands));
            final double before = square;
            square = run(Pass.STEP, bands);
            keep = (float) (square / before);
        }
    }

    /** Runs a pass over all pixels and returns the sum it takes. */
    private double run(final Pass next, final ParallelBands bands) {
        pass = next;
        bands.run(this, sums.length);
        return Arrays.stream(sums).sum();
    }

    @Override
    public void run(final int band) {
        final int first = band * CHUNK, end = Math.min(level.hole.length, first + CHUNK);
        double sum = 0;
        for (int n = first; n < end; n++)
            sum += switch (pass) {
                case RESIDUAL -> residual(n);
                case DIRECTION -> direction(n);
                case CHANGE -> change(n);
                case STEP -> step(n);
            };
        sums[band] = sum;
    }

    private double residual(final int n) {
        inverse[n] = 1 / weights[STENCIL * n + STENCIL / 2];
        for (int k = 0; k < channels; k++)
            residual[n * channels + k] = -weighted(n, level.f, level.depth, k);
        return 0;
    }

    private double direction(final int n) {
        for (int k = 0, i = n * channels, at = level.hole[n] * channels; k < channels; k++, i++, at++)
            direction[at] = residual[i] * inverse[n] + keep * direction[at];
        return 0;
    }

    private double change(final int n) {
        double sum = 0;
        for (int k = 0, i = n * channels; k < channels; k++, i++) {
            change[i] = weighted(n, direction, channels, k);
            sum += change[i] * direction[level.hole[n] * channels + k];
        }
        return sum;
    }

    private double step(final int n) {
        double sum = 0;
        for (int k = 0, i = n * channels; k < channels; k++, i++) {
            level.f[level.hole[n] * level.depth + k] += length * direction[level.hole[n] * channels + k];
            residual[i] -= length * change[i];
            sum += residual[i] * residual[i];
        }
        return sum * inverse[n];
    }

    /** The left side of one pixel's equation. */
    private float weighted(final int n, final float[] of, final int depth, final int k) {
        float sum = 0;
        for (int j = 0, at = level.hole[n]; j < STENCIL; j++)
            sum += weights[STENCIL * n + j] * of[(at + neighbours[j]) * depth + k];
        return sum;
    }

    /** Writes the weights of all equations. */
    private record Equations(PyramidLevel level, PyramidLevel tensors, float[] weights) implements ParallelBands.Task {

        @Override
        public void run(final int band) {
            for (int n = band * CHUNK; n < Math.min(level.hole.length, (band + 1) * CHUNK); n++) {
                final int x = level.x(level.hole[n]), y = level.y(level.hole[n]);
                for (int k = 0; k < 4; k++)
                    cell(n, x - (k & 1), y - (k >> 1), 1 - 2 * (k & 1), 1 - 2 * (k >> 1));
            }
        }

        /**
         * Adds what one cell beside a pixel has in the pixel's equation. Of a derivative's square it has the mean of
         * the two differences' squares, so that no pattern of single pixels is free.
         *
         * @param right the pixel's neighbour in the cell, 1 to the right of it, -1 to the left
         * @param down  likewise, 1 below it, -1 above
         */
        private void cell(final int n, final int x, final int y, final int right, final int down) {
            final int i = tensors.index(x, y);
            if (tensors.state[i] == PyramidLevel.OUTSIDE)
                return;
            // J + contrast = [a c; c b]; the square of its inverse is that of [b -c; -c a] over its determinant
            final float a = 2 * tensors.f[i * tensors.depth] + CONTRAST,
                    b = 2 * tensors.f[i * tensors.depth + 1] + CONTRAST;
            final float c = 2 * tensors.f[i * tensors.depth + 2], determinant = a * b - c * c;
            final float scale = 0.5f / (determinant * determinant);
            final float xx = scale * (b * b + c * c), yy = scale * (a * a + c * c),
                    xy = -scale * c * (a + b) * right * down;
            final int middle = STENCIL * n + STENCIL / 2;
            weights[middle] += xx + yy + xy;
            weights[middle + right] -= xx;
            weights[middle + 3 * down] -= yy;
            weights[middle + right + 3 * down] -= xy;
        }
    }
}
