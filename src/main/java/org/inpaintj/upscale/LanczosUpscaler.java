package org.inpaintj.upscale;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.raster.PillowResampler;

/**
 * Resamples with Lanczos' windowed sinc of three lobes, as "Lanczos" of the WebUI does, one channel after the other.
 */
@Plugin(type = Upscaler.class)
public final class LanczosUpscaler implements Upscaler {

    /** Its name in requests. */
    public static final String ID = "lanczos";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Lanczos";
    }

    @Override
    public List<Integer> factors() {
        return List.of(2, 3, 4, 8);
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public RandomAccessibleInterval<FloatType> upscale(final RandomAccessibleInterval<FloatType> pixels,
            final int factor,
            final Progress progress) {
        final int channels = (int) pixels.dimension(2);
        final List<Plane> out = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            progress.check();
            progress.step(c, channels, "Enlarging");
            final Plane plane = Plane.of(pixels, c);
            final Plane large = PillowResampler.LANCZOS.resize(plane, plane.width() * factor, plane.height() * factor);
            // its lobes overshoot at edges
            for (int i = 0; i < large.values().length; i++)
                large.values()[i] = Math.max(0, Math.min(1, large.values()[i]));
            out.add(large);
        }
        progress.step(channels, channels, "Enlarging");
        return Plane.image(out);
    }
}
