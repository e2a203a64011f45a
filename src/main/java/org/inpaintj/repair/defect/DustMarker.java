package org.inpaintj.repair.defect;

import java.util.Arrays;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.raster.Gaussian;

/**
 * Marks dust and specks: compact parts, not wider than the size asked for, that an opening by reconstruction (bright)
 * or a closing (dark) takes away. The image is smoothed first, so that the noise is less; parts are grown to where the
 * difference falls to half the sensitivity. In a texture, where what lies around a part differs as much as the part
 * does, nothing is marked.
 */
final class DustMarker implements DefectFinder.Marker {

    private static final int LEAST_AREA = 4, RING = 3;
    /** Longer parts are scratches, or edges. */
    private static final double LONGEST = 3.5;
    /** How much more a part must differ than its surroundings do. */
    private static final double DISTINCT = 3;
    /** Of the smoothing, and what it leaves of noise: 1 / (2 sqrt(pi) sigma). */
    private static final double SIGMA = 1, SMOOTHED = 0.2821;
    private static final int HALF = 2;

    @Override
    public float[] mark(final DefectFinder.NoisyPlane image, final boolean[] known, final DefectSettings settings,
            final Progress progress) {
        final Plane plain = without(known, image, settings.size());
        final Plane weight = Gaussian.blur(Plane.filled(1, plain.width(), plain.height()), SIGMA);
        final Plane blurred = Gaussian.blur(plain, SIGMA);
        for (int i = 0; i < known.length; i++)
            blurred.values()[i] /= weight.values()[i];
        final Plane near = new RunningMedian(blurred).filter(2 * HALF, 2 * HALF);
        final ResidualNoise noise = new ResidualNoise(RunningMedian.residual(blurred, near), near,
                image.least() * SMOOTHED);
        final float[] found = new float[known.length];
        for (final int sign : new int[] {-1, 1}) {
            progress.check();
            mark(ratio(blurred, sign, settings.size(), noise), settings, found);
        }
        return found;
    }

    /** The image where pixels that other kinds have taken are the median around them. */
    private static Plane without(final boolean[] known, final DefectFinder.NoisyPlane image, final int size) {
        Plane median = null;
        final Plane plain = image.values().copy();
        for (int i = 0; i < known.length; i++)
            if (known[i]) {
                // a large window takes long, and there may be no such pixel
                median = median == null ? image.median().filter(size, size) : median;
                plain.values()[i] = median.values()[i];
            }
        return plain;
    }

    /** How far each pixel lies above (1) or below (-1) the opening or closing, in terms of what noise makes of that. */
    private static Plane ratio(final Plane image, final int sign, final int size, final ResidualNoise noise) {
        final Plane level = Reconstruction.opening(image, size + 2, sign);
        final Plane hat = new Plane(image.width(), image.height());
        for (int i = 0; i < hat.values().length; i++)
            hat.values()[i] = sign * (image.values()[i] - level.values()[i]);
        final Plane centre = new RunningMedian(hat).filter(2 * size, 2 * size);
        final Plane residual = RunningMedian.residual(hat, centre);
        return noise.normalised(residual, level, 2 * size);
    }

    private static void mark(final Plane ratio, final DefectSettings settings, final float[] found) {
        final boolean[] grown = new boolean[found.length];
        for (int i = 0; i < grown.length; i++)
            grown[i] = ratio.values()[i] > settings.sensitivity() / 2;
        for (final Blob blob : Blob.of(grown, ratio.width(), ratio.height())) {
            float most = 0;
            for (final int pixel : blob.pixels())
                most = Math.max(most, ratio.values()[pixel]);
            if (most <= settings.sensitivity() || blob.area() < LEAST_AREA || blob.extent() > settings.size() + 2)
                continue;
            final double[] axes = blob.axes();
            if (axes[0] > LONGEST * axes[1] || !isDistinct(blob, ratio, most))
                continue;
            for (final int pixel : blob.pixels())
                found[pixel] = most;
            // the rim that the noise hides
            for (final int pixel : blob.around(1))
                found[pixel] = most;
        }
    }

    private static boolean isDistinct(final Blob blob, final Plane ratio, final float most) {
        final int[] far = blob.around(RING + 1), near = blob.around(1);
        final double[] differences = new double[far.length];
        int count = 0;
        for (final int pixel : far)
            if (Arrays.binarySearch(near, pixel) < 0)
                differences[count++] = Math.abs(ratio.values()[pixel]);
        Arrays.sort(differences, 0, count);
        return count == 0 || most > DISTINCT * differences[(int) (0.9 * (count - 1))];
    }
}
