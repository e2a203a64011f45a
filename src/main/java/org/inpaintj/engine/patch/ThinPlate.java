package org.inpaintj.engine.patch;

import java.util.Arrays;

/**
 * The smoothest surface that continues the slope of its surroundings as well as their values: the sum of the squared
 * Laplacians over the hole and the pixels beside it is least (Duchon, Splines Minimizing Rotation-Invariant Semi-Norms
 * in Sobolev Spaces, 1977). Solved by conjugate gradients for least squares (Hestenes and Stiefel 1952).
 */
final class ThinPlate {

    private static final int STEPS = 100;

    /** Share of the first squared gradient at which the solution is close enough. */
    private static final double CLOSE = 1e-6;

    private final Level level;
    private final int channels;

    /** The pixels whose Laplacian counts. */
    private final int[] rows;

    private ThinPlate(final Level level) {
        this.level = level;
        channels = level.channels;
        final boolean[] counts = new boolean[level.state.length];
        for (final int p : level.hole) {
            counts[p] = true;
            for (int k = 0; k < 4; k++)
                counts[level.neighbour(p, k)] = level.state[level.neighbour(p, k)] != Level.OUTSIDE;
        }
        final int[] list = new int[counts.length];
        int n = 0;
        for (int i = 0; i < counts.length; i++)
            if (counts[i])
                list[n++] = i;
        rows = Arrays.copyOf(list, n);
    }

    /**
     * Replaces the hole's colours.
     *
     * @param level its hole filled by the membrane, which is the start
     */
    static void solve(final Level level) {
        if (level.hole.length > 0)
            new ThinPlate(level).run();
    }

    private void run() {
        final int size = level.state.length * channels;
        final float[] residual = new float[size], direction = new float[size], change = new float[size];
        final float[] gradient = new float[size];
        final float[] colours = new float[size];
        for (int i = 0; i < level.state.length; i++)
            System.arraycopy(level.f, i * level.depth, colours, i * channels, channels);
        laplacian(colours, rows, residual);
        for (final int p : rows)
            for (int i = p * channels; i < (p + 1) * channels; i++)
                residual[i] = -residual[i];
        double square = laplacian(residual, level.hole, gradient);
        final double enough = CLOSE * square;
        for (final int p : level.hole)
            System.arraycopy(gradient, p * channels, direction, p * channels, channels);
        for (int step = 0; step < STEPS && square > enough; step++) {
            final float length = (float) (square / laplacian(direction, rows, change));
            for (final int p : rows)
                for (int i = p * channels; i < (p + 1) * channels; i++)
                    residual[i] -= length * change[i];
            for (final int p : level.hole)
                for (int k = 0; k < channels; k++)
                    level.f[p * level.depth + k] += length * direction[p * channels + k];
            final double before = square;
            square = laplacian(residual, level.hole, gradient);
            final float keep = (float) (square / before);
            for (final int p : level.hole)
                for (int i = p * channels; i < (p + 1) * channels; i++)
                    direction[i] = gradient[i] + keep * direction[i];
        }
    }

    /**
     * The negative Laplacian at some pixels; nothing flows across the image's border.
     *
     * @return the sum of its squares
     */
    private double laplacian(final float[] of, final int[] at, final float[] to) {
        final int down = level.stride * channels;
        double squares = 0;
        for (final int p : at) {
            int inside = 0;
            for (int k = 0; k < 4; k++)
                inside += level.state[level.neighbour(p, k)] == Level.OUTSIDE ? 0 : 1;
            for (int i = p * channels; i < (p + 1) * channels; i++) {
                final float x = inside * of[i] - of[i - channels] - of[i + channels] - of[i - down] - of[i + down];
                to[i] = x;
                squares += x * x;
            }
        }
        return squares;
    }
}
