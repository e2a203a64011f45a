package org.inpaintj.model.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that transformers gives to the weights of CLIP text encoders, from any layout they are stored in. */
final class ClipNames {

    private static final Set<String> MODULES = Set.of("embeddings", "encoder", "final_layer_norm");
    private static final String MODEL = "text_model.", PROJECTION = "text_projection";
    private static final String LAYERS = MODEL + "encoder.layers.";
    private static final Map<String, String> OPEN_CLIP = Map.of("ln_1", "layer_norm1", "ln_2", "layer_norm2",
            "attn.out_proj", "self_attn.out_proj", "mlp.c_fc", "mlp.fc1", "mlp.c_proj",
            "mlp.fc2");
    private static final List<String> PARTS = List.of("q_proj", "k_proj", "v_proj");

    private ClipNames() {}

    /** From the names of transformers, with or without {@code text_model.} before them. */
    static Map<String, StoredTensor> ofTransformers(final Map<String, StoredTensor> stored) {
        final Map<String, StoredTensor> named = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> {
            final String inner = name.startsWith(MODEL) ? name.substring(MODEL.length()) : name;
            final boolean known = MODULES.contains(inner.split("\\.")[0]) && !inner.endsWith("position_ids");
            if (known)
                named.put(MODEL + inner, tensor.named(MODEL + inner));
            else if (name.equals(PROJECTION) || name.equals(PROJECTION + ".weight"))
                named.put(name, tensor);
        });
        return named;
    }

    /** From the names of OpenCLIP. */
    static Map<String, StoredTensor> ofOpenClip(final Map<String, StoredTensor> stored) {
        final Map<String, StoredTensor> named = new LinkedHashMap<>();
        stored.forEach((name, tensor) -> {
            final String[] parts = name.split("\\.");
            switch (parts[0]) {
                case "token_embedding" -> put(named, MODEL + "embeddings." + name, tensor);
                case "positional_embedding" -> put(named, MODEL + "embeddings.position_embedding.weight", tensor);
                case "ln_final" -> put(named, MODEL + "final_layer_norm" + name.substring(parts[0].length()), tensor);
                case PROJECTION -> put(named, name, tensor);
                case "transformer" -> {
                    if (parts.length > 4 && parts[1].equals("resblocks"))
                        layer(named, parts, tensor);
                }
                default -> {
                }
            }
        });
        return named;
    }

    private static void layer(final Map<String, StoredTensor> named, final String[] parts, final StoredTensor tensor) {
        final String layer = LAYERS + parts[2] + '.', last = parts[parts.length - 1];
        if (parts[3].equals("attn") && last.startsWith("in_proj_")) {
            // Queries, keys and values one above the other.
            final long rows = tensor.size(0) / PARTS.size();
            for (int i = 0; i < PARTS.size(); i++) {
                final String name = layer + "self_attn." + PARTS.get(i) + '.' + last.substring("in_proj_".length());
                named.put(name, tensor.rows(name, i * rows, (i + 1) * rows));
            }
            return;
        }
        final String module = parts[3] + (parts.length == 6 ? '.' + parts[4] : "");
        if (OPEN_CLIP.containsKey(module))
            put(named, layer + OPEN_CLIP.get(module) + '.' + last, tensor);
    }

    private static void put(final Map<String, StoredTensor> named, final String name, final StoredTensor tensor) {
        named.put(name, tensor.named(name));
    }
}
