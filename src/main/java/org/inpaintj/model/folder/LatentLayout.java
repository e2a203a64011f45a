package org.inpaintj.model.folder;

/**
 * How the latents of a family usually lie, for VAEs whose folder does not say: z = (raw - shift) * scale.
 *
 * @param channels of the latents
 * @param scale    diffusers' {@code scaling_factor}
 * @param shift    diffusers' {@code shift_factor}
 */
public record LatentLayout(int channels, double scale, double shift) {
}
