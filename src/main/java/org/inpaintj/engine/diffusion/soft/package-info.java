/**
 * How far each latent may change: soft inpainting as in the Stable Diffusion WebUI, and differential diffusion.
 *
 * <p>Without it a latent is either repainted or kept. {@link org.inpaintj.engine.diffusion.soft.SoftInpainting} holds
 * the keys of soft inpainting; {@link org.inpaintj.engine.diffusion.soft.LatentBlend} mixes the latents of the picture
 * into what is painted, by a mask of any grey, the more of them the noisier the step;
 * {@link org.inpaintj.engine.diffusion.soft.AdaptiveMask} says afterwards how opaque the result is, from how much each
 * latent has changed ({@code WeightedHistogramFilter}). {@link org.inpaintj.engine.diffusion.soft.ChangeMap} holds the
 * latents of differential diffusion back until their step has come.
 *
 * <pre>{@code
 * final LatentBlend blend = new LatentBlend(soft, mask);
 * blend.into(predicted, clean, 1, level.noiseToSignal());
 * final Plane opacity = AdaptiveMask.of(soft, clean, predicted, new Plane(mask, width, height), 8);
 * }</pre>
 *
 * <p>Latents are arrays of the order image, channel, y, x; masks lie over one channel, 1 = repaint. Everything here is
 * a function of numbers: no picture, no network, no request. Internal.
 */
package org.inpaintj.engine.diffusion.soft;
