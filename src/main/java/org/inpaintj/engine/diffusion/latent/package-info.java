/**
 * Latents, what diffusion works on: to pixels and back, in tiles where the whole would not fit, and their rough colours
 * for a preview.
 * <p>
 * Guarantees: {@link org.inpaintj.engine.diffusion.latent.LatentCodec} scales latents as the model's VAE says, and
 * gives the same values for the same pixels; tiles overlap and are joined without a seam.
 * </p>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.engine.diffusion.latent;
