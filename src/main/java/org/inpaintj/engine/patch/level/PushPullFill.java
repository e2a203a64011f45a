package org.inpaintj.engine.patch.level;

/**
 * A smooth fill, nearly the membrane that solves Laplace's equation: known pixels pulled down to a tiny image and
 * pushed back up, a few box means at each size.
 */
public final class PushPullFill {

    private static final int SWEEPS = 12, SMALL = 4;

    private PushPullFill() {}

    /** Fills the hole's colours; without any known pixel with one half. Known samples stay. */
    public static void fill(final PyramidLevel level, final ParallelBands bands) {
        if (level.hole.length == 0)
            return;
        final boolean small = level.allHole() || Math.max(level.width, level.height) <= SMALL;
        final PyramidLevel coarse = small ? null : Pyramid.down(level, 1, bands);
        if (small || coarse.allHole())
            flat(level);
        else {
            fill(coarse, bands);
            for (final int i : level.hole)
                Pyramid.up(coarse.f, coarse, coarse.depth, level.channels, level.x(i), level.y(i), level.f,
                        i * level.depth);
        }
        final float[] smooth = new float[level.hole.length * level.channels];
        final Smooth step = new Smooth(level, smooth);
        final int chunks = (level.hole.length - 1) / Smooth.CHUNK + 1;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            bands.run(step, chunks);
            level.setHoleSamples(smooth, level.channels);
        }
    }

    /** The mean of the known pixels, or one half. */
    private static void flat(final PyramidLevel level) {
        for (int k = 0; k < level.channels; k++) {
            double sum = 0;
            int n = 0;
            for (int i = 0; i < level.area; i++)
                if ((level.state[i] & (PyramidLevel.HOLE | PyramidLevel.OUTSIDE)) == 0) {
                    sum += level.f[i * level.depth + k];
                    n++;
                }
            final float mean = n == 0 ? 0.5f : (float) (sum / n);
            for (final int i : level.hole)
                level.f[i * level.depth + k] = mean;
        }
    }

    /** Mean of the 3 x 3 pixels that lie in the image. */
    private static final class Smooth implements ParallelBands.Task {

        static final int CHUNK = 2048;

        private final PyramidLevel level;
        private final float[] to;

        Smooth(final PyramidLevel level, final float[] to) {
            this.level = level;
            this.to = to;
        }

        @Override
        public void run(final int band) {
            final int channels = level.channels, depth = level.depth, stride = level.stride;
            for (int n = band * CHUNK; n < Math.min(level.hole.length, (band + 1) * CHUNK); n++) {
                final int i = level.hole[n];
                int inside = 0;
                for (int v = -stride; v <= stride; v += stride)
                    for (int j = i + v - 1; j <= i + v + 1; j++)
                        inside += level.state[j] == PyramidLevel.OUTSIDE ? 0 : 1;
                for (int k = 0; k < channels; k++) {
                    float sum = 0;
                    for (int v = -stride; v <= stride; v += stride) {
                        final int j = (i + v) * depth + k;
                        sum += level.f[j - depth] + level.f[j] + level.f[j + depth];
                    }
                    to[n * channels + k] = sum / inside;
                }
            }
        }
    }
}
