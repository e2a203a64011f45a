package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * Rebuilds the hole from the differences that its offsets copy, with the known pixels around it fixed (Perez et al.,
 * Poisson Image Editing, 2003), weakly pulled to the copied colours. Where two offsets meet, the wanted difference is
 * between both of theirs and nearer to the larger one: their mean, the likeliest value, would lose texture at every
 * seam. Towards a known pixel it is the largest that the offsets around have, for the sources that match best are
 * smoother than most. Minimises
 * {@code sum (x_p - x_q - g_pq)^2 + sum screen_p (x_p - copy_p)^2} by red-black over-relaxation.
 */
public final class PoissonBlend implements ParallelBands.Task {

    private static final int CHUNK = 1024;

    private final PyramidLevel level;
    private final int[] offset;
    private final int[][] colours;
    private final float[][] right;
    private final float[][] inverse;
    private final float larger, screen, screenEdge;
    private float omega;
    private int phase;

    /**
     * @param labels     what to copy
     * @param larger     weight of the larger of two offsets' differences, 0.5..1; the smaller has the rest
     * @param screen     pull of the copied colours
     * @param screenEdge extra pull on pixels beside a known one
     */
    public PoissonBlend(final PyramidLevel level, final OffsetLabels labels, final float larger, final float screen,
            final float screenEdge) {
        this.level = level;
        this.larger = larger;
        this.screen = screen;
        this.screenEdge = screenEdge;
        offset = labels.offset;
        colours = new int[][] { join(labels.parity[0], labels.parity[3]), join(labels.parity[1], labels.parity[2]) };
        right = new float[2][];
        inverse = new float[2][];
        for (int c = 0; c < 2; c++) {
            right[c] = new float[colours[c].length * level.channels];
            inverse[c] = new float[colours[c].length];
        }
    }

    private static int[] join(final int[] a, final int[] b) {
        final int[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** @param reach pixels over which a boundary value is felt; sets the relaxation and how often it is done */
    public void run(final double reach, final ParallelBands bands) {
        omega = (float) (2 / (1 + StrictMath.sin(Math.PI / (reach + 2))));
        for (int p = 0; p < 4; p++)
            phase(p, bands);
        for (int p = 0; p < 2 * (int) (20 + reach); p++)
            phase(4 + (p & 1), bands);
    }

    /** Phases 0, 1: right-hand sides; 2, 3: start from the copy; 4, 5: relax. Odd ones are for the black pixels. */
    private void phase(final int p, final ParallelBands bands) {
        phase = p;
        bands.run(this, (colours[p & 1].length + CHUNK - 1) / CHUNK);
    }

    @Override
    public void run(final int band) {
        final int c = phase & 1, from = band * CHUNK, to = Math.min(colours[c].length, from + CHUNK);
        if (phase < 2)
            for (int n = from; n < to; n++)
                equation(colours[c][n], right[c], n * level.channels, inverse[c], n);
        else if (phase < 4)
            for (int n = from; n < to; n++)
                System.arraycopy(level.f, (colours[c][n] + offset[colours[c][n]]) * level.depth,
                        level.f, colours[c][n] * level.depth, level.channels);
        else
            relax(colours[c], right[c], inverse[c], from, to);
    }

    private void equation(final int p, final float[] sums, final int at, final float[] inverses, final int n) {
        final byte[] state = level.state;
        final float[] f = level.f;
        final int channels = level.channels, depth = level.depth, a = offset[p];
        int neighbours = 0;
        boolean edge = false;
        for (int k = 0; k < 4; k++) {
            final int q = level.neighbour(p, k);
            if (state[q] == PyramidLevel.OUTSIDE)
                continue;
            neighbours++;
            if (state[q] != PyramidLevel.HOLE) {
                edge = true;
                final int steepest = steepest(p, q);
                if (steepest != 0)
                    add(1, p + steepest, q + steepest, sums, at);
                continue;
            }
            final int b = offset[q];
            final float own = state[q + a] == 0 ? size(p + a, q + a) : -1;
            final float other = b != 0 && state[p + b] == 0 ? size(p + b, q + b) : -1;
            if (own < 0 && other < 0)
                continue;
            final float share = other < 0 ? 1 : own < 0 ? 0 : own >= other ? larger : 1 - larger;
            if (share > 0)
                add(share, p + a, q + a, sums, at);
            if (share < 1)
                add(1 - share, p + b, q + b, sums, at);
        }
        final float pull = screen + (edge ? screenEdge : 0);
        for (int i = 0; i < channels; i++)
            sums[at + i] += pull * f[(p + a) * depth + i];
        inverses[n] = 1 / (neighbours + pull);
    }

    /** Of the offsets of a hole pixel and its neighbours the one with the largest difference to a known pixel, or 0. */
    private int steepest(final int p, final int q) {
        final byte[] state = level.state;
        int best = 0;
        float most = -1;
        for (int k = 0; k < 5; k++) {
            final int a = offset[k == 4 ? p : level.neighbour(p, k)];
            if (a == 0 || a == best || state[p + a] != 0 || state[q + a] != 0)
                continue;
            final float size = size(p + a, q + a);
            if (size > most) {
                most = size;
                best = a;
            }
        }
        return best;
    }

    private void add(final float share, final int from, final int to, final float[] sums, final int at) {
        for (int k = 0, i = from * level.depth, j = to * level.depth; k < level.channels; k++, i++, j++)
            sums[at + k] += share * (level.f[i] - level.f[j]);
    }

    /** Sum of the absolute differences of the channels. */
    private float size(final int a, final int b) {
        float sum = 0;
        for (int i = a * level.depth, j = b * level.depth, end = i + level.channels; i < end; i++, j++)
            sum += Math.abs(level.f[i] - level.f[j]);
        return sum;
    }

    /** The frame holds zeros, so neighbours outside the image add nothing. */
    private void relax(final int[] pixels, final float[] sums, final float[] inverses, final int from, final int to) {
        final float[] f = level.f;
        final int channels = level.channels, depth = level.depth, down = level.stride * depth;
        for (int n = from; n < to; n++)
            for (int i = pixels[n] * depth, s = n * channels, end = i + channels; i < end; i++, s++) {
                final float x = (sums[s] + f[i + down] + f[i - down] + f[i + depth] + f[i - depth]) * inverses[n];
                f[i] += omega * (x - f[i]);
            }
    }
}
