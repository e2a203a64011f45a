package org.inpaintj.model.library;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.core.Platform;

/**
 * The folders of models that a user named: kept in {@code model-folders.json} in the user's folder for settings, and
 * besides in the environment variable {@value #VARIABLE}, separated as the system's paths are. Thread-safe.
 *
 * @param file      of the settings, which need not exist; empty if the system names no home
 * @param variables the values of environment variables, null for those that are not set
 */
public record LibraryFolders(Optional<Path> file, UnaryOperator<String> variables) {

    /** Names further folders. */
    public static final String VARIABLE = "INPAINTJ_MODEL_FOLDERS";

    private static final String KEY = "folders";
    private static final int MOST = 100;

    /** Those of this user. */
    public static LibraryFolders ofUser() {
        return new LibraryFolders(Platform.config().map(folder -> folder.resolve("model-folders.json")),
                System::getenv);
    }

    /**
     * The folders, absolute; they need not be there.
     *
     * @throws InpaintException if the settings are damaged
     */
    public List<Path> all() {
        final Set<Path> all = new LinkedHashSet<>(kept());
        all.addAll(named());
        return List.copyOf(all);
    }

    /** Those of the variable. */
    private List<Path> named() {
        final String text = variables.apply(VARIABLE);
        final List<Path> named = new ArrayList<>();
        if (text != null)
            for (final String each : text.split(java.util.regex.Pattern.quote(File.pathSeparator)))
                if (!each.isBlank())
                    named.add(path(each.strip(), "The environment variable " + VARIABLE));
        return named;
    }

    private synchronized List<Path> kept() {
        final List<Path> kept = new ArrayList<>();
        if (file.isPresent() && Files.exists(file.get()))
            for (final String text : SmallText.json(file.get()).texts(KEY))
                kept.add(path(text, "'" + file.get() + "'"));
        return kept;
    }

    private static Path path(final String text, final String where) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (final InvalidPathException e) {
            throw new InpaintException(where + " names '" + text + "', which is no path: correct it.", e);
        }
    }

    /**
     * Puts a folder at the end of the settings, if it is not there yet. The folder itself is only looked at.
     *
     * @param folder of a program, or any other; or an {@code extra_model_paths.yaml}
     * @return whose it is
     * @throws InpaintException if it is not there, or the settings cannot be written
     */
    public synchronized LibraryFolder add(final Path folder) {
        final Path wanted = folder.toAbsolutePath().normalize();
        final boolean yaml = Files.isRegularFile(wanted) && wanted.toString().matches("(?i).*\\.ya?ml");
        if (!Files.isDirectory(wanted) && !yaml)
            throw new InpaintException("There is no folder '" + wanted + "': give one with models, that of a program "
                    + "such as ComfyUI, or an extra_model_paths.yaml.");
        final List<Path> kept = kept();
        if (!kept.contains(wanted)) {
            if (kept.size() == MOST)
                throw new InpaintException("There are " + MOST + " folders of models already: remove one first.");
            kept.add(wanted);
            write(kept);
        }
        return LibraryFolder.of(wanted, variables);
    }

    /**
     * Takes a folder out of the settings. The folder itself stays as it is.
     *
     * @throws InpaintException if it is not among them, or they cannot be written
     */
    public synchronized void remove(final Path folder) {
        final List<Path> kept = kept();
        if (!kept.remove(folder.toAbsolutePath().normalize()))
            throw new InpaintException("'" + folder + "' is not among the folders of models"
                    + (kept.isEmpty() ? ", of which there are none" : ": there are " + String.join(", ",
                            kept.stream().map(Path::toString).toList()))
                    + (named().isEmpty() ? "." : "; those of " + VARIABLE + " are set there."));
        write(kept);
    }

    private void write(final List<Path> folders) {
        final Path to = file.orElseThrow(() -> new InpaintException("The system names no home folder for this user, so "
                + "folders of models cannot be kept: name them in " + VARIABLE + "."));
        final JsonArray array = new JsonArray();
        folders.forEach(each -> array.add(each.toString()));
        final JsonObject all = new JsonObject();
        all.add(KEY, array);
        try {
            Files.createDirectories(to.getParent());
            try (PartFile part = new PartFile(to, ".json")) {
                Files.write(part.path(), (new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create()
                        .toJson(all) + "\n").getBytes(StandardCharsets.UTF_8));
                part.commit(note -> { });
            }
        } catch (final IOException e) {
            throw new InpaintException("'" + to + "' cannot be written (" + e.getMessage()
                    + "): check its permissions.", e);
        }
    }
}
