package org.inpaintj.ui.models;

import org.inpaintj.model.catalogue.ModelRole;

/** What users call the roles of models. */
final class RoleNames {

    private RoleNames() {}

    static String of(final ModelRole role) {
        return switch (role) {
            case MODEL -> "model";
            case VAE -> "VAE";
            case LORA -> "LoRA";
            case CONTROLNET -> "ControlNet";
            case PREPROCESSOR -> "preprocessor";
            case EMBEDDING -> "embedding";
            case UPSCALER -> "upscaler";
            case SEGMENTER -> "Segment Anything";
            case DETECTOR -> "detector";
            case INTERROGATOR -> "tagger or captioner";
        };
    }
}
