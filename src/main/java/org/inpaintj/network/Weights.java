package org.inpaintj.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;

/**
 * The weights of a network by the names that diffusers and transformers give them, such as
 * {@code down_blocks.0.resnets.0.conv1.weight}. Immutable.
 */
public final class Weights {

    private final String owner;
    private final Map<String, StoredTensor> tensors;

    /**
     * @param owner   what they belong to, for messages, such as a file
     * @param tensors by their names
     */
    public Weights(final String owner, final Map<String, StoredTensor> tensors) {
        this.owner = owner;
        this.tensors = Map.copyOf(tensors);
    }

    /** What they belong to, for messages. */
    public String owner() {
        return owner;
    }

    public Set<String> names() {
        return tensors.keySet();
    }

    public boolean has(final String name) {
        return tensors.containsKey(name);
    }

    /** Whether there is any weight of a module or below it. */
    public boolean hasModule(final String module) {
        return tensors.keySet().stream().anyMatch(name -> name.startsWith(module + '.'));
    }

    /** @throws InpaintException if it is missing, naming it */
    public StoredTensor get(final String name) {
        final StoredTensor tensor = tensors.get(name);
        if (tensor == null)
            throw new InpaintException(owner + " lacks the weights " + name
                    + "; it is incomplete or of another kind: download it again.");
        return tensor;
    }

    /** How many modules {@code prefix.0}, {@code prefix.1}, ... follow one another, from 0. */
    public int count(final String prefix) {
        int n = 0;
        while (hasModule(prefix + '.' + n))
            n++;
        return n;
    }

    /** These with some replaced or added. */
    public Weights with(final Map<String, StoredTensor> others) {
        final Map<String, StoredTensor> all = new HashMap<>(tensors);
        all.putAll(others);
        return new Weights(owner, all);
    }

    /** Whether most of them are 16-bit floats (IEEE 754 binary16). */
    public boolean areHalves() {
        return tensors.values().stream().mapToLong(t -> t.type() == ElementType.FLOAT16 ? t.count() : -t.count())
                .sum() > 0;
    }

    /** Those of one module, by their names below it. */
    public Weights under(final String module) {
        final Map<String, StoredTensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(module + '.'))
                part.put(name.substring(module.length() + 1), tensor);
        });
        return new Weights(owner, part);
    }
}
