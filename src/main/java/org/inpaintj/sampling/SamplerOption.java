package org.inpaintj.sampling;

/** What may be set about sampling beside sampler, schedule and steps; each means something to some of them only. */
public enum SamplerOption {
    /** {@link SamplerOptions#eta()}. */
    ETA,
    /** {@link SamplerOptions#churn()} and between which sigmas. */
    CHURN,
    /** {@link SamplerOptions#noise()}. */
    NOISE,
    /** Another seed for the noise that is added on the way. */
    RESEED,
    /** Between which sigmas steps are laid out. */
    SIGMA_RANGE,
    /** How steps crowd at the low sigmas. */
    RHO
}
