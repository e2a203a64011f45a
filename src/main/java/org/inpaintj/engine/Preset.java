package org.inpaintj.engine;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Values that suit a purpose: the recipes of the guides to the Stable Diffusion WebUI. A preset gives its values to the
 * keys that are not given themselves. All presets set the same keys, so that one leaves nothing of another behind.
 * Where the guides use soft inpainting, the feather is twice as wide as usual.
 */
public enum Preset {

    /** Leaves everything as it is. */
    NONE,
    /** What is around grows over the selection. */
    REMOVE("0.5", "fill", "4"),
    /** Something else in its place, of nearly its outline. */
    REPLACE("0.85", "noise", "8"),
    /** Something that has been roughly painted there, or that the place suggests. */
    ADD("0.5", "original", "8"),
    /** Something out of nothing. */
    CREATE("1", "noise", "8"),
    /** The same thing, but different. */
    MODIFY("0.7", "original", "8"),
    /** What is too small to be drawn well: painted again at the model's size. */
    REPAIR_DETAIL("0.35", "original", "4"),
    /** A selection along a seam. */
    SEAM_REPAIR("0.7", "original", "8"),
    /** A rough sketch becomes a picture. */
    SKETCH("0.85", "original", "4");

    private static final String KEY = "preset";

    private final Map<String, String> recipe = new LinkedHashMap<>();

    Preset() {}

    Preset(final String strength, final String content, final String blur) {
        recipe.put("strength", strength);
        recipe.put("blur", blur);
        recipe.put("content", content);
        recipe.put("area", "masked");
        recipe.put("padding", "32");
    }

    /** Keys to values; none for {@link #NONE}. */
    public Map<String, String> recipe() {
        return Map.copyOf(recipe);
    }

    /**
     * Adds to texts what the preset they name has for keys they do not give.
     *
     * @param keys those that mean something where the texts come from; others are not added
     * @return the same texts if they name no preset, or none that exists
     */
    public static Map<String, String> expand(final Map<String, String> given, final Collection<String> keys) {
        final Map<String, String> all = new LinkedHashMap<>(given);
        named(given).recipe.forEach((key, value) -> {
            if (keys.contains(key))
                all.putIfAbsent(key, value);
        });
        return all;
    }

    /** The preset that texts name; {@link #NONE} if they name none, or none that exists. */
    public static Preset named(final Map<String, String> given) {
        final String word = given.getOrDefault(KEY, "").trim().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(preset -> preset.word().equals(word)).findFirst().orElse(NONE);
    }

    /** Whether a key has the value that this preset gives it. */
    public boolean sets(final String key, final Request request) {
        return recipe.containsKey(key) && request.values().get(key).equals(recipe.get(key));
    }

    /** As people and macros write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
