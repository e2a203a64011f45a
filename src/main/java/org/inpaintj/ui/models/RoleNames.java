package org.inpaintj.ui.models;

import org.inpaintj.language.Translation;
import org.inpaintj.model.catalogue.ModelRole;

/** What users call the roles of models. */
final class RoleNames {

    private RoleNames() {}

    static String of(final ModelRole role) {
        return switch (role) {
            case MODEL -> Translation.of("model");
            case VAE -> "VAE";
            case LORA -> "LoRA";
            case CONTROLNET -> "ControlNet";
            case PREPROCESSOR -> Translation.of("preprocessor");
            case EMBEDDING -> Translation.of("embedding");
            case UPSCALER -> Translation.of("upscaler");
            case SEGMENTER -> "Segment Anything";
            case DETECTOR -> Translation.of("detector");
            case INTERROGATOR -> Translation.of("tagger or captioner");
        };
    }
}
