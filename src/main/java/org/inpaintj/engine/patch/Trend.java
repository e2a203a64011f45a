package org.inpaintj.engine.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.engine.Progress;

/**
 * Draws the fill's coarse brightness towards the membrane over the hole, as far as the membrane is to be trusted. Copied
 * patches carry the shading of where they come from, which shows as a fold on a smooth background; the membrane has no
 * folds but knows nothing of texture. How far the membrane is off is tried out: holes of the same shape are made where
 * the image is known. With its mean squared error v there and its mean squared distance D from the fill, the best
 * weight is {@code 1 - v / D} if both err independently, the shrinkage of Efron and Morris (Stein's Estimation Rule and
 * Its Competitors, 1973), found for each depth below the hole's edge. On textures v exceeds D and nothing changes.
 */
final class Trend {

    /** Tried places, and how many times more may be drawn to find them. */
    private static final int PLACES = 12, DRAWS = 25;

    /** A place lies within this many sides of the hole's bounding box. */
    private static final double NEAR = 2;

    /** Of the relaxation that makes the smooth fill a membrane. */
    private static final int SWEEPS = 60;
    private static final float OMEGA = 1.8f;

    /** Classes of depth by its square, px of the coarse level; deeper pixels are of the last class. */
    private static final int[] DEPTHS = { 2, 6, 20, 72, Integer.MAX_VALUE };

    /** A class needs this many tried pixels to be judged. */
    private static final int FEW = 20;

    /** Binomial weights: a Gaussian of 1 px. */
    private static final float[] BINOMIAL = { 1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f };

    private final Level coarse;
    private final int scale;
    private final float[] membrane;
    private final int[] depths;
    private final int[] fullDepths;
    private final double[] error;

    private Trend(final Level coarse, final int scale, final int[] fullDepths, final Bands bands) {
        this.coarse = coarse;
        this.fullDepths = fullDepths;
        this.scale = scale;
        depths = Depth.squared(coarse, bands);
        membrane = membrane(coarse, new int[0], bands).f;
        error = error(bands);
    }

    /**
     * Learns from the surroundings of a hole.
     *
     * @param image    full size
     * @param squared  its {@link Depth}
     * @param diameter of the hole, px
     * @param target   the hole's diameter at the level that is looked at, px; that level is 1/4 or smaller
     */
    static Trend of(final Level image, final int[] squared, final double diameter, final double target,
            final Bands bands) {
        int scale = 4;
        while (diameter / scale > target)
            scale *= 2;
        return new Trend(blocks(image, scale, bands), scale, squared, bands);
    }

    private static Level blocks(final Level image, final int scale, final Bands bands) {
        final Level coarse = new Level((image.width + scale - 1) / scale, (image.height + scale - 1) / scale, image.channels);
        bands.run(new Blocks(image, coarse, scale), coarse.height);
        coarse.close();
        return coarse;
    }

    /** The means of the measured pixels of blocks, a row of blocks at a time; a hole where there are none. */
    private record Blocks(Level image, Level coarse, int scale) implements Bands.Task {

        @Override
        public void run(final int y) {
            for (int x = 0; x < coarse.width; x++) {
                final int o = coarse.index(x, y), to = o * coarse.depth;
                int measured = 0;
                for (int v = y * scale; v < Math.min(image.height, (y + 1) * scale); v++)
                    for (int u = x * scale; u < Math.min(image.width, (x + 1) * scale); u++)
                        measured += add(image.index(u, v), to);
                if (measured == 0)
                    coarse.state[o] = Level.HOLE;
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
    }

    /** The membrane over the hole of a copy. */
    private static Level membrane(final Level of, final int[] more, final Bands bands) {
        final Level copy = new Level(of.width, of.height, of.channels);
        System.arraycopy(of.state, 0, copy.state, 0, of.state.length);
        System.arraycopy(of.f, 0, copy.f, 0, of.f.length);
        for (final int i : more)
            copy.state[i] = Level.HOLE;
        copy.close();
        Laplace.fill(copy, bands);
        for (int sweep = 0; sweep < SWEEPS; sweep++)
            relax(copy);
        return copy;
    }

    /** Brings each pixel nearer to the mean of its neighbours, by successive over-relaxation. */
    private static void relax(final Level level) {
        final float[] f = level.f;
        final byte[] state = level.state;
        final int depth = level.depth, stride = level.stride, down = stride * depth;
        for (final int p : level.hole) {
            final int outside = (state[p - 1] & Level.OUTSIDE) + (state[p + 1] & Level.OUTSIDE)
                    + (state[p - stride] & Level.OUTSIDE) + (state[p + stride] & Level.OUTSIDE);
            final float share = 1f / (4 - outside / Level.OUTSIDE);
            for (int i = p * depth, end = i + level.channels; i < end; i++)
                f[i] += OMEGA * ((f[i - depth] + f[i + depth] + f[i - down] + f[i + down]) * share - f[i]);
        }
    }

    /** The membrane's mean squared error by class; infinite where too little could be tried. */
    private double[] error(final Bands bands) {
        final List<int[]> shifts = shifts();
        final double[][] sums = new double[shifts.size()][DEPTHS.length];
        final long[][] counts = new long[shifts.size()][DEPTHS.length];
        bands.run(new Tried(shifts, sums, counts), shifts.size());
        final double[] error = new double[DEPTHS.length];
        for (int c = 0; c < error.length; c++) {
            long n = 0;
            for (int place = 0; place < sums.length; place++) {
                error[c] += sums[place][c];
                n += counts[place][c];
            }
            error[c] = n < FEW ? Double.POSITIVE_INFINITY : error[c] / n;
        }
        return error;
    }

    private final class Tried implements Bands.Task {

        private final List<int[]> shifts;
        private final double[][] sums;
        private final long[][] counts;

        Tried(final List<int[]> shifts, final double[][] sums, final long[][] counts) {
            this.shifts = shifts;
            this.sums = sums;
            this.counts = counts;
        }

        @Override
        public void run(final int place) {
            measure(shifts.get(place), sums[place], counts[place]);
        }
    }

    /** Draws where to move the hole to: dx, dy, so that at least half of it falls on measured pixels. */
    private List<int[]> shifts() {
        final List<int[]> shifts = new ArrayList<>();
        if (coarse.hole.length == 0)
            return shifts;
        final Xorshift random = new Xorshift(0, 3, 0);
        final int width = reach(coarse.right - coarse.left + 1, coarse.width);
        final int height = reach(coarse.bottom - coarse.top + 1, coarse.height);
        for (int draw = 0; shifts.size() < PLACES && draw < PLACES * DRAWS; draw++) {
            final int[] shift = { random.below(2 * width + 1) - width, random.below(2 * height + 1) - height };
            final int measured = moved(shift).length;
            if (measured > 0 && 2 * measured >= coarse.hole.length)
                shifts.add(shift);
        }
        return shifts;
    }

    private static int reach(final int side, final int most) {
        return (int) Math.min(most - 1, NEAR * side);
    }

    /** The measured pixels that the moved hole falls on. */
    private int[] moved(final int[] shift) {
        final int[] pixels = new int[coarse.hole.length];
        int n = 0;
        for (final int i : coarse.hole) {
            final int x = coarse.x(i) + shift[0], y = coarse.y(i) + shift[1];
            if (x >= 0 && y >= 0 && x < coarse.width && y < coarse.height && coarse.state[coarse.index(x, y)] == 0)
                pixels[n++] = coarse.index(x, y);
        }
        return Arrays.copyOf(pixels, n);
    }

    /** Adds the squared errors over the moved hole, but for what the hole itself makes deeper than it was. */
    private void measure(final int[] shift, final double[] sums, final long[] counts) {
        final int[] pixels = moved(shift);
        try (Bands alone = new Bands(1, Progress.NONE)) {
            final Level holed = membrane(coarse, pixels, alone);
            if (holed.allHole())
                return;
            final int[] squared = Depth.squared(holed, alone);
            final float[] difference = new float[coarse.state.length * coarse.channels];
            for (final int i : pixels) {
                if (squared[i] != depths[i - shift[1] * coarse.stride - shift[0]])
                    squared[i] = 0;
                for (int k = 0; k < coarse.channels; k++)
                    difference[i * coarse.channels + k] = holed.f[i * coarse.depth + k] - coarse.f[i * coarse.depth + k];
            }
            add(smooth(difference, pixels), pixels, squared, sums, counts);
        }
    }

    /** Adds the squares and their number by class, but for pixels of depth 0. */
    private void add(final float[] difference, final int[] pixels, final int[] squared, final double[] sums,
            final long[] counts) {
        for (int n = 0; n < pixels.length; n++) {
            if (squared[pixels[n]] == 0)
                continue;
            final int c = depthClass(squared[pixels[n]]);
            counts[c]++;
            for (int k = 0; k < coarse.channels; k++)
                sums[c] += difference[n * coarse.channels + k] * difference[n * coarse.channels + k];
        }
    }

    private static int depthClass(final int squared) {
        int c = 0;
        while (squared > DEPTHS[c])
            c++;
        return c;
    }

    /** Blurred samples at some pixels, interleaved in their order. */
    private float[] smooth(final float[] difference, final int[] pixels) {
        final int channels = coarse.channels, r = BINOMIAL.length / 2;
        final float[] out = new float[pixels.length * channels];
        for (int n = 0; n < pixels.length; n++)
            for (int v = -r; v <= r; v++)
                for (int u = -r; u <= r; u++) {
                    final int from = (pixels[n] + v * coarse.stride + u) * channels;
                    for (int k = 0; k < channels; k++)
                        out[n * channels + k] += BINOMIAL[v + r] * BINOMIAL[u + r] * difference[from + k];
                }
        return out;
    }

    /**
     * Corrects a fill.
     *
     * @param image the level given to {@link #of}, filled
     */
    void correct(final Level image, final Bands bands) {
        final int channels = coarse.channels;
        final float[] difference = new float[coarse.state.length * channels];
        for (final int i : coarse.hole)
            for (int k = 0; k < channels; k++)
                difference[i * channels + k] = membrane[i * coarse.depth + k] - mean(image, coarse.x(i), coarse.y(i), k);
        final float[] smooth = smooth(difference, coarse.hole);
        final double[] distance = new double[DEPTHS.length];
        final long[] counts = new long[DEPTHS.length];
        add(smooth, coarse.hole, depths, distance, counts);
        final float[] pull = new float[difference.length];
        boolean any = false;
        for (int n = 0; n < coarse.hole.length; n++) {
            final int c = depthClass(depths[coarse.hole[n]]);
            final double weight = 1 - error[c] * counts[c] / distance[c];
            if (!(weight > 0))
                continue;
            any = true;
            for (int k = 0; k < channels; k++)
                pull[coarse.hole[n] * channels + k] = (float) (weight * smooth[n * channels + k]);
        }
        if (any)
            bands.run(new Add(image, pull), (image.hole.length - 1) / Add.CHUNK + 1);
    }

    /** Mean of a coarse pixel's part of the image. */
    private float mean(final Level image, final int cx, final int cy, final int k) {
        double sum = 0;
        int n = 0;
        for (int y = cy * scale; y < Math.min(image.height, (cy + 1) * scale); y++)
            for (int x = cx * scale; x < Math.min(image.width, (cx + 1) * scale); x++, n++)
                sum += image.f[image.index(x, y) * image.depth + k];
        return (float) (sum / n);
    }

    /** Adds the pull, bilinearly enlarged and fading towards the hole's edge. */
    private final class Add implements Bands.Task {

        static final int CHUNK = 1024;

        private final Level image;
        private final float[] pull;

        Add(final Level image, final float[] pull) {
            this.image = image;
            this.pull = pull;
        }

        @Override
        public void run(final int band) {
            for (int n = band * CHUNK; n < Math.min(image.hole.length, (band + 1) * CHUNK); n++) {
                final int i = image.hole[n];
                final float fade = (float) Math.min(1, Math.sqrt(fullDepths[i]) / scale);
                final float x = (image.x(i) + 0.5f) / scale - 0.5f, y = (image.y(i) + 0.5f) / scale - 0.5f;
                final int x0 = (int) Math.floor(x), y0 = (int) Math.floor(y);
                final float u = x - x0, v = y - y0;
                for (int k = 0; k < image.channels; k++)
                    image.f[i * image.depth + k] += fade * ((1 - v) * ((1 - u) * at(x0, y0, k) + u * at(x0 + 1, y0, k))
                            + v * ((1 - u) * at(x0, y0 + 1, k) + u * at(x0 + 1, y0 + 1, k)));
            }
        }

        private float at(final int x, final int y, final int k) {
            final int cx = Math.max(0, Math.min(coarse.width - 1, x)), cy = Math.max(0, Math.min(coarse.height - 1, y));
            return pull[coarse.index(cx, cy) * coarse.channels + k];
        }
    }
}
