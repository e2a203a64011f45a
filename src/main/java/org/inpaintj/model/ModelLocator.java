package org.inpaintj.model;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;
import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.catalogue.ModelStore;
import org.inpaintj.model.library.ModelLibrary;

/**
 * Turns what a user names a model by into its file or folder. Looked for are, in this order: a path that is there, the
 * last name of a path that was used before, the id of a model in the {@link ModelStore}, and a name in the user's
 * {@link ModelLibrary}. What was used before is asked of {@link UsedModels} at every call, so that nothing is
 * remembered here. Thread-safe if that is.
 */
public final class ModelLocator {

    /** Knows what needs no memory of an earlier use: for engines, scripts and servers. */
    public static final ModelLocator STANDARD = new ModelLocator(List::of);

    /** The models of one kind that were used before. */
    @FunctionalInterface
    public interface UsedModels {

        /** Their paths, the one used last first; they need not be there any more. */
        List<String> paths();
    }

    private final UsedModels used;

    /** For models of a kind. */
    public ModelLocator(final UsedModels used) {
        this.used = used;
    }

    /** Whether a text is the path of something that is there. */
    public static boolean isThere(final String text) {
        return !text.isBlank() && path(text).filter(Files::exists).isPresent();
    }

    /** A text as a path, if it can be one; whether it is there is another question. */
    public static Optional<Path> path(final String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * The path of a model that is given by its path or by the name of one that was used before; what is given if
     * neither is known, for the name may be one that {@link #place} knows, or a server.
     */
    public String find(final String text) {
        return isThere(text) ? text : named(text).stream().findFirst().orElse(text);
    }

    /** The paths of all models of a name that are there, the one used last first. What is given is no path. */
    public List<String> named(final String name) {
        return used.paths().stream().filter(path -> FileNames.last(path).equals(name) && isThere(path)).toList();
    }

    /** The same with those of a role that are known by that name and were not used, which follow. */
    public List<String> named(final String name, final ModelRole role) {
        final Set<String> all = new LinkedHashSet<>(named(name));
        ModelStore.standard().find(name).ifPresent(path -> all.add(path.toString()));
        ModelLibrary.standard().all(name, role).forEach(path -> all.add(path.toString()));
        return List.copyOf(all);
    }

    /**
     * The file or folder of a model that has a name; a path is none, so a text from anybody opens no file but the
     * user's models.
     *
     * @throws InpaintException if the name is that of more than one model, with what tells them apart
     */
    public static Optional<Path> byName(final String name, final ModelRole role) {
        return ModelStore.standard().find(name).or(() -> ModelLibrary.standard().find(name, role));
    }

    /**
     * The file or folder that a name stands for in the user's folders, for records, which tell files as they are named
     * there; empty for a path, and for the id of a model in the store, which is the same for everybody.
     *
     * @throws InpaintException if the name is that of more than one model, with what tells them apart
     */
    public static Optional<Path> inFolders(final String text, final ModelRole role) {
        return text.isBlank() || isThere(text) || ModelStore.standard().find(text.strip()).isPresent()
                ? Optional.empty() : ModelLibrary.standard().find(text, role);
    }

    /**
     * The file or folder of a model; empty if none is known so.
     *
     * @param text what the user gave
     * @throws InpaintException if a name is that of more than one model, with what tells them apart
     */
    public Optional<Path> place(final String text, final ModelRole role) {
        final String bare = text.strip();
        if (bare.isEmpty())
            return Optional.empty();
        for (final String given : List.of(text, bare)) {
            final String known = find(given);
            if (isThere(known))
                return path(known);
        }
        return byName(bare, role);
    }

    /**
     * Says how a model of the catalogue is fetched, where that is what is missing.
     *
     * @param text what the user gave, and nothing was found by
     * @throws InpaintException if it is the id of a model of the catalogue
     */
    public static void checkFetched(final String text) {
        ModelStore.standard().absent(text.strip()).ifPresent(entry -> {
            throw new InpaintException("'" + entry.id() + "' is in the catalogue but not here: add download=true, or "
                    + "get it with 'models get " + entry.id() + "' on the command line.");
        });
    }

    private static void checkFetched(final String text, final Path path) {
        if (!Files.exists(path))
            checkFetched(text);
    }

    /**
     * The file or folder of a model.
     *
     * @param text   what the user gave
     * @param wanted what it has to be
     * @throws InpaintException if it names nothing, in the words of {@code wanted}, or more than one
     */
    public Path locate(final String text, final WantedModel wanted) {
        if (text.isBlank())
            throw new InpaintException(wanted.unnamed());
        final Path path = wanted.role().flatMap(role -> place(text, role))
                .or(() -> path(find(text)).filter(Files::exists)).or(() -> path(text.strip()))
                .orElseThrow(() -> new InpaintException(wanted.noPath().formatted(text)));
        checkFetched(text, path);
        if (!wanted.kind().fits(path)) {
            final String hint = Files.exists(path) ? ""
                    : wanted.role().map(role -> ModelLibrary.standard().hint(text, role)).orElse("");
            throw new InpaintException(wanted.absent().formatted(text) + (hint.isEmpty() ? "" : " "
                    + Character.toUpperCase(hint.charAt(0)) + hint.substring(1)));
        }
        return path;
    }
}
