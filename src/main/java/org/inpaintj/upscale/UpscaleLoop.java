package org.inpaintj.upscale;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.raster.PillowResampler;

/** How an upscaler of fixed factors reaches any size: as {@code Upscaler.upscale} of the WebUI, again and again. */
public final class UpscaleLoop {

    /** What the WebUI allows. */
    private static final int MOST_PASSES = 3;

    private UpscaleLoop() {}

    /**
     * Enlarges until both sides reach a size, at least once and at most three times; what keeps the size runs once.
     *
     * @return as {@link Upscaler#upscale}; mostly larger than asked for, and smaller where three times do not suffice
     */
    public static RandomAccessibleInterval<FloatType> enlarge(final Upscaler upscaler,
            final RandomAccessibleInterval<FloatType> pixels, final int width, final int height,
            final Progress progress) {
        RandomAccessibleInterval<FloatType> picture = pixels;
        int factor = 0;
        for (int pass = 0; pass < MOST_PASSES && (pass == 0 || factor > 1 && isSmaller(picture, width, height));
                pass++) {
            factor = factor(upscaler, picture, width, height);
            picture = Upscalers.run(upscaler, picture, factor, progress);
        }
        return picture;
    }

    /** As {@link Upscaler#resize}: enlarges, then resamples to the exact size. */
    static RandomAccessibleInterval<FloatType> resize(final Upscaler upscaler,
            final RandomAccessibleInterval<FloatType> pixels, final int width, final int height,
            final Progress progress) {
        final RandomAccessibleInterval<FloatType> picture = enlarge(upscaler, pixels, width, height, progress);
        if (picture.dimension(0) == width && picture.dimension(1) == height)
            return picture;
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < picture.dimension(2); c++) {
            progress.check();
            planes.add(PillowResampler.LANCZOS.resize(Plane.of(picture, c), width, height).clamp());
        }
        return Plane.image(planes);
    }

    private static boolean isSmaller(final RandomAccessibleInterval<?> picture, final int width, final int height) {
        return picture.dimension(0) < width || picture.dimension(1) < height;
    }

    /** The smallest that reaches the size, else the largest. */
    private static int factor(final Upscaler upscaler, final RandomAccessibleInterval<?> picture, final int width,
            final int height) {
        final List<Integer> factors = upscaler.factors();
        return factors.stream()
                .filter(f -> picture.dimension(0) * f >= width && picture.dimension(1) * f >= height)
                .findFirst().orElse(factors.get(factors.size() - 1));
    }
}
