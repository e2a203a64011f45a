package org.inpaintj.ui.panel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ij.IJ;
import ij.Prefs;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.roi.RecentModels;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.params.MacroLine;
import org.inpaintj.params.Parameters;

/**
 * All that the panel is told: the mode, what is typed for all modes, and what is set for each. ImageJ's preferences
 * keep it. On the event thread, but for {@link #read} and copies.
 */
public final class PanelSettings {

    /** Keys that have an input of their own in the panel. */
    public static final List<String> FIELDS = List.of("model", "strength", "candidates", "seed", "directions", "expand",
            "styles", "negative", "prompt");

    /** What stays the same when the mode changes. */
    private static final Set<String> SHARED = Set.of("prompt", "negative", "styles", "stylebook", "candidates", "seed");
    private static final String PLACE = "inpaintj.panel.", MODE = PLACE + "mode", ALL = PLACE + "all";

    private PanelMode mode = PanelMode.FILL;
    private final Map<String, String> shared = new LinkedHashMap<>();
    private final Map<PanelMode, Map<String, String>> own = new EnumMap<>(PanelMode.class);

    private PanelSettings() {
        for (final PanelMode each : PanelMode.values())
            own.put(each, new LinkedHashMap<>());
    }

    /** As ImageJ's preferences keep them; any thread. What cannot be read is said in the log and left out. */
    public static PanelSettings read() {
        final PanelSettings settings = new PanelSettings();
        for (final PanelMode each : PanelMode.values()) {
            if (each.word().equals(Prefs.get(MODE, "")))
                settings.mode = each;
            settings.own.get(each).putAll(line(PLACE + each.word()));
        }
        settings.shared.putAll(line(ALL));
        return settings;
    }

    private static Map<String, String> line(final String place) {
        try {
            return MacroLine.parse(Prefs.get(place, ""));
        } catch (final InpaintException e) {
            IJ.log("InpaintJ Panel does not know what was typed the last time: " + e.getMessage());
            return Map.of();
        }
    }

    /** Gives them to ImageJ's preferences. */
    public void save() {
        Prefs.set(MODE, mode.word());
        Prefs.set(ALL, MacroLine.format(shared));
        own.forEach((each, texts) -> Prefs.set(PLACE + each.word(), MacroLine.format(texts)));
    }

    /** The same, for another thread. */
    public PanelSettings copy() {
        final PanelSettings copy = new PanelSettings();
        copy.mode = mode;
        copy.shared.putAll(shared);
        own.forEach((each, texts) -> copy.own.get(each).putAll(texts));
        return copy;
    }

    public PanelMode mode() {
        return mode;
    }

    public void choose(final PanelMode other) {
        mode = other;
    }

    /** What is typed for a key; empty if nothing is. */
    public String text(final String key) {
        return place(key).getOrDefault(key, "");
    }

    /** Whether a key is set, be it to nothing. */
    public boolean has(final String key) {
        return place(key).containsKey(key);
    }

    public void set(final String key, final String text) {
        place(key).put(key, text);
    }

    /** Leaves a key to its default or to the mode's recipe. */
    public void clear(final String key) {
        place(key).remove(key);
    }

    private Map<String, String> place(final String key) {
        return SHARED.contains(key) ? shared : own.get(mode);
    }

    /** The model of the mode: the one that was chosen, else the one that painted by words last; auto is none. */
    public String model() {
        if (has("model"))
            return text("model").isBlank() ? "auto" : text("model");
        return mode.prompts() ? RecentModels.paths().stream().filter(PanelSettings::diffuses).findFirst()
                .orElse("auto") : "auto";
    }

    /** As far as the name and the kind of a file tell it. */
    private static boolean diffuses(final String model) {
        final Path path = Path.of(model);
        return Files.isDirectory(path) || Checkpoint.isLikely(path);
    }

    /** All that is set for the mode, with its model: keys to texts. */
    public Map<String, String> given() {
        final Map<String, String> given = new LinkedHashMap<>(own.get(mode));
        given.putAll(shared);
        given.put("model", model());
        // what removes is the embedded engine only where nothing else is named
        if (mode == PanelMode.REMOVE)
            given.putIfAbsent("engine", "auto");
        return given;
    }

    /**
     * The keys of a run: what is set, and what the mode's recipe sets, of those that mean something.
     *
     * @param offered those that do
     */
    public Map<String, String> keys(final Set<String> offered) {
        final Map<String, String> keys = new LinkedHashMap<>(mode.recipe(offered));
        given().forEach((key, text) -> {
            if (offered.contains(key) && !text.isBlank())
                keys.put(key, text);
        });
        return keys;
    }

    /** What is set and has no input in the panel, of the keys that mean something. */
    public Map<String, String> hidden(final Set<String> offered) {
        final Map<String, String> hidden = new LinkedHashMap<>(own.get(mode));
        hidden.putAll(shared);
        hidden.keySet().removeIf(key -> FIELDS.contains(key) || !offered.contains(key));
        return hidden;
    }

    /** Takes off all that has no input in the panel. */
    public void clearHidden() {
        own.get(mode).keySet().removeIf(key -> !FIELDS.contains(key));
        shared.keySet().removeIf(key -> !FIELDS.contains(key));
    }

    /**
     * Takes what the dialog with all settings was answered. What meant nothing when it opened was not in it, and stays
     * unless it was set there.
     *
     * @param answers all its inputs
     * @param offered those that meant something when it opened
     * @param keys    with the defaults
     */
    public void take(final Map<String, String> answers, final Set<String> offered, final Parameters<?> keys) {
        final Map<String, String> recipe = mode.recipe(offered);
        answers.forEach((key, text) -> {
            final boolean normal = text.equals(recipe.getOrDefault(key, keys.defaultOf(key)));
            if (!normal || key.equals("model"))
                set(key, text);
            else if (offered.contains(key))
                clear(key);
        });
    }
}
