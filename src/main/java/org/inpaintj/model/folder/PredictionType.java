package org.inpaintj.model.folder;

/** What a denoiser was trained to predict. */
public enum PredictionType {
    /** The noise. */
    EPSILON,
    /** The velocity between image and noise (Salimans and Ho 2022). */
    V,
    /** The clean latents. */
    SAMPLE,
    /** The straight flow from image to noise (Esser et al. 2024). */
    FLOW
}
