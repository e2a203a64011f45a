package org.inpaintj.repair.defect;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;

/**
 * Marks hot and dead pixels: one to four that hang together, differ from the median of the 5 x 5 pixels around them by
 * the sensitivity, and of whose neighbours none differs by more than {@value #BLUR} of that, as no point that went
 * through a lens could be: its neighbours share its light.
 */
final class PixelMarker implements DefectFinder.Marker {

    private static final double BLUR = 0.4;
    private static final int HALF = 2, MOST = 4;

    @Override
    public float[] mark(final DefectFinder.NoisyPlane image, final boolean[] known, final DefectSettings settings,
            final Progress progress) {
        final Plane median = image.median().filter(HALF, HALF);
        final Plane residual = RunningMedian.residual(image.values(), median);
        final Plane ratio = new ResidualNoise(residual, median, image.least()).normalised(residual, median,
                HALF + 1);
        final boolean[] candidate = new boolean[known.length];
        for (int i = 0; i < candidate.length; i++)
            candidate[i] = !known[i] && Math.abs(ratio.values()[i]) > settings.sensitivity();
        final float[] found = new float[known.length];
        for (final Blob blob : Blob.of(candidate, ratio.width(), ratio.height()))
            if (blob.area() <= MOST && isAlone(blob, ratio, known))
                for (int k = 0; k < blob.area(); k++)
                    found[blob.pixels()[k]] = Math.abs(ratio.values()[blob.pixels()[k]]);
        return found;
    }

    private static boolean isAlone(final Blob blob, final Plane ratio, final boolean[] known) {
        float least = Float.POSITIVE_INFINITY;
        for (final int pixel : blob.pixels())
            least = Math.min(least, Math.abs(ratio.values()[pixel]));
        for (final int pixel : blob.around(1))
            if (!known[pixel] && Math.abs(ratio.values()[pixel]) > BLUR * least)
                return false;
        return true;
    }
}
