package org.inpaintj.engine.diffusion.soft;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;

/**
 * The keys of soft inpainting, an extension of the Stable Diffusion WebUI; defaults and ranges are its own.
 *
 * @param soft              whether it is on; the others mean nothing without it
 * @param soft_bias         "schedule bias": the power of the noise level
 * @param soft_preservation "preservation strength": its factor
 * @param soft_contrast     "transition contrast boost": the power mean of the lengths of mixed latents
 * @param soft_influence    "mask influence" on the opacity
 * @param soft_threshold    "difference threshold": the change of a latent that is half opaque
 * @param soft_difference   "difference contrast": how steeply the opacity rises there
 */
public record SoftInpainting(
        @Key(label = "Soft inpainting", after = "keep", first = "none", scope = Key.Scope.MASK,
                group = KeyGroup.SOFT_INPAINTING, place = 11,
                help = "the mask blur reaches the model, which mixes by it at every step; what has changed little is "
                        + "then less opaque. Best with a blur of 8 or more") boolean soft,
        @Key(label = "Schedule bias", def = "1", min = 0, max = 8, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 21,
                help = "shifts when soft inpainting keeps the original: above 1 earlier, below 1 later in the run")
                double soft_bias,
        @Key(label = "Preservation strength", def = "0.5", min = 0, max = 8, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 22,
                help = "how strongly partly masked latents keep the original in soft inpainting; 0 keeps nothing")
                double soft_preservation,
        @Key(label = "Transition contrast boost", def = "4", min = 1, max = 32, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 31,
                help = "how much contrast latents keep where soft inpainting mixes them; 1 only mixes")
                double soft_contrast,
        @Key(label = "Mask influence", min = 0, max = 1, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 32,
                help = "how much the mask counts for the opacity of a soft result, beside what has changed")
                double soft_influence,
        @Key(label = "Difference threshold", def = "0.5", min = 0, max = 8, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 41,
                help = "by how much latents must change for half the opacity in soft inpainting; 0 shows every change")
                double soft_threshold,
        @Key(label = "Difference contrast", def = "2", min = 0, max = 8, when = "soft=true", first = "none",
                scope = Key.Scope.MASK, group = KeyGroup.SOFT_INPAINTING, place = 42,
                help = "how sharply soft inpainting parts what has changed from what has not; 0 makes all half opaque")
                double soft_difference) {
}
