package org.inpaintj.engine.patch.membrane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;

/**
 * How far the {@link AnisotropicMembrane} over a level's hole is off: holes of the same shape are made nearby, where
 * the image is known. The mean of the surroundings is tried there as well, to compare with.
 */
final class MembraneCrossCheck {

    /** Tried places, and how many times more may be drawn to find them. */
    private static final int PLACES = 24, DRAWS = 25;

    /** A place lies within this many sides of the hole's bounding box. */
    private static final double NEAR = 2;

    /** Binomial weights: a Gaussian of 1 px. */
    private static final float[] BINOMIAL = { 1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f };

    private final PyramidLevel level;

    /** What the membrane is spanned through: the level, or what neighbouring slices do not tell of it. */
    private final PyramidLevel residual;
    private final int[] depths;

    /** How far from the hole's bounding box the surroundings go in x and in y, px, and their mean. */
    private final int width, height;
    private final float[] mean;

    /** Errors over the moved holes: of the membrane, and of the mean. */
    final DepthErrors membrane = new DepthErrors(), spread = new DepthErrors();

    /**
     * Tries it.
     *
     * @param level  what its hole holds does not count
     * @param depths its {@link HoleDepth}
     */
    MembraneCrossCheck(final PyramidLevel level, final int[] depths, final ParallelBands bands) {
        this.level = level;
        final NeighbourResidual beside = NeighbourResidual.of(level);
        residual = beside == null ? level : beside.level();
        this.depths = depths;
        width = reach(level.right - level.left + 1, level.width);
        height = reach(level.bottom - level.top + 1, level.height);
        mean = mean();
        final List<int[]> shifts = shifts();
        final Tried tried = new Tried(shifts, new DepthErrors[shifts.size()], new DepthErrors[shifts.size()]);
        bands.run(tried, shifts.size());
        for (int place = 0; place < shifts.size(); place++) {
            membrane.add(tried.membrane[place]);
            spread.add(tried.spread[place]);
        }
    }

    /**
     * Share of the variance around the hole that the membrane explains: 1 at best, 0 or less where it tells nothing.
     */
    double skill() {
        return spread.excess(membrane);
    }

    private static int reach(final int side, final int most) {
        return (int) Math.min(most - 1, NEAR * side);
    }

    /** Of the measured pixels, in each channel. */
    private float[] mean() {
        final double[] sums = new double[level.channels];
        int n = 0;
        for (int y = Math.max(0, level.top - height); y <= Math.min(level.height - 1, level.bottom + height); y++)
            for (int x = Math.max(0, level.left - width); x <= Math.min(level.width - 1, level.right + width); x++) {
                final int i = level.index(x, y);
                if (level.state[i] != 0)
                    continue;
                n++;
                for (int k = 0; k < sums.length; k++)
                    sums[k] += level.f[i * level.depth + k];
            }
        final float[] means = new float[sums.length];
        for (int k = 0; k < means.length; k++)
            means[k] = (float) (sums[k] / Math.max(1, n));
        return means;
    }

    private final class Tried implements ParallelBands.Task {

        private final List<int[]> shifts;
        private final DepthErrors[] membrane, spread;

        Tried(final List<int[]> shifts, final DepthErrors[] membrane, final DepthErrors[] spread) {
            this.shifts = shifts;
            this.membrane = membrane;
            this.spread = spread;
        }

        @Override
        public void run(final int place) {
            membrane[place] = new DepthErrors();
            spread[place] = new DepthErrors();
            measure(shifts.get(place), membrane[place], spread[place]);
        }
    }

    /** Draws where to move the hole to: dx, dy, so that at least half of it falls on measured pixels. */
    private List<int[]> shifts() {
        final List<int[]> shifts = new ArrayList<>();
        if (level.hole.length == 0)
            return shifts;
        final Xorshift random = new Xorshift(0, 3, 0);
        for (int draw = 0; shifts.size() < PLACES && draw < PLACES * DRAWS; draw++) {
            final int[] shift = { random.below(2 * width + 1) - width, random.below(2 * height + 1) - height };
            final int measured = moved(shift).length;
            if (measured > 0 && 2 * measured >= level.hole.length)
                shifts.add(shift);
        }
        return shifts;
    }

    /** The measured pixels that the moved hole falls on. */
    private int[] moved(final int[] shift) {
        final int[] pixels = new int[level.hole.length];
        int n = 0;
        for (final int i : level.hole) {
            final int x = level.x(i) + shift[0], y = level.y(i) + shift[1];
            if (x >= 0 && y >= 0 && x < level.width && y < level.height && residual.state[level.index(x, y)] == 0)
                pixels[n++] = level.index(x, y);
        }
        return Arrays.copyOf(pixels, n);
    }

    /** Adds the errors over the moved hole, but for what the hole itself makes deeper than it was. */
    private void measure(final int[] shift, final DepthErrors ofMembrane, final DepthErrors ofMean) {
        final int[] pixels = moved(shift);
        final PyramidLevel holed = residual.holed(pixels);
        if (holed.allHole())
            return;
        final int[] squared;
        try (ParallelBands alone = new ParallelBands(1, Progress.NONE)) {
            AnisotropicMembrane.span(holed, alone);
            squared = HoleDepth.squared(holed, alone);
        }
        for (final int i : pixels)
            if (squared[i] != depths[i - shift[1] * level.stride - shift[0]])
                squared[i] = 0;
        ofMembrane.add(difference(holed, residual, pixels), pixels, squared);
        for (final int i : pixels)
            System.arraycopy(mean, 0, holed.f, i * level.depth, level.channels);
        ofMean.add(difference(holed, level, pixels), pixels, squared);
    }

    private float[] difference(final PyramidLevel surface, final PyramidLevel from, final int[] pixels) {
        final float[] difference = new float[level.state.length * level.channels];
        for (final int i : pixels)
            for (int k = 0; k < level.channels; k++)
                difference[i * level.channels + k] = surface.f[i * level.depth + k] - from.f[i * level.depth + k];
        return smooth(level, difference, pixels);
    }

    /**
     * Blurs a difference and takes it at some pixels.
     *
     * @param difference interleaved channels by pixel index, 0 where there is none
     * @return interleaved channels in the order of {@code pixels}
     */
    static float[] smooth(final PyramidLevel level, final float[] difference, final int[] pixels) {
        final int channels = level.channels, r = BINOMIAL.length / 2;
        final float[] out = new float[pixels.length * channels];
        for (int n = 0; n < pixels.length; n++)
            for (int v = -r; v <= r; v++)
                for (int u = -r; u <= r; u++) {
                    final int from = (pixels[n] + v * level.stride + u) * channels;
                    for (int k = 0; k < channels; k++)
                        out[n * channels + k] += BINOMIAL[v + r] * BINOMIAL[u + r] * difference[from + k];
                }
        return out;
    }
}
