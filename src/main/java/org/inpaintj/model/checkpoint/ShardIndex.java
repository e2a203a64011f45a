package org.inpaintj.model.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;

/**
 * Reads the index of weights that are split over several files (shards), {@code ….index.json}: its {@code weight_map}
 * says which file beside it holds which tensor.
 */
final class ShardIndex {

    private static final int MOST_SHARDS = 1000;
    /** As the index of a variant, such as fp16, is called, too. */
    private static final Pattern INDEX = Pattern.compile(".+\\.index(\\.\\w+)?\\.json");
    private static final Pattern SHARD = Pattern.compile("(.+?)(\\.\\w+)?-\\d{5}-of-\\d{5}(\\.\\w+)");

    private ShardIndex() {}

    /** Whether a file, of which any may be JSON, is called as indexes are. */
    static boolean isNamedSo(final Path file) {
        return INDEX.matcher(file.getFileName().toString()).matches();
    }

    /** The index of which a file is one of the shards, by its name, if it lies beside it. */
    static Optional<Path> beside(final Path shard) {
        final Matcher name = SHARD.matcher(String.valueOf(shard.getFileName()));
        if (!name.matches())
            return Optional.empty();
        final String stem = name.group(1), variant = Objects.requireNonNullElse(name.group(2), "");
        return Stream.of(stem + variant + name.group(3) + ".index.json",
                stem + name.group(3) + ".index" + variant + ".json")
                .map(shard::resolveSibling).filter(Files::isRegularFile).findFirst();
    }

    /** @param index as it was given: in a download cache, the links beside it lead to the files */
    static Checkpoint read(final Path index) {
        final JsonConfig map = JsonConfig.read(index);
        if (!map.isObject("weight_map"))
            throw new InpaintException(index + " is a JSON text, not a file of weights; give the .safetensors file"
                    + " beside it.");
        final JsonConfig places = map.child("weight_map");
        final Map<String, Checkpoint> shards = new LinkedHashMap<>();
        final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (final String name : places.keys()) {
            final String shard = places.text(name, "");
            if (!shards.containsKey(shard))
                shards.put(shard, shard(index, shard, shards.size()));
            final StoredTensor tensor = shards.get(shard).tensors().get(name);
            if (tensor == null)
                throw new InpaintException(shards.get(shard) + " lacks the tensor " + name + " that " + index
                        + " expects in it; download both again.");
            tensors.put(name, tensor);
        }
        final Set<Path> files = new LinkedHashSet<>();
        final Map<String, String> metadata = new LinkedHashMap<>();
        shards.values().forEach(shard -> {
            files.addAll(shard.files());
            metadata.putAll(shard.metadata());
        });
        return new Checkpoint(CheckpointFormat.real(index), files.stream().toList(), tensors, metadata, Map.of());
    }

    private static Checkpoint shard(final Path index, final String name, final int before) {
        if (before == MOST_SHARDS)
            throw new InpaintException(index + " names more than " + MOST_SHARDS + " files; do not use it.");
        if (name.isEmpty() || !name.equals(name.replaceAll("[/\\\\:\u0000]", "")) || name.equals("..")
                || name.equals("."))
            throw new InpaintException(index + " looks for weights in the impossible place '" + name
                    + "'; do not use it.");
        final Path file = index.resolveSibling(name);
        final CheckpointFormat container = CheckpointFormat.of(file);
        if (container == CheckpointFormat.SHARD_INDEX)
            throw new InpaintException(index + " names another index, " + name + ", for weights; do not use it.");
        return container.read(file);
    }
}
