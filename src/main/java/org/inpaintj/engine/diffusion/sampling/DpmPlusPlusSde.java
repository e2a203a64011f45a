package org.inpaintj.engine.diffusion.sampling;

/**
 * DPM-Solver++ for the stochastic equation, single step of second order with its middle at half the step in -ln sigma,
 * as in k-diffusion. Both stages draw their own noise, where k-diffusion reads one Brownian path.
 */
final class DpmPlusPlusSde implements Sampler {

    @Override
    public void sample(final float[] x, final Grid grid, final Walk walk) {
        for (int i = grid.start(); i < grid.end(); i++) {
            final Level to = grid.at(i + 1);
            final double s = grid.sigma(i);
            final float[] clean = walk.clean(x, grid.at(i));
            if (to.sigma() == 0) {
                Euler.step(x, clean, s, 0, x);
            } else {
                final Level middle = grid.between().apply(Math.sqrt(s * to.sigma()));
                final float[] stage = new float[x.length];
                noisyStep(x, clean, s, middle.sigma(), walk, stage);
                walk.halfway(stage, middle, to);
                noisyStep(x, walk.clean(stage, middle), s, to.sigma(), walk, x);
            }
            walk.moved(x, to);
        }
    }

    @Override
    public int evaluations(final Grid grid) {
        return Sampler.twoStages(grid);
    }

    private static void noisyStep(final float[] x, final float[] clean, final double from, final double to,
            final Walk walk, final float[] out) {
        final AncestralSplit split = AncestralSplit.of(from, to);
        Euler.step(x, clean, from, split.down(), out);
        Vectors.add(out, split.up(), walk.noise());
    }
}
