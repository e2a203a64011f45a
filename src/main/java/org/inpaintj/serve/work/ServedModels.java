package org.inpaintj.serve.work;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.inpaintj.core.FileNames;

/**
 * The models that clients may name. They know names alone: no path leaves the server and none is taken from a client.
 * Thread-safe.
 */
public interface ServedModels extends AutoCloseable {

    /** None at all. */
    ServedModels NONE = new ServedModels() {
        @Override
        public List<Served> of(final Kind kind) {
            return List.of();
        }

        @Override
        public void rescan() {}
    };

    /** What a file is for. */
    enum Kind {
        /** A whole model: a checkpoint, or the folder of an export; or an eraser. */
        CHECKPOINT,
        VAE, LORA, EMBEDDING, UPSCALER
    }

    /**
     * A model.
     *
     * @param name relative to the folder of models, with / between folders
     * @param path where it is
     */
    record Served(String name, Path path) {

        /** The last part without its ending. */
        public String stem() {
            final String last = FileNames.last(name);
            return last.contains(".") ? last.substring(0, last.lastIndexOf('.')) : last;
        }

        /** As the WebUI names checkpoints: without the ending, folders joined by an underscore. */
        public String modelName() {
            final int folders = name.length() - FileNames.last(name).length();
            return (name.substring(0, folders) + stem()).replace('/', '_');
        }
    }

    /** Those of a kind, in the order of their names. */
    List<Served> of(Kind kind);

    /** A file of that name beside the models, such as styles.csv; it may not be there. */
    default Optional<Path> file(final String name) {
        return Optional.empty();
    }

    /** Looks again what is there. */
    void rescan();

    /** Gives up what the program uses of it. */
    @Override
    default void close() {}

    /** A sentence for clients without the paths of this machine. */
    default String withoutPaths(final String sentence) {
        return sentence;
    }

    /**
     * The model that a client names as the WebUI's clients do: by its title, its name or its stem; else the one of the
     * shortest name that holds the words.
     */
    default Optional<Served> find(final Kind kind, final String wanted) {
        // a title has a digest behind it where the server knew one
        final String words = wanted.strip().replaceFirst(" \\[[0-9a-fA-F]+\\]$", "").replace('\\', '/');
        if (words.isEmpty())
            return Optional.empty();
        final List<Served> all = of(kind);
        return all.stream().filter(one -> one.name().equals(words)).findFirst()
                .or(() -> all.stream().filter(one -> one.stem().equals(words) || one.modelName().equals(words))
                        .findFirst())
                .or(() -> all.stream().filter(one -> one.name().toLowerCase(Locale.ROOT)
                        .contains(words.toLowerCase(Locale.ROOT)))
                        .min((a, b) -> a.name().length() - b.name().length()));
    }
}
