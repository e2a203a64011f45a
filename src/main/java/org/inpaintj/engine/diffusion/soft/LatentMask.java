package org.inpaintj.engine.diffusion.soft;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.PillowResampler;

/**
 * The latent mask of inpainting: a mask over pixels as a mask over latents, of zeros and ones, or of greys for soft
 * inpainting. A mask too small for any sample of the latents takes those that it touches.
 *
 * @param mask   1 = repaint
 * @param factor pixels along a side of a latent sample
 */
public record LatentMask(Plane mask, int factor) {

    private static final float WHITE = 255;

    /**
     * @param nearest whether one pixel of each sample decides, as in diffusers; else their weighted mean, as in the
     *                WebUI
     */
    public float[] values(final boolean nearest) {
        final int w = mask.width() / factor, h = mask.height() / factor;
        final float[] out = nearest ? nearest(w, h) : PillowResampler.CUBIC.resize(mask, w, h).values().clone();
        boolean any = false;
        for (int i = 0; i < out.length; i++) {
            out[i] = nearest ? out[i] >= 0.5f ? 1 : 0 : (float) Math.rint(Math.min(1, Math.max(0, out[i])));
            any |= out[i] > 0;
        }
        return any ? out : touched(w, h, true);
    }

    /**
     * The same in whole 255ths, not rounded to zeros and ones. They matter: in soft inpainting any value above 0 is 1
     * in the end.
     *
     * @param nearest whether one pixel of each sample decides; else Pillow's reduction of 8-bit pictures, as in the
     *                WebUI
     */
    public float[] greys(final boolean nearest) {
        final int w = mask.width() / factor, h = mask.height() / factor;
        if (nearest)
            return nearest(w, h);
        final byte[] levels = new byte[mask.values().length];
        for (int i = 0; i < levels.length; i++)
            levels[i] = (byte) Math.round(WHITE * mask.values()[i]);
        final byte[] reduced = PillowResampler.CUBIC.resize(levels, 1, mask.width(), mask.height(), w, h);
        final float[] out = new float[reduced.length];
        boolean any = false;
        for (int i = 0; i < out.length; i++) {
            out[i] = (reduced[i] & 0xff) / WHITE;
            any |= out[i] > 0;
        }
        return any ? out : touched(w, h, false);
    }

    /** The mean around each sample, by the triangle that twice its side is the base of. */
    public float[] means() {
        return PillowResampler.LINEAR.resize(mask, mask.width() / factor, mask.height() / factor).values();
    }

    private float[] nearest(final int w, final int h) {
        final float[] out = new float[w * h];
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++)
                out[y * w + x] = mask.at(x * factor, y * factor);
        return out;
    }

    /** @param whole whether a touched sample is masked whole, not as much as its most masked pixel */
    private float[] touched(final int w, final int h, final boolean whole) {
        final float[] out = new float[w * h];
        for (int y = 0; y < h * factor; y++)
            for (int x = 0; x < w * factor; x++)
                if (mask.at(x, y) > 0) {
                    final int at = y / factor * w + x / factor;
                    out[at] = whole ? 1 : Math.max(out[at], mask.at(x, y));
                }
        return out;
    }
}
