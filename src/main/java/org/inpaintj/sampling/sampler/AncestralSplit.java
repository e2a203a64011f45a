package org.inpaintj.sampling.sampler;

/**
 * A step to sigma' made of a deterministic one to {@code down} and fresh noise {@code up}, with
 * down^2 + up^2 = sigma'^2 (Song et al. 2021, "Denoising diffusion implicit models", equation 16, eta = 1 for DDPM).
 */
record AncestralSplit(double down, double up) {

    static AncestralSplit of(final double from, final double to, final double eta) {
        if (eta == 0)
            return new AncestralSplit(to, 0);
        final double up = Math.min(to, eta * Math.sqrt(to * to * (from * from - to * to) / (from * from)));
        return new AncestralSplit(Math.sqrt(Math.max(0, to * to - up * up)), up);
    }
}
