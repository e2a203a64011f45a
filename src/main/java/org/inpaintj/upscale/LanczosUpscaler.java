package org.inpaintj.upscale;

import org.scijava.plugin.Plugin;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.PillowResampler;

/**
 * Resamples with Lanczos' windowed sinc of three lobes, as "Lanczos" of the WebUI does, one channel after the other.
 */
@Plugin(type = Upscaler.class, priority = 3)
public final class LanczosUpscaler extends InterpolatingUpscaler {

    /** Its name in requests. */
    public static final String ID = "lanczos";

    public LanczosUpscaler() {
        super(ID, "Lanczos");
    }

    @Override
    public Plane resize(final Plane plane, final int width, final int height) {
        return PillowResampler.LANCZOS.resize(plane, width, height);
    }

    @Override
    public byte[] resize(final byte[] pixels, final int channels, final int width, final int height, final int wide,
            final int high) {
        return PillowResampler.LANCZOS.resize(pixels, channels, width, height, wide, high);
    }
}
