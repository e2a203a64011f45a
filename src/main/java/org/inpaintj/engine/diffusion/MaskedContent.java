package org.inpaintj.engine.diffusion;

import java.util.Arrays;

import org.inpaintj.core.Plane;
import org.inpaintj.raster.ExtendedBoxBlur;

/**
 * The WebUI's masked content "fill", in floats: the masked part of a picture takes the colours around it, coarse first
 * and finer nearer to the known part.
 */
final class MaskedContent {

    /** Sigmas of the blurs, px, and how often each result is laid over the coarser ones. */
    private static final int[] SIGMAS = { 256, 64, 16, 4, 2, 0 }, REPEATS = { 1, 1, 2, 4, 2, 1 };

    private MaskedContent() {}

    /**
     * @param planes one a channel, row by row; not changed
     * @param mask   1 = to be filled; grey mixes
     * @return new planes; zeros where nothing at all is known
     */
    static float[][] fill(final float[][] planes, final float[] mask, final int width, final int height) {
        final float[][] known = new float[planes.length + 1][];
        final float[] opaque = new float[mask.length];
        for (int i = 0; i < mask.length; i++)
            opaque[i] = 1 - mask[i];
        for (int c = 0; c < planes.length; c++) {
            known[c] = planes[c].clone();
            for (int i = 0; i < mask.length; i++)
                known[c][i] *= opaque[i];
        }
        known[planes.length] = opaque;
        final float[][] out = new float[known.length][mask.length];
        for (int s = 0; s < SIGMAS.length; s++) {
            final float[][] layer = new float[known.length][];
            for (int c = 0; c < known.length; c++)
                layer[c] = SIGMAS[s] == 0 ? known[c] : ExtendedBoxBlur.blur(new Plane(known[c], width, height), SIGMAS[s]).values();
            for (int r = 0; r < REPEATS[s]; r++)
                over(layer, out);
        }
        for (int c = 0; c < planes.length; c++)
            for (int i = 0; i < mask.length; i++)
                out[c][i] = out[planes.length][i] > 0 ? out[c][i] / out[planes.length][i] : 0;
        return Arrays.copyOf(out, planes.length);
    }

    /** Lays premultiplied colours over others; the last plane is the opacity. */
    private static void over(final float[][] top, final float[][] out) {
        final float[] alpha = top[top.length - 1];
        for (int c = 0; c < top.length; c++)
            for (int i = 0; i < alpha.length; i++)
                out[c][i] = top[c][i] + out[c][i] * (1 - alpha[i]);
    }
}
