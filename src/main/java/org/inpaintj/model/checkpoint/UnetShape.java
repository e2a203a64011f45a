package org.inpaintj.model.checkpoint;

import java.util.Map;
import java.util.Optional;

/**
 * What the shapes of a UNet's weights tell.
 *
 * @param family         if it is known
 * @param channels       that it takes: 4 latents; 9 with a mask and the masked image (inpainting); 8 with an image to
 *                       edit (instruct-pix2pix); 0 if it cannot be told
 * @param contextWidth   of the features of a text that it attends to
 * @param imageEmbedding whether features of an image are embedded beside the time (unCLIP)
 * @param guidanceScale  whether the strength of the guidance is embedded beside the time (latent consistency)
 */
public record UnetShape(Optional<CheckpointFamily> family, long channels, long contextWidth, boolean imageEmbedding,
        boolean guidanceScale) {

    /** @param unet its weights by diffusers' names */
    public static UnetShape of(final Map<String, StoredTensor> unet) {
        final StoredTensor first = unet.get("conv_in.weight");
        return new UnetShape(CheckpointFamily.of(unet), first != null && first.dims().size() == 4 ? first.size(1) : 0,
                CheckpointFamily.contextWidth(unet), unet.containsKey("class_embedding.linear_1.weight"),
                unet.containsKey("time_embedding.cond_proj.weight"));
    }
}
