package org.inpaintj.model.folder;

import org.inpaintj.onnx.file.OnnxModelInfo;

/** What a network is for, told by its inputs and outputs. */
public enum NetworkKind {
    CLIP("a CLIP text encoder"), T5("a T5 text encoder"), UNET("a UNet"), TRANSFORMER("a diffusion transformer"),
    VAE_ENCODER("a VAE encoder"), VAE_DECODER("a VAE decoder"), CONTROLLED_UNET("a UNet for ControlNets"),
    CONTROLNET("a ControlNet"), FLUX("a FLUX transformer"), SAFETY_CHECKER("a safety checker"),
    ERASER("a one-shot eraser such as LaMa"), SEGMENT_ENCODER("a Segment Anything encoder"),
    SEGMENT_DECODER("a Segment Anything decoder"), DETECTOR("an object detector"), UPSCALER("an upscaler"),
    IMAGE_TAGGER("an image tagger"), IMAGE_ENCODER("an image encoder"), CAPTION_DECODER("a caption decoder"),
    UNKNOWN("a network of an unknown kind");

    private final String label;

    NetworkKind(final String label) {
        this.label = label;
    }

    /** Of what a file says of its network. */
    public static NetworkKind of(final OnnxModelInfo info) {
        return NetworkClassifier.of(info);
    }

    /** Such as "a VAE decoder". */
    public String label() {
        return label;
    }
}
