/**
 * The files that a diffusion model is made of beside its weights, as keys: another autoencoder, a scheduler, what the
 * denoiser predicts.
 * <p>
 * {@link org.inpaintj.engine.diffusion.files.ModelFiles} holds the keys and turns what a user wrote into a
 * {@link org.inpaintj.engine.diffusion.family.ModelChoice}, or says what is not there.
 * </p>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.engine.diffusion.files;
