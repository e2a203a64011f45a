package org.inpaintj.outpaint;

import java.util.Locale;
import java.util.Map;

import org.inpaintj.params.Recipe;

/**
 * How new ground is prepared and painted: the methods of the Stable Diffusion WebUI's outpainting scripts, and of the
 * embedded engine. Each stands for the mask blur and the masked content that its script has by default.
 */
public enum OutpaintMethod implements Recipe {

    /** The one of the engine that runs: mk2 if it starts from what is there, patch otherwise. */
    AUTO("8", "original"),
    /** Outpainting mk2: noise like the image, a pass a side. */
    MK2("8", "original"),
    /** Poor man's outpainting: tiles over an empty border. */
    POOR("4", "fill"),
    /** Mosaic outpainting: tiles of colour from the mirrored image, in one pass. */
    MOSAIC("8", "original"),
    /** By an engine that learns from the surroundings alone. */
    PATCH("8", "original");

    private final Map<String, String> recipe;

    OutpaintMethod(final String blur, final String content) {
        recipe = Map.of("blur", blur, "content", content);
    }

    @Override
    public Map<String, String> recipe() {
        return recipe;
    }

    /** As people and macros write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
