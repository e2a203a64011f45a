package org.inpaintj.image;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.Prefs;

/**
 * The model folders used last, in ImageJ's preferences. Records of results name a model by its folder's name alone, for
 * a path says who the user is; here the folder is found again.
 */
public final class KnownModels {

    private static final String KEY = "inpaintj.models";
    private static final int MOST = 12;

    private KnownModels() {}

    /** Paths of folders, the one used last first. */
    public static synchronized List<String> folders() {
        return Prefs.get(KEY, "").lines().filter(line -> !line.isBlank()).toList();
    }

    /** Puts a folder first; what is no folder is passed over. */
    public static synchronized void remember(final String model) {
        if (!isFolder(model))
            return;
        final List<String> all = new ArrayList<>(folders());
        final String path = Path.of(model).toAbsolutePath().normalize().toString();
        all.remove(path);
        all.add(0, path);
        Prefs.set(KEY, String.join("\n", all.subList(0, Math.min(MOST, all.size()))));
    }

    /** The folder of a model that is given by its name alone, or what is given. */
    static String find(final String model) {
        if (!model.equals(Masks.name(model)) || isFolder(model))
            return model;
        return folders().stream().filter(folder -> Masks.name(folder).equals(model) && isFolder(folder)).findFirst()
                .orElse(model);
    }

    private static boolean isFolder(final String model) {
        try {
            return !model.isBlank() && Files.isDirectory(Path.of(model));
        } catch (final InvalidPathException e) {
            return false;
        }
    }
}
