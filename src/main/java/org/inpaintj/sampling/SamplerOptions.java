package org.inpaintj.sampling;

import java.util.EnumSet;
import java.util.Set;

/**
 * How much noise a sampler adds on the way: the parameters of k-diffusion's samplers, under the WebUI's names eta,
 * sigma churn, tmin, tmax and noise.
 *
 * @param eta      share of the noise of a step that is fresh, 0 to 1 (Song et al. 2021, equation 16); below 0 the
 *                 sampler's own
 * @param churn    noise that Euler, Heun and DPM2 add before a step, spread over all steps (Karras et al. 2022,
 *                 algorithm 2); 0 for none
 * @param churnMin lowest sigma at which they do
 * @param churnMax highest; 0 for any
 * @param noise    deviation of all that noise, 1 for standard normal
 */
public record SamplerOptions(double eta, double churn, double churnMin, double churnMax, double noise) {

    /** Each sampler as it is without being told anything. */
    public static final SamplerOptions DEFAULTS = new SamplerOptions(-1, 0, 0, 0, 1);

    /** Above this share of added noise Karras et al. found nothing gained. */
    private static final double MOST = Math.sqrt(2) - 1;

    /** @param own what the sampler has where nothing is said */
    public double eta(final double own) {
        return eta < 0 ? own : eta;
    }

    /** Whether anything is added before steps. */
    public boolean churns() {
        return churn > 0;
    }

    /**
     * The sigma to which noise is added before a step.
     *
     * @param sigma where the step begins
     * @param steps of the run
     */
    public double churned(final double sigma, final int steps) {
        return sigma < churnMin || churnMax > 0 && sigma > churnMax ? sigma
                : sigma * (1 + Math.min(churn / steps, MOST));
    }

    /**
     * What a sampler heeds that adds fresh noise after steps.
     *
     * @param own      its own eta
     * @param brownian whether that noise is of a Brownian path, which has its own seed
     */
    public Set<SamplerOption> ofFresh(final double own, final boolean brownian) {
        final Set<SamplerOption> heeded = EnumSet.of(SamplerOption.ETA);
        if (eta(own) > 0)
            heeded.add(SamplerOption.NOISE);
        if (eta(own) > 0 && !brownian)
            heeded.add(SamplerOption.RESEED);
        return heeded;
    }

    /** What a sampler heeds that adds noise before steps. */
    public Set<SamplerOption> ofChurned() {
        return churns() ? Set.of(SamplerOption.CHURN, SamplerOption.NOISE, SamplerOption.RESEED)
                : Set.of(SamplerOption.CHURN);
    }
}
