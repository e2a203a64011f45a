package org.inpaintj.model.catalogue;

/** What a model is for, which is also where its name may be written: a name is looked up among those of one role. */
public enum ModelRole {
    /** Paints: a checkpoint, a folder in diffusers' layout, an export to ONNX, an eraser. */
    MODEL,
    /** Variational autoencoder of latent diffusion. */
    VAE,
    /** Low-rank adaptation, for {@code <lora:NAME:weight>}. */
    LORA,
    /** ControlNet. */
    CONTROLNET,
    /** Network that makes a control picture: depth, line art, pose. */
    PREPROCESSOR,
    /** Textual inversion, for a trigger word of the prompt. */
    EMBEDDING,
    /** Network that enlarges pictures. */
    UPSCALER,
    /** Segment Anything. */
    SEGMENTER,
    /** Finds what a text names: GroundingDINO. */
    DETECTOR,
    /** Describes pictures: taggers and captioners. */
    INTERROGATOR
}
