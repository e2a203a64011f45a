package org.inpaintj.model;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.FileNames;
import org.inpaintj.core.InpaintException;

/**
 * Turns what a user names a model by into its file or folder: a path, or the last name of a path that was used before.
 * What was used before is asked of {@link UsedModels} at every call, so that nothing is remembered here. Thread-safe if
 * that is.
 */
public final class ModelLocator {

    /** Knows paths alone: for engines, whose requests name paths by the time they run. */
    public static final ModelLocator PATHS = new ModelLocator(List::of);

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

    /** The path of a model that is given by its path or by its name alone; what is given if neither is known. */
    public String find(final String text) {
        return isThere(text) ? text : named(text).stream().findFirst().orElse(text);
    }

    /** The paths of all models of a name that are there, the one used last first. What is given is no path. */
    public List<String> named(final String name) {
        return used.paths().stream().filter(path -> FileNames.last(path).equals(name) && isThere(path)).toList();
    }

    /**
     * The file or folder of a model.
     *
     * @param text   what the user gave
     * @param wanted what it has to be
     * @throws InpaintException if it names nothing, in the words of {@code wanted}
     */
    public Path locate(final String text, final WantedModel wanted) {
        if (text.isBlank())
            throw new InpaintException(wanted.unnamed());
        final String known = find(text);
        final Path path = path(isThere(known) ? known : text.strip())
                .orElseThrow(() -> new InpaintException(wanted.noPath().formatted(text)));
        if (!wanted.kind().fits(path))
            throw new InpaintException(wanted.absent().formatted(text));
        return path;
    }
}
