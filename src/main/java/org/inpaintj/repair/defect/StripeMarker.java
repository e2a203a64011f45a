package org.inpaintj.repair.defect;

import java.util.Arrays;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;

/**
 * Marks stripes: rows and columns, or parts of them from {@value #PART} pixels, that differ from the median of the nine
 * rows or columns around them. The differences along a part are one number: their mean in terms of the noise, where no
 * pixel counts for more than {@value #MOST}. It is compared with the same of all parts. Structures of the picture cross
 * a row and do not run along it, so that a mean of small numbers hardly sees them.
 */
final class StripeMarker implements DefectFinder.Marker {

    private static final int HALF = 4, PART = 64;
    private static final double NORMAL = 1.4826, MOST = 2;

    @Override
    public float[] mark(final DefectFinder.NoisyPlane image, final boolean[] known, final DefectSettings settings,
            final Progress progress) {
        final int width = image.values().width(), height = image.values().height();
        final float[] found = new float[known.length];
        mark(ratio(image, 0, HALF).values(), width, height, false, settings.sensitivity(), found);
        progress.check();
        mark(ratio(image, HALF, 0).values(), height, width, true, settings.sensitivity(), found);
        return found;
    }

    private static Plane ratio(final DefectFinder.NoisyPlane image, final int across, final int down) {
        final Plane median = image.median().filter(across, down);
        final Plane residual = RunningMedian.residual(image.values(), median);
        return new ResidualNoise(residual, median, image.least()).normalised(residual, median);
    }

    /**
     * @param length  pixels of a row, or of a column
     * @param lines   how many rows, or columns
     * @param columns whether lines are columns
     */
    private static void mark(final float[] ratio, final int length, final int lines, final boolean columns,
            final double sensitivity, final float[] found) {
        final int parts = Math.max(1, length / PART);
        final double[] means = new double[lines * parts], sizes = new double[lines * parts];
        for (int k = 0; k < means.length; k++) {
            final int line = k / parts, part = k % parts, from = part * length / parts;
            final int to = (part + 1) * length / parts;
            double sum = 0;
            for (int i = from; i < to; i++)
                sum += Math.max(-MOST, Math.min(MOST, ratio[columns ? i * lines + line : line * length + i]));
            means[k] = sum / (to - from);
            sizes[k] = Math.abs(means[k]);
        }
        Arrays.sort(sizes);
        // of noise alone it would be about this
        final double noise = Math.max(NORMAL * sizes[sizes.length / 2], 1 / Math.sqrt((double) length / parts));
        for (int k = 0; k < means.length; k++)
            if (Math.abs(means[k]) > sensitivity * noise) {
                final int line = k / parts, part = k % parts;
                for (int i = part * length / parts; i < (part + 1) * length / parts; i++) {
                    final int at = columns ? i * lines + line : line * length + i;
                    found[at] = Math.max(found[at], (float) (Math.abs(means[k]) / noise));
                }
            }
    }
}
