package org.inpaintj.engine.diffusion.sampling;

/** Flow matching with fresh noise at every step ("stochastic_sampling"): the prediction is noised to the next level. */
final class FlowStochastic implements Sampler {

    @Override
    public void sample(final float[] x, final Grid grid, final Walk walk) {
        for (int i = grid.start(); i < grid.end(); i++) {
            final Level to = grid.at(i + 1);
            final float[] clean = walk.clean(x, grid.at(i));
            Vectors.set(x, to.alpha(), clean, to.sigma(), walk.noise());
            walk.moved(x, to);
        }
    }
}
