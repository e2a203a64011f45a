package org.inpaintj.engine.diffusion.embedding;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FolderScan;

/**
 * The textual inversions of a folder, by the names of their files without what follows the last dot; upper and lower
 * case are the same. Files are read when a prompt names them. For one thread.
 */
public final class EmbeddingFolder {

    private static final Set<String> ENDINGS = Set.of("pt", "bin", "safetensors");
    private static final Set<String> PICTURES = Set.of("png", "webp");

    /** Of nobody who has any. */
    public static final EmbeddingFolder NONE = new EmbeddingFolder(Map.of());

    private final Map<String, Path> files;
    private final Map<String, Embedding> read = new LinkedHashMap<>();
    private final Set<String> fitting = new HashSet<>();

    private EmbeddingFolder(final Map<String, Path> files) {
        this.files = files;
    }

    /**
     * Lists a folder and those in it.
     *
     * @throws InpaintException if two files have one name
     */
    public static EmbeddingFolder of(final Path folder) {
        final Map<String, Path> files = new TreeMap<>();
        for (final Path file : FolderScan.files(folder)) {
            final String full = file.getFileName().toString();
            final int dot = full.lastIndexOf('.');
            final String ending = dot < 0 ? "" : full.substring(dot + 1).toLowerCase(Locale.ROOT);
            if (dot <= 0 || !ENDINGS.contains(ending) && !PICTURES.contains(ending))
                continue;
            final String name = full.substring(0, dot).toLowerCase(Locale.ROOT);
            final Path other = files.get(name);
            if (other == null || isPicture(other))
                files.put(name, file);
            else if (!isPicture(file))
                throw new InpaintException("Two embeddings are called " + name + ": " + other + " and " + file
                        + "; rename one of them.");
        }
        return new EmbeddingFolder(files);
    }

    private static boolean isPicture(final Path file) {
        final String name = file.toString().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(ending -> name.endsWith('.' + ending));
    }

    /** The names, in lower case. */
    Collection<String> names() {
        return files.keySet();
    }

    /** @throws InpaintException if the file is no textual inversion */
    Embedding get(final String name) {
        return read.computeIfAbsent(name, n -> {
            final Path file = files.get(n);
            if (isPicture(file))
                throw new InpaintException(file + " is a picture with an embedding in it, which is not supported; use"
                        + " the .pt or .safetensors of it, or rename the picture.");
            return Embedding.read(n, file);
        });
    }

    /** Says that an encoder takes the vectors of a name. */
    void fitted(final String name) {
        fitting.add(name);
    }

    /** Whether any encoder takes the vectors of a name. */
    boolean fits(final String name) {
        return fitting.contains(name);
    }

    /** The files that prompts have used so far. */
    public List<Path> used() {
        return read.values().stream().map(Embedding::file).toList();
    }
}
