package org.inpaintj.imagej.roi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ij.Prefs;

import org.inpaintj.engine.Request;
import org.inpaintj.model.ModelLocator;
import org.inpaintj.model.catalogue.ModelRole;

/**
 * ImageJ's preferences hold here the models used last, folders and files. Records of results name a model by its
 * folder's name alone, for a path says who the user is; here it is found again.
 */
public final class RecentModels {

    private static final int MOST = 12;

    /** What models are for; each kind has a list of its own. */
    public enum Kind {
        PAINTER("inpaintj.models"), SEGMENTER("inpaintj.segmenters"), DETECTOR("inpaintj.detectors"),
        UPSCALER("inpaintj.upscalers"), INTERROGATOR("inpaintj.interrogators");

        private final String key;

        Kind(final String key) {
            this.key = key;
        }
    }

    private RecentModels() {}

    /** Paths of those that paint, the one used last first. */
    public static List<String> paths() {
        return paths(Kind.PAINTER);
    }

    /** Paths, the one used last first. */
    public static synchronized List<String> paths(final Kind kind) {
        return Prefs.get(kind.key, "").lines().filter(line -> !line.isBlank()).toList();
    }

    /** Puts one of those that paint first; what is not there is passed over. */
    public static void remember(final String model) {
        remember(Kind.PAINTER, model);
    }

    /** Puts one first; what is not there is passed over. */
    public static synchronized void remember(final Kind kind, final String model) {
        if (!ModelLocator.isThere(model))
            return;
        final List<String> all = new ArrayList<>(paths(kind));
        final String path = Path.of(model).toAbsolutePath().normalize().toString();
        all.remove(path);
        all.add(0, path);
        Prefs.set(kind.key, String.join("\n", all.subList(0, Math.min(MOST, all.size()))));
    }

    /** The path of a model that is given by its name alone, or what is given. */
    public static String find(final String model) {
        return find(Kind.PAINTER, model);
    }

    /** The same of a kind. */
    public static String find(final Kind kind, final String model) {
        return locator(kind).find(model);
    }

    /** The paths of all models of a name, the one used last first. */
    public static List<String> named(final String name) {
        return named(Kind.PAINTER, name);
    }

    /** The same of a kind. What is given is compared with names, and no path. */
    public static List<String> named(final Kind kind, final String name) {
        return locator(kind).named(name);
    }

    /**
     * The paths of all models of a name for a role: those used before, then those that are known by it otherwise. What
     * is given is compared with names, and no path.
     */
    public static List<String> known(final ModelRole role, final String name) {
        return locator(switch (role) {
            case SEGMENTER -> Kind.SEGMENTER;
            case DETECTOR -> Kind.DETECTOR;
            case UPSCALER -> Kind.UPSCALER;
            case INTERROGATOR -> Kind.INTERROGATOR;
            default -> Kind.PAINTER;
        }).named(name, role);
    }

    /** Finds models of a kind by their paths, or by their names where they are remembered. */
    public static ModelLocator locator(final Kind kind) {
        return new ModelLocator(() -> paths(kind));
    }

    /** A request with the paths of models that are given by their names. */
    public static Request found(final Request asked) {
        final Map<String, String> paths = new HashMap<>();
        paths.put("model", find(asked.model()));
        paths.put("segmenter", find(Kind.SEGMENTER, asked.segmenter()));
        for (final String key : asked.ownModels())
            paths.put(key, find(asked.text(key)));
        return asked.keys().with(asked, paths);
    }
}
