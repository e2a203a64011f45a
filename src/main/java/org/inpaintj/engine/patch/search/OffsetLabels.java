package org.inpaintj.engine.patch.search;

import org.inpaintj.engine.patch.level.ParallelBands;
import org.inpaintj.engine.patch.level.PyramidLevel;

/**
 * Gives every hole pixel one offset to copy from, so that neighbours with different offsets meet where both sources
 * look alike (the seam cost of Kwatra et al., Graphcut Textures, 2003, and Pritch et al., Shift-Map Image Editing,
 * 2009). Minimised by iterated conditional modes (Besag 1986) among the offsets of the eight neighbours.
 * <p>
 * An offset is a difference of pixel indices. A pixel may be moved by the offset of its neighbour without looking where
 * the border is: what it reaches is at most two pixels outside the image, in the frame.
 */
public final class OffsetLabels implements ParallelBands.Task {

    private static final int CHUNK = 1024;

    /** Cost of a seam of which neither side can be read. */
    private static final float BLIND = 0.1f;

    /** Offsets by pixel index; 0 for known pixels. */
    final int[] offset;

    /** The hole's pixels by the parity of their column and row. No two of a class are neighbours. */
    final int[][] parity = new int[4][];

    private final PyramidLevel level;
    private final NearestNeighbourField field;
    private final LevelSearch search;
    private final float data;

    /** From a pixel to itself, its four neighbours, and the four on the diagonals. */
    private final int[] around;
    private int phase;

    /**
     * @param data weight of the difference to the estimate in {@code level.f}
     */
    public OffsetLabels(final NearestNeighbourField field, final LevelSearch search, final float data) {
        this.field = field;
        this.search = search;
        this.data = data;
        level = field.patches.level;
        offset = new int[level.state.length];
        final int down = level.stride;
        around = new int[] { 0, down, -down, 1, -1, down + 1, down - 1, 1 - down, -1 - down };
        final int[] n = new int[4];
        for (final int i : level.hole)
            n[classOf(i)]++;
        for (int c = 0; c < 4; c++)
            parity[c] = new int[n[c]];
        java.util.Arrays.fill(n, 0);
        for (final int i : level.hole)
            parity[classOf(i)][n[classOf(i)]++] = i;
    }

    private int classOf(final int i) {
        final int y = i / level.stride;
        return (y & 1) << 1 | i - y * level.stride & 1;
    }

    /** Starts from the best patch over each pixel, then lets the labels settle. */
    public void run(final int sweeps, final ParallelBands bands) {
        final int[] phases = { 0, 3, 1, 2 };
        for (int sweep = -1; sweep < sweeps; sweep++)
            for (final int p : phases) {
                phase = sweep < 0 ? p | 4 : p;
                bands.run(this, (parity[p].length + CHUNK - 1) / CHUNK);
            }
    }

    @Override
    public void run(final int band) {
        final int[] pixels = parity[phase & 3];
        for (int n = band * CHUNK; n < Math.min(pixels.length, (band + 1) * CHUNK); n++)
            if (phase >= 4)
                start(pixels[n]);
            else
                improve(pixels[n]);
    }

    /** The patch that is believed most and matches best. */
    private void start(final int pixel) {
        final Patches patches = field.patches;
        final int size = patches.size;
        float best = -1;
        for (int v = 0; v < size; v++)
            for (int u = 0; u < size; u++) {
                final int i = pixel - v * level.stride - u;
                if (i < 0 || field.source[i] < 0)
                    continue;
                final float belief = search.belief()[i];
                final float distance = Math.max(0, field.distance[i] + search.noise()[field.source[i]] * belief);
                final float score = belief / (distance / (belief * size * size) + 1e-5f);
                if (score > best) {
                    best = score;
                    offset[pixel] = field.source[i] - i;
                }
            }
    }

    /** Takes the cheapest of its own offset and those of the neighbours; the own one unless another is cheaper. */
    private void improve(final int p) {
        final int own = offset[p];
        int best = own;
        float least = Float.MAX_VALUE;
        for (int k = 0; k < 9; k++) {
            final int a = offset[p + around[k]];
            if (k > 0 && (a == 0 || a == own || a == best || level.state[p + a] != 0))
                continue;
            final float c = cost(p, a, least);
            if (c < least) {
                least = c;
                best = a;
            }
        }
        offset[p] = best;
    }

    /** What it costs to copy {@code p} from {@code p + a}; some larger number once that reaches {@code enough}. */
    private float cost(final int p, final int a, final float enough) {
        float cost = data * difference(p, a);
        for (int k = 1; k < 5 && cost < enough; k++)
            cost += seam(p, a, p + around[k]);
        return cost;
    }

    /** Mean squared difference between the estimate and the source over 3 x 3 pixels. */
    private float difference(final int p, final int a) {
        final byte[] state = level.state;
        float sum = 0;
        int n = 0;
        for (int k = 0; k < 9; k++) {
            final int q = p + around[k];
            if (state[q] != PyramidLevel.OUTSIDE && state[q + a] == 0) {
                n++;
                sum += squared(q, q + a);
            }
        }
        return sum / n;
    }

    /** Mean squared difference of what the labels of p and of its neighbour q show at p and at q. */
    private float seam(final int p, final int a, final int q) {
        final byte[] state = level.state;
        if (state[q] == PyramidLevel.OUTSIDE)
            return 0;
        final int b = offset[q];
        if (a == b)
            return 0;
        float sum = 0;
        int n = 0;
        if (b != 0 && state[p + b] == 0) {
            n++;
            sum += squared(p + a, p + b);
        }
        if (state[q + a] == 0) {
            n++;
            sum += squared(q + a, q + b);
        }
        return n > 0 ? sum / n : BLIND;
    }

    private float squared(final int a, final int b) {
        final float[] f = level.f;
        float sum = 0;
        for (int i = a * level.depth, j = b * level.depth, end = i + level.channels; i < end; i++, j++) {
            final float d = f[i] - f[j];
            sum += d * d;
        }
        return sum;
    }
}
