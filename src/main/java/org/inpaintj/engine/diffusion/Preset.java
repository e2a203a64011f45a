package org.inpaintj.engine.diffusion;

import java.util.Locale;
import java.util.Map;

import org.inpaintj.params.Recipe;

/**
 * Values that suit a purpose: the recipes of the guides to the Stable Diffusion WebUI. A preset gives its values to the
 * keys that are not given themselves. All presets set the same keys, so that one leaves nothing of another behind.
 * Where the guides use soft inpainting, it is on and the blur is twice as wide as usual.
 */
public enum Preset implements Recipe {

    /** Leaves everything as it is. */
    NONE(Map.of()),
    /** What is around grows over the selection. */
    REMOVE("0.5", "fill", "4", false),
    /** Something else in its place, of nearly its outline. */
    REPLACE("0.85", "noise", "8", true),
    /** Something that has been roughly painted there, or that the place suggests. */
    ADD("0.5", "original", "8", true),
    /** Something out of nothing. */
    CREATE("1", "noise", "8", true),
    /** The same thing, but different. */
    MODIFY("0.7", "original", "8", true),
    /** What is too small to be drawn well: painted again at the model's size. */
    REPAIR_DETAIL("0.35", "original", "4", false),
    /** A selection along a seam. */
    SEAM_REPAIR("0.7", "original", "8", true),
    /** A rough sketch becomes a picture. */
    SKETCH("0.85", "original", "4", false);

    private final Map<String, String> recipe;

    Preset(final Map<String, String> recipe) {
        this.recipe = recipe;
    }

    Preset(final String strength, final String content, final String blur, final boolean soft) {
        this(Map.of("strength", strength, "blur", blur, "content", content, "soft", Boolean.toString(soft), "area",
                "masked", "padding", "32"));
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
