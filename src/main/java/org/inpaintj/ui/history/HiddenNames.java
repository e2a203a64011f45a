package org.inpaintj.ui.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.batch.BatchKeys;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.SceneInput;
import org.inpaintj.engines.Engines;
import org.inpaintj.imagej.large.LargeKeys;
import org.inpaintj.params.Key;
import org.inpaintj.ui.run.CommandRun;

/**
 * Names of images that a run was told, where the user does not want them kept.
 *
 * @param values keys to the names, which are left out
 * @param title  of the image; empty if there is none
 */
record HiddenNames(Map<String, String> values, String title) {

    /** Where they are kept. */
    static final HiddenNames NONE = new HiddenNames(Map.of(), "");

    static HiddenNames of(final CommandRun run) {
        final Map<String, String> named = new TreeMap<>(run.keys());
        named.entrySet().removeIf(key -> !names(key.getKey(), key.getValue()));
        return new HiddenNames(named, run.image().map(ImagePlus::getTitle).orElse(""));
    }

    /** Whether a value is the title or the path of an image or of a folder of images, and not a word for one. */
    private static boolean names(final String key, final String value) {
        if (value.isBlank() || value.equals(Request.PAINTED) || value.equalsIgnoreCase(SceneInput.SHOWN))
            return false;
        return key.equals("labels") || isOfFiles(key)
                || Engines.found().keys().has(key) && Engines.found().keys().describe(key).path() == Key.Path.IMAGE
                || Arrays.asList(WindowManager.getImageTitles()).contains(value);
    }

    private static boolean isOfFiles(final String key) {
        return Stream.of(BatchKeys.KEYS, LargeKeys.KEYS)
                .anyMatch(keys -> keys.has(key) && keys.describe(key).path() != Key.Path.NONE);
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    Map<String, String> without(final Map<String, String> all) {
        final Map<String, String> rest = new LinkedHashMap<>(new TreeMap<>(all));
        rest.keySet().removeAll(values.keySet());
        return rest;
    }

    /** A sentence without them. What is told of many files has names in quotation marks that no key has. */
    String without(final String sentence) {
        final List<String> names = new ArrayList<>(values.values());
        names.add(title);
        names.removeIf(String::isEmpty);
        names.sort(Comparator.comparing(String::length).reversed());
        String text = values.keySet().stream().anyMatch(HiddenNames::isOfFiles)
                ? sentence.replaceAll("(?s)'.*'", "'...'") : sentence;
        for (final String name : names)
            text = text.replace(name, "...");
        return text;
    }
}
