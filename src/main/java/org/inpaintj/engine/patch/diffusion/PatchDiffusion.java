package org.inpaintj.engine.patch.diffusion;

import java.nio.FloatBuffer;

import org.inpaintj.engine.patch.level.HoleDepth;
import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PatchParameters;
import org.inpaintj.engine.patch.level.ProgressSteps;
import org.inpaintj.engine.patch.level.PushPullFill;
import org.inpaintj.engine.patch.level.Pyramid;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.Xorshift;
import org.inpaintj.engine.patch.search.PatchVote;
import org.inpaintj.engine.patch.search.Patches;

/**
 * One level of exemplar diffusion: the hole starts as noise over a smooth fill, and each step replaces it by source
 * patches drawn from their posterior given the noisy patch, then adds less noise. The posterior under the empirical
 * distribution of the image's own patches is known in closed form (Kamb and Ganguli, An Analytic Theory of Creativity
 * in Convolutional Diffusion Models, 2024; Niedoba et al., Towards a Mechanistic Explanation of Diffusion Model
 * Generalization, 2024); subtracting each source's best score keeps a few of them from being used everywhere (Granot
 * et al., Drop the GAN, 2022).
 */
public final class PatchDiffusion {

    private final PatchParameters parameters;
    private final PatchPosterior posterior;
    private final ParallelBands bands;
    private final PyramidLevel level;
    private final Patches patches;
    private final int size, stride, depth, channels;
    private final float[] confidence, belief, window;

    /** The coarser solution enlarged, interleaved channels by pixel index; null at the coarsest level. */
    private final float[] guide;
    private final int[] all;
    private final int dimensions;
    private int[] bank;

    /** @param coarser the solved level above, or null */
    public PatchDiffusion(final PatchParameters parameters, final PyramidLevel level, final PyramidLevel coarser,
            final PatchPosterior posterior, final ParallelBands bands) {
        this.parameters = parameters;
        this.posterior = posterior;
        this.bands = bands;
        this.level = level;
        patches = Patches.fitting(level, parameters.diffusion().patch(), FEWEST, bands);
        size = patches.size;
        stride = level.stride;
        depth = level.depth;
        channels = level.channels;
        confidence = HoleDepth.confidence(level, HoleDepth.squared(level, bands), parameters.diffusion().decay());
        belief = patches.means(confidence, bands);
        window = PatchVote.window(size, size * parameters.diffusion().vote());
        guide = coarser == null ? null : new float[level.state.length * channels];
        if (guide != null)
            for (int y = 0; y < level.height; y++)
                for (int x = 0; x < level.width; x++)
                    Pyramid.up(coarser.f, coarser, coarser.depth, channels, x, y, guide, level.index(x, y) * channels);
        all = patches.list();
        dimensions = dimensions(channels, size) + (guide == null ? 0 : channels * half() * half() + 1);
    }

    /** Fewest sources that a level needs. */
    public static final int FEWEST = 50;

    private static int dimensions(final int channels, final int size) {
        return (channels + 1) * size * size;
    }

    private int half() {
        return (size + 1) / 2;
    }

    /** Floating-point operations of a level, roughly. */
    public static double cost(final PatchParameters parameters, final PyramidLevel level, final Patches patches,
            final int steps) {
        long queries = 0;
        for (int y = patches.top; y <= patches.bottom; y++)
            for (int i = level.index(patches.left, y), end = level.index(patches.right, y); i <= end; i++)
                queries += patches.query(i) ? 1 : 0;
        final int size = patches.size, half = (size + 1) / 2;
        return 2.4 * queries / (parameters.diffusion().step() * parameters.diffusion().step())
                * Math.min(parameters.diffusion().bank(), patches.sources)
                * (dimensions(level.channels, size) + level.channels * half * half) * steps;
    }

    /** Fills the hole of the level. */
    public void run(final int steps, final long seed, final ProgressSteps progress) {
        final Xorshift random = new Xorshift(seed, 0, 0);
        if (guide == null)
            PushPullFill.fill(level, bands);
        else
            for (final int i : level.hole)
                System.arraycopy(guide, i * channels, level.f, i * depth, channels);
        for (int step = 0; step < steps; step++) {
            progress.next("Diffusion");
            final double sigma = sigma(step, steps);
            for (final int i : level.hole)
                for (int k = 0; k < channels; k++)
                    level.f[i * depth + k] += (float) sigma * random.normal();
            if (bank == null || bank.length < all.length)
                deposit(random);
            final int[] queries = queries(random);
            ask(queries, sigma);
            final FloatBuffer uniforms = posterior.uniforms(queries.length);
            bands.run(new Uniforms(uniforms, bank.length, Xorshift.seed(seed, 1, step)), queries.length);
            vote(queries, posterior.sample(queries.length), step >= steps - parameters.diffusion().mosaicSteps());
        }
    }

    /** From the first noise level to the last, in equal ratios. */
    private double sigma(final int step, final int steps) {
        return parameters.diffusion().noise().first()
                * StrictMath.pow(parameters.diffusion().noise().last() / parameters.diffusion().noise().first(),
                step / (double) Math.max(1, steps - 1));
    }

    /** Draws the sources of the next steps and hands over their keys. */
    private void deposit(final Xorshift random) {
        final int n = Math.min(parameters.diffusion().bank(), all.length);
        if (n < all.length)
            for (int i = 0; i < n; i++) {
                final int j = i + random.below(all.length - i), drawn = all[j];
                all[j] = all[i];
                all[i] = drawn;
            }
        bank = java.util.Arrays.copyOf(all, n);
        bands.run(new Keys(posterior.bank(dimensions, n)), dimensions);
    }

    /** Positions that touch the hole, on a grid of random phase and along the borders. */
    private int[] queries(final Xorshift random) {
        final int step = parameters.diffusion().step(), a = random.below(step), b = random.below(step);
        int[] list = new int[64];
        int n = 0;
        for (int y = patches.top; y <= patches.bottom; y++) {
            if (y % step != a && y != 0 && y != level.height - size)
                continue;
            for (int x = patches.left; x <= patches.right; x++) {
                final int i = level.index(x, y);
                if (x % step != b && x != 0 && x != level.width - size || !patches.query(i))
                    continue;
                if (n == list.length)
                    list = java.util.Arrays.copyOf(list, 2 * n);
                list[n++] = i;
            }
        }
        return java.util.Arrays.copyOf(list, n);
    }

    /** Hands over the noisy patches, weighted by how exactly each pixel is known. */
    private void ask(final int[] queries, final double sigma) {
        final FloatBuffer to = posterior.queries(queries.length), energies = posterior.energy(queries.length);
        final float[] row = new float[dimensions];
        final float hidden = (float) (1 / (sigma * sigma));
        final double floor = Math.max(parameters.diffusion().noise().kappa() * sigma, 1e-3);
        final float known = (float) (1 / (floor * floor));
        for (int n = 0; n < queries.length; n++) {
            final double energy = colours(queries[n], hidden, known, row)
                    + (guide == null ? 0 : cascade(queries[n], row));
            to.put(n * dimensions, row, 0, dimensions);
            energies.put(n, (float) (0.5 * energy));
        }
    }

    /** One query's weighted samples and weights; returns the weighted sum of its squares. */
    private double colours(final int query, final float hidden, final float known, final float[] row) {
        final int area = size * size;
        double energy = 0;
        for (int d = 0; d < area; d++) {
            final int i = query + d / size * stride + d % size;
            final float w = confidence[i] * (level.state[i] == PyramidLevel.HOLE ? hidden : known);
            for (int k = 0; k < channels; k++) {
                final float y = level.f[i * depth + k];
                row[k * area + d] = w * y;
                energy += w * y * y;
            }
            row[channels * area + d] = -0.5f * w;
        }
        return energy;
    }

    /** The same of the coarser solution, every second pixel of the patch. */
    private double cascade(final int query, final float[] row) {
        final float w = (float) (1 / (parameters.diffusion().cascade() * parameters.diffusion().cascade()));
        final int half = half();
        double energy = 0;
        for (int d = 0, o = dimensions(channels, size); d < channels * half * half; d++) {
            final int place = d % (half * half);
            final float y = guide[(query + 2 * (place / half * stride + place % half)) * channels + d / (half * half)];
            row[o + d] = w * y;
            energy += w * y * y;
        }
        row[dimensions - 1] = -0.5f * w;
        return energy;
    }

    /** Replaces the hole by the drawn patches: their weighted mean, or the heaviest over each pixel. */
    private void vote(final int[] queries, final int[] drawn, final boolean mosaic) {
        final float[] sum = new float[level.state.length * channels], total = new float[level.state.length];
        for (int n = 0; n < queries.length; n++)
            for (int d = 0; d < size * size; d++) {
                final int shift = d / size * stride + d % size;
                add(queries[n] + shift, bank[drawn[n]] + shift, belief[queries[n]] * window[d]
                        + 1e-9f, mosaic, sum, total);
            }
        for (final int i : level.hole)
            if (total[i] > 0)
                for (int k = 0; k < channels; k++)
                    level.f[i * depth + k] = sum[i * channels + k] / total[i];
    }

    private void add(final int pixel, final int from, final float w, final boolean mosaic, final float[] sum,
            final float[] total) {
        if (level.state[pixel] != PyramidLevel.HOLE || mosaic && w <= total[pixel])
            return;
        for (int k = 0; k < channels; k++)
            sum[pixel * channels + k] = (mosaic ? 0 : sum[pixel * channels + k]) + w * level.f[from * depth + k];
        total[pixel] = (mosaic ? 0 : total[pixel]) + w;
    }

    /** The sources' keys, a row for each of their numbers. */
    private final class Keys implements ParallelBands.Task {

        private final FloatBuffer to;

        Keys(final FloatBuffer to) {
            this.to = to;
        }

        @Override
        public void run(final int d) {
            final int n = bank.length, area = size * size, half = half();
            final float[] row = new float[n];
            if (d < channels * area)
                gather(row, level.f, depth, (d % area / size * stride + d % size) * depth + d / area, false);
            else if (d < dimensions(channels, size))
                for (int k = 0; k < channels; k++)
                    gather(row, level.f, depth, ((d % area) / size * stride + d % area % size) * depth + k, true);
            else if (d < dimensions - 1) {
                final int e = d - dimensions(channels, size);
                gather(row, guide, channels, (e % (half * half) / half * 2 * stride + e % half * 2) * channels
                        + e / (half * half), false);
            } else
                for (int v = 0; v < half; v++)
                    for (int u = 0; u < half; u++)
                        for (int k = 0; k < channels; k++)
                            gather(row, guide, channels, 2 * (v * stride + u) * channels + k, true);
            to.put(d * n, row, 0, n);
        }

        /** One number of each source, or adds its square. */
        private void gather(final float[] row, final float[] from, final int depth, final int offset,
                final boolean square) {
            for (int j = 0; j < row.length; j++) {
                final float x = from[bank[j] * depth + offset];
                row[j] = square ? row[j] + x * x : x;
            }
        }
    }

    private record Uniforms(FloatBuffer to, int columns, long seed) implements ParallelBands.Task {

        @Override
        public void run(final int row) {
            final Xorshift random = new Xorshift(seed, 0, row);
            final float[] drawn = new float[columns];
            for (int j = 0; j < columns; j++)
                drawn[j] = random.uniform();
            to.put(row * columns, drawn, 0, columns);
        }
    }
}
