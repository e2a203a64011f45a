package org.inpaintj.model.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;

/**
 * A checkpoint is the index of a file of weights: which tensors it has and where each of them lies. Safetensors files,
 * PyTorch files of both kinds (ZIP archives since PyTorch 1.6, pickles before) and the index of several such files
 * ({@code ….index.json}) are told apart by their contents. Immutable; no value is kept, and no file stays open.
 */
public final class Checkpoint {

    private final Path file;
    private final List<Path> files;
    private final Map<String, StoredTensor> tensors;
    private final Map<String, String> metadata;
    private final Map<String, Double> numbers;

    Checkpoint(final Path file, final List<Path> files, final Map<String, StoredTensor> tensors,
            final Map<String, String> metadata, final Map<String, Double> numbers) {
        this.file = file;
        this.files = List.copyOf(files);
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
        this.numbers = Collections.unmodifiableMap(numbers);
    }

    /**
     * Reads the index of a file, or of all files that an {@code ….index.json} names; one of these, called
     * {@code …-00001-of-00002.safetensors}, stands for all of them.
     *
     * @throws InpaintException in one sentence if it is no such file, is damaged or cannot be read
     */
    public static Checkpoint read(final Path file) {
        final Path whole = ShardIndex.beside(file).orElse(file);
        return CheckpointFormat.of(whole).read(whole);
    }

    /** Whether a file begins as one that {@link #read} reads; cheap, and false for what cannot be read. */
    public static boolean isLikely(final Path file) {
        return CheckpointFormat.likely(file).isPresent();
    }

    /** What was read; a real path, without links. */
    public Path file() {
        return file;
    }

    /** The files that hold the tensors; real paths, without links. */
    public List<Path> files() {
        return files;
    }

    /**
     * The tensors by their names, in the file's order. Those whose type or extent makes no sense are of type
     * {@code UNDEFINED}, and whoever reads one is told so. Dictionaries around the weights of a PyTorch file
     * ({@code state_dict}, {@code params_ema}, ...) and prefixes that all names have ({@code module.}, {@code netG.})
     * are left out.
     */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** The texts that a safetensors file says of itself, without those of more than 64 K letters. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** Numbers beside the weights of a PyTorch file, such as {@code global_step}. */
    public Map<String, Double> numbers() {
        return numbers;
    }

    /** The tensors whose names begin so, under their names without it. */
    public Checkpoint under(final String prefix) {
        final Map<String, StoredTensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length())
                part.put(name.substring(prefix.length()), tensor.named(name.substring(prefix.length())));
        });
        return new Checkpoint(file, files, part, metadata, numbers);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
