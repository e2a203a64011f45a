package org.inpaintj.engine.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.engine.Progress;

/**
 * Surfaces over a level's hole, and how far they are off: holes of the same shape are made nearby, where the image is
 * known.
 */
final class SurfaceTrial {

    /** Tried places, and how many times more may be drawn to find them. */
    private static final int PLACES = 8, DRAWS = 25;

    /** A place lies within this many sides of the hole's bounding box. */
    private static final double NEAR = 2;

    /** Binomial weights: a Gaussian of 1 px. */
    private static final float[] BINOMIAL = { 1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f };

    private final Level level;
    private final int[] depths;

    /** @param depths the level's {@link Depth} */
    SurfaceTrial(final Level level, final int[] depths) {
        this.level = level;
        this.depths = depths;
    }

    /** The errors over moved holes: of the membrane, and of the thin plate. */
    DepthErrors[] errors(final Bands bands) {
        final List<int[]> shifts = shifts();
        final DepthErrors[][] errors = new DepthErrors[shifts.size()][];
        bands.run(new Tried(shifts, errors), errors.length);
        final DepthErrors[] sums = { new DepthErrors(), new DepthErrors() };
        for (final DepthErrors[] one : errors)
            for (int s = 0; s < sums.length; s++)
                sums[s].add(one[s]);
        return sums;
    }

    private final class Tried implements Bands.Task {

        private final List<int[]> shifts;
        private final DepthErrors[][] errors;

        Tried(final List<int[]> shifts, final DepthErrors[][] errors) {
            this.shifts = shifts;
            this.errors = errors;
        }

        @Override
        public void run(final int place) {
            errors[place] = measure(shifts.get(place));
        }
    }

    /** Draws where to move the hole to: dx, dy, so that at least half of it falls on measured pixels. */
    private List<int[]> shifts() {
        final List<int[]> shifts = new ArrayList<>();
        if (level.hole.length == 0)
            return shifts;
        final Xorshift random = new Xorshift(0, 3, 0);
        final int width = reach(level.right - level.left + 1, level.width);
        final int height = reach(level.bottom - level.top + 1, level.height);
        for (int draw = 0; shifts.size() < PLACES && draw < PLACES * DRAWS; draw++) {
            final int[] shift = { random.below(2 * width + 1) - width, random.below(2 * height + 1) - height };
            final int measured = moved(shift).length;
            if (measured > 0 && 2 * measured >= level.hole.length)
                shifts.add(shift);
        }
        return shifts;
    }

    private static int reach(final int side, final int most) {
        return (int) Math.min(most - 1, NEAR * side);
    }

    /** The measured pixels that the moved hole falls on. */
    private int[] moved(final int[] shift) {
        final int[] pixels = new int[level.hole.length];
        int n = 0;
        for (final int i : level.hole) {
            final int x = level.x(i) + shift[0], y = level.y(i) + shift[1];
            if (x >= 0 && y >= 0 && x < level.width && y < level.height && level.state[level.index(x, y)] == 0)
                pixels[n++] = level.index(x, y);
        }
        return Arrays.copyOf(pixels, n);
    }

    /** Errors over the moved hole, but for what the hole itself makes deeper than it was. */
    private DepthErrors[] measure(final int[] shift) {
        final DepthErrors[] errors = { new DepthErrors(), new DepthErrors() };
        final int[] pixels = moved(shift);
        try (Bands alone = new Bands(1, Progress.NONE)) {
            final Level holed = Laplace.membrane(level, pixels, alone);
            if (holed.allHole())
                return errors;
            final int[] squared = Depth.squared(holed, alone);
            for (final int i : pixels)
                if (squared[i] != depths[i - shift[1] * level.stride - shift[0]])
                    squared[i] = 0;
            errors[0].add(difference(holed, pixels), pixels, squared);
            ThinPlate.solve(holed);
            errors[1].add(difference(holed, pixels), pixels, squared);
        }
        return errors;
    }

    private float[] difference(final Level surface, final int[] pixels) {
        final float[] difference = new float[level.state.length * level.channels];
        for (final int i : pixels)
            for (int k = 0; k < level.channels; k++)
                difference[i * level.channels + k] = surface.f[i * level.depth + k] - level.f[i * level.depth + k];
        return smooth(level, difference, pixels);
    }

    /**
     * Blurs a difference and takes it at some pixels.
     *
     * @param difference interleaved channels by pixel index, 0 where there is none
     * @return interleaved channels in the order of {@code pixels}
     */
    static float[] smooth(final Level level, final float[] difference, final int[] pixels) {
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
