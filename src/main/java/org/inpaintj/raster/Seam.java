package org.inpaintj.raster;

import java.util.Arrays;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/**
 * Makes a fill meet the known samples around it, for engines that do not do so by themselves. The difference between
 * image and fill just outside the hole is averaged robustly along the ring, so that neither noise nor an outlier is
 * carried inside, and continued into the hole by a {@link Membrane}.
 */
public final class Seam {

    /** How far outside the hole the difference is looked at, px. */
    private static final double BAND = 4;
    /** Sigma of the average along the ring, px. */
    private static final double SIGMA = 1.5;

    private Seam() {}

    /**
     * Adds the correction to a fill, inside the hole only.
     *
     * @param image the known samples
     * @param fill  what an engine made, over the whole plane; changed in place
     */
    public static void close(final float[] image, final float[] fill, final Ring ring) {
        final Box box = ring.near(BAND);
        final Plane known = new Plane(image, ring.width(), ring.height());
        final Plane made = new Plane(fill, ring.width(), ring.height());
        final float[] jump = jump(known.crop(box).values(), made.crop(box).values(), ring.cut(box));
        for (int y = 0; y < box.height(); y++)
            for (int x = 0; x < box.width(); x++) {
                final int i = (box.y() + y) * ring.width() + box.x() + x;
                if (ring.hole()[i])
                    fill[i] += jump[y * box.width() + x];
            }
    }

    /** What the fill lacks to meet the image, smooth inside the hole. */
    private static float[] jump(final float[] image, final float[] fill, final Ring ring) {
        final float[] far = ring.far(), jump = new float[image.length];
        final int[] band = new int[image.length];
        int n = 0;
        for (int i = 0; i < band.length; i++)
            if (ring.known()[i] && far[i] <= BAND)
                band[n++] = i;
        if (n == 0)
            return jump;
        average(image, fill, ring, Arrays.copyOf(band, n), jump);
        final Membrane.Kind[] kinds = new Membrane.Kind[jump.length];
        float range = 0;
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = ring.hole()[i] ? Membrane.Kind.FREE
                    : ring.known()[i] && far[i] <= 1 ? Membrane.Kind.FIXED : Membrane.Kind.ABSENT;
            if (kinds[i] == Membrane.Kind.FIXED)
                range = Math.max(range, Math.abs(jump[i]));
        }
        Membrane.solve(new Plane(jump, ring.width(), ring.height()), kinds, 1e-4f * range);
        return jump;
    }

    /** The difference image - fill, without its outliers, averaged over the band around each of its pixels. */
    private static void average(final float[] image, final float[] fill, final Ring ring, final int[] band,
            final float[] jump) {
        final float[] sorted = new float[band.length], deviation = new float[band.length];
        for (int k = 0; k < band.length; k++)
            sorted[k] = image[band[k]] - fill[band[k]];
        Arrays.sort(sorted);
        final float median = sorted[sorted.length / 2];
        for (int k = 0; k < sorted.length; k++)
            deviation[k] = Math.abs(sorted[k] - median);
        Arrays.sort(deviation);
        // three standard deviations if the differences were normally distributed, and never more than a tenth cut off
        final float limit = Math.max(3 * 1.4826f * deviation[deviation.length / 2],
                deviation[deviation.length * 9 / 10]);
        final float[] clipped = new float[image.length], weight = new float[image.length];
        for (final int i : band) {
            clipped[i] = Math.max(median - limit, Math.min(median + limit, image[i] - fill[i]));
            weight[i] = 1;
        }
        final float[] sum = Gaussian.blur(new Plane(clipped, ring.width(), ring.height()), SIGMA).values();
        final float[] total = Gaussian.blur(new Plane(weight, ring.width(), ring.height()), SIGMA).values();
        for (final int i : band)
            jump[i] = sum[i] / total[i];
    }
}
