package org.inpaintj.sampling.sampler;

/**
 * A step to sigma' made of a deterministic one to {@code down} and fresh noise {@code up}, with
 * down^2 + up^2 = sigma'^2 (Song et al. 2021, "Denoising diffusion implicit models", at eta = 1).
 */
record AncestralSplit(double down, double up) {

    static AncestralSplit of(final double from, final double to) {
        final double up = Math.min(to, Math.sqrt(to * to * (from * from - to * to) / (from * from)));
        return new AncestralSplit(Math.sqrt(Math.max(0, to * to - up * up)), up);
    }
}
