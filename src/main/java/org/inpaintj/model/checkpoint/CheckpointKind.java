package org.inpaintj.model.checkpoint;

/** What a file of weights is for. */
public enum CheckpointKind {

    /** A UNet, with or without text encoders and an autoencoder. */
    DIFFUSION_MODEL("a diffusion model"),
    VAE("a VAE"),
    /** A tiny autoencoder (TAESD), or one half of it. */
    TAESD("a tiny VAE (TAESD)"),
    TEXT_ENCODER("a text encoder"), CONTROLNET("a ControlNet"), LORA("a LoRA"),
    TEXTUAL_INVERSION("a textual inversion embedding"),
    /** ESRGAN and its relatives (RRDB), or Real-ESRGAN's compact network (SRVGG), or DAT. */
    UPSCALER("an upscaler"), UNKNOWN("of an unknown kind");

    private final String title;

    CheckpointKind(final String title) {
        this.title = title;
    }

    /** With its article, to follow "is". */
    public String title() {
        return title;
    }
}
