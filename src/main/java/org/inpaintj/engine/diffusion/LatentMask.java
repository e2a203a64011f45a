package org.inpaintj.engine.diffusion;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.PillowResampler;

/**
 * The latent mask of inpainting: a mask over pixels as a mask over latents, of zeros and ones. A mask too small for any
 * sample of the latents takes those that it touches.
 *
 * @param mask   1 = repaint
 * @param factor pixels along a side of a latent sample
 */
record LatentMask(Plane mask, int factor) {

    /**
     * @param nearest whether one pixel of each sample decides, as in diffusers; else their weighted mean, as in the
     *                WebUI
     */
    float[] values(final boolean nearest) {
        final int w = mask.width() / factor, h = mask.height() / factor;
        final float[] out = nearest ? nearest(w, h) : PillowResampler.CUBIC.resize(mask, w, h).values().clone();
        boolean any = false;
        for (int i = 0; i < out.length; i++) {
            out[i] = nearest ? out[i] >= 0.5f ? 1 : 0 : (float) Math.rint(Math.min(1, Math.max(0, out[i])));
            any |= out[i] > 0;
        }
        return any ? out : touched(w, h);
    }

    private float[] nearest(final int w, final int h) {
        final float[] out = new float[w * h];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++)
                out[y * w + x] = mask.at(x * factor, y * factor);
        return out;
    }

    private float[] touched(final int w, final int h) {
        final float[] out = new float[w * h];
        for (int y = 0; y < h * factor; y++)
            for (int x = 0; x < w * factor; x++)
                if (mask.at(x, y) > 0)
                    out[y / factor * w + x / factor] = 1;
        return out;
    }
}
