package org.inpaintj.model.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that diffusers gives to the weights of a ControlNet in the layout of its authors: the encoder of a UNet, the
 * layers that read the control image ({@code input_hint_block}) and those that add to the UNet ({@code zero_convs}).
 */
final class OriginalControlNetNames {

    private static final String HINT = "input_hint_block.", CONDITION = "controlnet_cond_embedding.";

    private OriginalControlNetNames() {}

    static Map<String, StoredTensor> of(final Map<String, StoredTensor> original) {
        final Map<String, StoredTensor> named = new LinkedHashMap<>(OriginalUnetNames.of(original));
        final List<Integer> hints = original.keySet().stream().filter(n -> n.startsWith(HINT)).map(n -> n.split("\\."))
                .map(parts -> OriginalUnetNames.index(parts[1])).filter(i -> i >= 0).distinct().sorted().toList();
        for (int i = 0; i < hints.size(); i++) {
            final String to = i == 0 ? "conv_in" : i == hints.size() - 1 ? "conv_out" : "blocks." + (i - 1);
            rename(original, HINT + hints.get(i), CONDITION + to, named);
        }
        for (int i = 0; original.containsKey("zero_convs." + i + ".0.weight"); i++)
            rename(original, "zero_convs." + i + ".0", "controlnet_down_blocks." + i, named);
        rename(original, "middle_block_out.0", "controlnet_mid_block", named);
        return named;
    }

    private static void rename(final Map<String, StoredTensor> from, final String module, final String other,
            final Map<String, StoredTensor> to) {
        for (final String end : List.of(".weight", ".bias"))
            if (from.containsKey(module + end))
                to.put(other + end, from.get(module + end).named(other + end));
    }
}
