package org.inpaintj.engine.diffusion.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.inpaintj.model.catalogue.ModelRole;
import org.inpaintj.model.library.ModelLibrary;

/** The textual inversions among the user's models: a word that is one by chance must not stop a job. */
public final class LibraryEmbeddings {

    private static final Set<String> ENDINGS = Set.of(".pt", ".bin", ".safetensors");

    private LibraryEmbeddings() {}

    /**
     * A folder with what the user's models add to it. Where both know a word, the folder counts.
     *
     * @param prompts only files whose names stand in them are looked at
     */
    public static EmbeddingFolder besides(final EmbeddingFolder folder, final String prompts) {
        final ModelLibrary library = ModelLibrary.standard();
        final String text = prompts.toLowerCase(Locale.ROOT).replace('\\', '/');
        final Map<String, Path> files = new TreeMap<>();
        final List<String> notes = new ArrayList<>();
        final Set<String> own = Set.copyOf(folder.names());
        library.stems(ENDINGS).forEach((name, paths) -> {
            if (name.isBlank() || !text.contains(name) || own.contains(name))
                return;
            final List<Path> fitting = paths.stream().filter(path -> library.isFor(path, ModelRole.EMBEDDING)).toList();
            if (fitting.size() == 1)
                files.put(name, fitting.get(0));
            else if (fitting.size() > 1)
                several(name, fitting, text, files, notes);
        });
        return files.isEmpty() && notes.isEmpty() ? folder : folder.with(files, notes);
    }

    /** Of several of one name, the one that the prompt calls by its folder too. */
    private static void several(final String name, final List<Path> paths, final String text,
            final Map<String, Path> files, final List<String> notes) {
        final Map<String, Path> longer = new TreeMap<>();
        for (final Path path : paths)
            longer.put(path.getParent().getFileName().toString().toLowerCase(Locale.ROOT) + '/' + name, path);
        final Map<String, Path> named = new TreeMap<>(longer);
        named.keySet().removeIf(each -> !text.contains(each));
        files.putAll(named);
        if (named.isEmpty())
            notes.add("The word '" + name + "' is the name of several embeddings in your folders of models, so it "
                    + "stayed a word; write " + longer.keySet().stream().map(each -> "'" + each + "'")
                            .collect(Collectors.joining(" or ")) + ".");
    }
}
