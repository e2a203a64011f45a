package org.inpaintj.engine.patch;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How near a fill is to the true image, inside the hole. All but the PSNR look at the mean of the channels, in 0..1.
 *
 * @param psnr     peak signal-to-noise ratio of all channels, dB; higher is better
 * @param ssim     mean structural similarity, windows of 7 x 7 (Wang et al. 2004); 1 is best
 * @param gradient mean distance of the quantiles of the gradient's length, relative to the true mean length; 0 is best
 * @param gabor    see {@link TextureDistance#gabor}; 0 is best
 * @param frechet  see {@link TextureDistance#frechet}; 0 is best
 * @param seam     mean jump across the hole's outline relative to the true jump; 1 is best
 * @param noise    see {@link #noise}; 1 is best where the texture is the same everywhere
 */
record FillQuality(double psnr, double ssim, double gradient, double gabor, double frechet, double seam, double noise) {

    private static final double C1 = 0.01 * 0.01, C2 = 0.03 * 0.03;
    private static final int REACH = 3, QUANTILES = 201, RING = 12;

    static FillQuality of(final TestPicture truth, final TestPicture fill, final boolean[] hole) {
        final int w = truth.width(), h = truth.height();
        final double[] a = truth.grey(), b = fill.grey();
        return new FillQuality(psnr(truth, fill, hole), ssim(a, b, w, h, hole), gradient(a, b, w, h, hole),
                TextureDistance.gabor(a, b, w, h, hole), TextureDistance.frechet(a, b, w, h, hole),
                seam(b, w, h, hole) / Math.max(1e-6, seam(a, w, h, hole)), noise(b, w, h, hole));
    }

    static FillQuality mean(final List<FillQuality> all) {
        return new FillQuality(mean(all, FillQuality::psnr), mean(all, FillQuality::ssim),
                mean(all, FillQuality::gradient), mean(all, FillQuality::gabor), mean(all, FillQuality::frechet),
                mean(all, FillQuality::seam), mean(all, FillQuality::noise));
    }

    private static double mean(final List<FillQuality> all, final ToDoubleFunction<FillQuality> value) {
        return all.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double psnr(final TestPicture truth, final TestPicture fill, final boolean[] hole) {
        double sum = 0;
        long n = 0;
        for (int j = 0; j < truth.samples().length; j++)
            if (hole[j % hole.length]) {
                final double d = truth.samples()[j] - fill.samples()[j];
                sum += d * d;
                n++;
            }
        return -10 * Math.log10(Math.max(1e-10, sum / n));
    }

    private static double ssim(final double[] a, final double[] b, final int w, final int h, final boolean[] hole) {
        final int n = (2 * REACH + 1) * (2 * REACH + 1);
        double total = 0;
        int count = 0;
        for (int i = 0; i < hole.length; i++) {
            if (!hole[i])
                continue;
            double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
            for (int v = -REACH; v <= REACH; v++)
                for (int u = -REACH; u <= REACH; u++) {
                    final int j = mirror(i / w + v, h) * w + mirror(i % w + u, w);
                    sa += a[j];
                    sb += b[j];
                    aa += a[j] * a[j];
                    bb += b[j] * b[j];
                    ab += a[j] * b[j];
                }
            final double ma = sa / n, mb = sb / n;
            final double va = (aa - sa * ma) / (n - 1), vb = (bb - sb * mb) / (n - 1), vab = (ab - sa * mb) / (n - 1);
            total += (2 * ma * mb + C1) * (2 * vab + C2) / ((ma * ma + mb * mb + C1) * (va + vb + C2));
            count++;
        }
        return total / count;
    }

    /** An index beyond the border, reflected at the border's edge. */
    private static int mirror(final int i, final int n) {
        return i < 0 ? -1 - i : i >= n ? 2 * n - 1 - i : i;
    }

    private static double gradient(final double[] a, final double[] b, final int w, final int h, final boolean[] hole) {
        final double[] ga = lengths(a, w, h, hole), gb = lengths(b, w, h, hole);
        double sum = 0;
        for (int k = 0; k < QUANTILES; k++)
            sum += Math.abs(quantile(ga, k / (QUANTILES - 1.0)) - quantile(gb, k / (QUANTILES - 1.0)));
        return sum / QUANTILES / Math.max(1e-4, Arrays.stream(ga).average().orElse(0));
    }

    /** Lengths of the gradient in the hole, sorted: central differences, one-sided at the border. */
    private static double[] lengths(final double[] a, final int w, final int h, final boolean[] hole) {
        final double[] to = new double[hole.length];
        int n = 0;
        for (int i = 0; i < hole.length; i++)
            if (hole[i])
                to[n++] = Math.hypot(slope(a, i, 1, i % w, w), slope(a, i, w, i / w, h));
        Arrays.sort(to, 0, n);
        return Arrays.copyOf(to, n);
    }

    private static double slope(final double[] a, final int i, final int step, final int at, final int size) {
        final int before = at > 0 ? step : 0, after = at < size - 1 ? step : 0;
        return before + after == 0 ? 0 : (a[i + after] - a[i - before]) / ((before + after) / step);
    }

    private static double quantile(final double[] sorted, final double q) {
        final double at = q * (sorted.length - 1);
        final int i = (int) at;
        return i + 1 < sorted.length ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[i];
    }

    /** The sum of the absolute differences across the hole's outline. */
    private static double seam(final double[] a, final int w, final int h, final boolean[] hole) {
        double sum = 0;
        for (int i = 0; i < hole.length; i++) {
            if (i % w + 1 < w && hole[i] != hole[i + 1])
                sum += Math.abs(a[i] - a[i + 1]);
            if (i / w + 1 < h && hole[i] != hole[i + w])
                sum += Math.abs(a[i] - a[i + w]);
        }
        return sum;
    }

    /**
     * The high-frequency variance (mean square of the difference from the 3 x 3 mean) inside the hole over that of the
     * ring of 12 px around it. Windows across the outline count for neither.
     */
    static double noise(final double[] a, final int w, final int h, final boolean[] hole) {
        final boolean[] ring = hole.clone();
        for (int k = 0; k < RING + 1; k++)
            grow(ring, w, h);
        double in = 0, out = 0;
        int ni = 0, no = 0;
        for (int i = 0; i < hole.length; i++) {
            final int x = i % w, y = i / w;
            if (!ring[i] || x == 0 || y == 0 || x == w - 1 || y == h - 1)
                continue;
            double sum = 0;
            int inside = 0;
            for (int j = i - w; j <= i + w; j += w)
                for (int m = j - 1; m <= j + 1; m++) {
                    sum += a[m];
                    inside += hole[m] ? 1 : 0;
                }
            final double d = a[i] - sum / 9;
            if (inside == 9) {
                in += d * d;
                ni++;
            } else if (inside == 0) {
                out += d * d;
                no++;
            }
        }
        return in / ni / Math.max(1e-12, out / no);
    }

    /** Adds the 8 neighbours of what is set. */
    private static void grow(final boolean[] set, final int w, final int h) {
        final boolean[] old = set.clone();
        for (int i = 0; i < old.length; i++)
            for (int v = -1; v <= 1 && !set[i]; v++)
                for (int u = -1; u <= 1; u++) {
                    final int x = i % w + u, y = i / w + v;
                    if (x >= 0 && y >= 0 && x < w && y < h && old[y * w + x])
                        set[i] = true;
                }
    }
}
