package org.inpaintj.upscale;

import org.scijava.plugin.Plugin;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.PillowResampler;

/**
 * Resamples by cubic convolution with a = -1/2 (Keys 1981), as Pillow's {@code BICUBIC}, one channel after the other.
 */
@Plugin(type = Upscaler.class, priority = 2)
public final class BicubicUpscaler extends InterpolatingUpscaler {

    /** Its name in requests. */
    public static final String ID = "bicubic";

    public BicubicUpscaler() {
        super(ID, "Bicubic");
    }

    @Override
    public Plane resize(final Plane plane, final int width, final int height) {
        return PillowResampler.CUBIC.resize(plane, width, height);
    }

    @Override
    public byte[] resize(final byte[] pixels, final int channels, final int width, final int height, final int wide,
            final int high) {
        return PillowResampler.CUBIC.resize(pixels, channels, width, height, wide, high);
    }
}
