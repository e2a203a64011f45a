package org.inpaintj.engine.diffusion.sampling;

/**
 * Euler's method to the lower part of an {@link AncestralSplit}, then fresh noise. In these terms it is the ancestral
 * sampling of DDPM (Ho et al. 2020) with the smaller of its two variances: the posterior mean
 * clean + (sigma'/sigma)^2 (x - clean) is the Euler step to sigma'^2 / sigma.
 */
final class EulerAncestral implements Sampler {

    @Override
    public void sample(final float[] x, final Grid grid, final Walk walk) {
        for (int i = grid.start(); i < grid.end(); i++) {
            final Level to = grid.at(i + 1);
            final AncestralSplit split = AncestralSplit.of(grid.sigma(i), to.sigma());
            Euler.step(x, walk.clean(x, grid.at(i)), grid.sigma(i), split.down(), x);
            if (to.sigma() > 0)
                Vectors.add(x, split.up(), walk.noise());
            walk.moved(x, to);
        }
    }
}
