package org.inpaintj.engine.diffusion;

import java.util.ArrayList;
import java.util.List;

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
     * @param planes one a channel; not changed
     * @param mask   1 = to be filled; grey mixes
     * @return new planes; zeros where nothing at all is known
     */
    static List<Plane> fill(final List<Plane> planes, final Plane mask) {
        final int n = mask.values().length;
        final List<Plane> known = new ArrayList<>();
        final Plane opaque = mask.copy();
        for (int i = 0; i < n; i++)
            opaque.values()[i] = 1 - opaque.values()[i];
        for (final Plane plane : planes) {
            final Plane seen = plane.copy();
            for (int i = 0; i < n; i++)
                seen.values()[i] *= opaque.values()[i];
            known.add(seen);
        }
        known.add(opaque);
        final float[][] out = new float[known.size()][n];
        for (int s = 0; s < SIGMAS.length; s++) {
            final float[][] layer = new float[known.size()][];
            for (int c = 0; c < layer.length; c++)
                layer[c] = (SIGMAS[s] == 0 ? known.get(c) : ExtendedBoxBlur.blur(known.get(c), SIGMAS[s])).values();
            for (int r = 0; r < REPEATS[s]; r++)
                over(layer, out);
        }
        final float[] alpha = out[planes.size()];
        final List<Plane> filled = new ArrayList<>();
        for (int c = 0; c < planes.size(); c++) {
            for (int i = 0; i < n; i++)
                out[c][i] = alpha[i] > 0 ? out[c][i] / alpha[i] : 0;
            filled.add(new Plane(out[c], mask.width(), mask.height()));
        }
        return filled;
    }

    /** Lays premultiplied colours over others; the last plane is the opacity. */
    private static void over(final float[][] top, final float[][] out) {
        final float[] alpha = top[top.length - 1];
        for (int c = 0; c < top.length; c++)
            for (int i = 0; i < alpha.length; i++)
                out[c][i] = top[c][i] + out[c][i] * (1 - alpha[i]);
    }
}
