package org.inpaintj.engine.diffusion.sampling;

/**
 * Euler's method on dx/dsigma = (x - clean) / sigma (Karras et al. 2022, algorithm 2 without churn). The same equation
 * holds for flow matching, where this is flow-match Euler (Esser et al. 2024).
 */
final class Euler implements Sampler {

    @Override
    public void sample(final float[] x, final Grid grid, final Walk walk) {
        for (int i = grid.start(); i < grid.end(); i++) {
            final Level to = grid.at(i + 1);
            step(x, walk.clean(x, grid.at(i)), grid.sigma(i), to.sigma(), x);
            walk.moved(x, to);
        }
    }

    /** out = x + (x - clean) / from * (to - from) */
    static void step(final float[] x, final float[] clean, final double from, final double to, final float[] out) {
        final double ratio = to / from;
        Vectors.set(out, ratio, x, 1 - ratio, clean);
    }
}
