package org.inpaintj.ui.form;

import java.util.Arrays;
import java.util.List;

import org.inpaintj.params.Parameters;

/** A model source says where a kind of model comes from; the page on models says it at greater length. */
public enum ModelSource {

    DIFFUSION("Stable Diffusion: a checkpoint (.safetensors or .ckpt) as it is published, such as sd-v1-5-inpainting "
            + "of stable-diffusion-v1-5/stable-diffusion-inpainting on Hugging Face, its folder of diffusers, or a "
            + "folder exported to ONNX. More in " + ModelSource.PAGE + "."),

    ERASER("Eraser: one .onnx file, such as lama_fp32.onnx of Carve/LaMa-ONNX or that of andraniksargsyan/migan, both "
            + "on Hugging Face. More in " + ModelSource.PAGE + "."),

    SEGMENTER("Segment Anything: a folder with the encoder and the decoder, such as those of Acly/MobileSAM or "
            + "onnx-community/sam2.1-hiera-tiny-ONNX on Hugging Face. More in " + ModelSource.PAGE + "."),

    DETECTOR("GroundingDINO: a folder with the network and its tokenizer, such as "
            + "onnx-community/grounding-dino-tiny-ONNX on Hugging Face. More in " + ModelSource.PAGE + "."),

    INTERROGATOR("What is in a picture: a folder with model.onnx and selected_tags.csv of a WD14 tagger, such as "
            + "SmilingWolf/wd-vit-tagger-v3, or an exported captioner, such as ningpp/blip-image-captioning-base-ONNX "
            + "or Xenova/vit-gpt2-image-captioning, all on Hugging Face. "
            + "More in " + ModelSource.PAGE + ".");

    /** Where the documents say more. */
    public static final String PAGE = "docs/models.md";

    private static final String OURS = "InpaintJ downloads none by itself; Model Manager... in the menu gets some. ";

    private final String text;

    ModelSource(final String text) {
        this.text = text;
    }

    /** A few sentences. */
    public String text() {
        return text;
    }

    /** The same, with the fact that the user has to get it. */
    public String whole() {
        return OURS + text;
    }

    /**
     * Those of some inputs, in the order of the kinds.
     *
     * @param keys the inputs that are asked for
     */
    static List<ModelSource> of(final Parameters<?> parameters, final List<String> keys) {
        final boolean paints = parameters.keys().contains("engine"), interrogates = parameters.has("character");
        return Arrays.stream(values()).filter(source -> switch (source) {
            case DIFFUSION, ERASER -> paints && keys.contains("model");
            case SEGMENTER -> keys.contains("segmenter") || !paints && !interrogates && keys.contains("model");
            case DETECTOR -> keys.contains("detector");
            case INTERROGATOR -> interrogates && keys.contains("model");
        }).toList();
    }
}
