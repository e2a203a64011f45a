package org.inpaintj.engine.diffusion.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.model.folder.TextEncoderFile;

/**
 * The vectors of one word (textual inversion). Immutable.
 *
 * @param name    the word
 * @param file    that holds them
 * @param vectors one a token, for each encoder that they are made for
 */
record Embedding(String name, Path file, Map<Slot, List<float[]>> vectors) {

    /** Which text encoder vectors are for. */
    enum Slot {
        /** The only one. */
        ALONE("emb_params"),
        /** OpenAI's CLIP of the XL family. */
        CLIP_L("clip_l"),
        /** OpenCLIP of the XL family. */
        CLIP_G("clip_g");

        private final String key;

        Slot(final String key) {
            this.key = key;
        }
    }

    private static final String LEGACY = "string_to_param";
    /** As many tokens as a text has. */
    private static final int MOST = 75;

    /**
     * Reads a file in any of the forms that are published.
     *
     * @throws InpaintException if it is none
     */
    static Embedding read(final String name, final Path file) {
        final Map<String, StoredTensor> tensors = Checkpoint.read(file).tensors();
        final Map<Slot, List<float[]>> vectors = new EnumMap<>(Slot.class);
        for (final Slot slot : Slot.values())
            if (tensors.containsKey(slot.key))
                vectors.put(slot, rows(file, tensors.get(slot.key)));
        if (vectors.isEmpty())
            alone(tensors).ifPresent(tensor -> vectors.put(Slot.ALONE, rows(file, tensor)));
        if (vectors.isEmpty())
            throw new InpaintException(file + " is no textual inversion: it holds " + tensors.size()
                    + " tensors where one is expected; take it out of the folder of embeddings, or rename it.");
        return new Embedding(name, file, vectors);
    }

    private static Optional<StoredTensor> alone(final Map<String, StoredTensor> tensors) {
        final List<String> legacy = tensors.keySet().stream().filter(key -> key.startsWith(LEGACY)).toList();
        if (legacy.size() == 1)
            return Optional.of(tensors.get(legacy.get(0)));
        return tensors.size() == 1 ? tensors.values().stream().findFirst() : Optional.empty();
    }

    private static List<float[]> rows(final Path file, final StoredTensor tensor) {
        final int rank = tensor.dims().size();
        final long count = rank == 2 ? tensor.size(0) : 1, width = rank == 0 ? 0 : tensor.size(-1);
        if (rank < 1 || rank > 2 || count < 1 || count > MOST || width < 1)
            throw new InpaintException(file + " is no textual inversion: its vectors are of shape " + tensor.dims()
                    + ", and at most " + MOST + " of them fit into a prompt.");
        final float[] values = TensorValues.floats(tensor);
        final List<float[]> rows = new ArrayList<>();
        for (int r = 0; r < count; r++)
            rows.add(Arrays.copyOfRange(values, (int) (r * width), (int) ((r + 1) * width)));
        return rows;
    }

    /** The vectors for a text encoder; empty if they are made for another. */
    Optional<List<float[]>> forEncoder(final TextEncoderFile encoder) {
        final Slot own = encoder.quickGelu() ? Slot.CLIP_L : Slot.CLIP_G;
        return Optional.ofNullable(vectors.getOrDefault(own, vectors.get(Slot.ALONE)))
                .filter(rows -> rows.get(0).length == encoder.width());
    }

    /** How wide its vectors are, for messages. */
    String widths() {
        return String.join(" and ", vectors.values().stream()
                .map(rows -> Integer.toString(rows.get(0).length)).toList());
    }
}
