package org.inpaintj.engine.diffusion.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    public static final EmbeddingFolder NONE = new EmbeddingFolder(Map.of(), Map.of(), List.of());

    private final Map<String, Path> files;
    private final Map<String, Path> chance;
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<String, Embedding> read = new LinkedHashMap<>();
    private final Set<String> fitting = new TreeSet<>();

    private EmbeddingFolder(final Map<String, Path> files, final Map<String, Path> chance, final List<String> notes) {
        this.files = files;
        this.chance = chance;
        this.notes.addAll(notes);
    }

    /**
     * These and others that nobody named: what does not fit of them stays a word.
     *
     * @param others by their words in lower case
     * @param told   what the user should know of them
     */
    EmbeddingFolder with(final Map<String, Path> others, final List<String> told) {
        return new EmbeddingFolder(files, Map.copyOf(others), told);
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
        return new EmbeddingFolder(files, Map.of(), List.of());
    }

    private static boolean isPicture(final Path file) {
        final String name = file.toString().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(ending -> name.endsWith('.' + ending));
    }

    /** The names, in lower case. */
    Collection<String> names() {
        final Set<String> names = new TreeSet<>(files.keySet());
        names.addAll(chance.keySet());
        return names;
    }

    /** Whether nobody named the file of a word, so that it may be a word by chance. */
    boolean isChance(final String name) {
        return chance.containsKey(name);
    }

    /** Says why a word stays one though a file has its name. */
    void stays(final String name, final String why) {
        notes.add("The word '" + name + "' stayed a word, though " + chance.get(name).getFileName()
                + " in your folders of models has its name: " + why + ".");
    }

    /** What the user should know, full sentences. */
    public List<String> notes() {
        final List<String> all = new ArrayList<>(notes);
        for (final String name : fitting)
            if (isChance(name))
                all.add("The word '" + name + "' stands for the embedding " + chance.get(name).getFileName()
                        + " in your folders of models.");
        return all;
    }

    /** @throws InpaintException if the file is no textual inversion */
    Embedding get(final String name) {
        return read.computeIfAbsent(name, n -> {
            final Path file = isChance(n) ? chance.get(n) : files.get(n);
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
        return read.entrySet().stream().filter(e -> !isChance(e.getKey()) || fits(e.getKey()))
                .map(e -> e.getValue().file()).toList();
    }
}
