package org.inpaintj.model.naming;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that diffusers gives to the weights of a ControlNet in the layout of its authors: the encoder of a UNet,
 * the layers that read the control image ({@code input_hint_block}) and those that add to the UNet
 * ({@code zero_convs}).
 */
public final class OriginalControlNetNames {

    private static final String HINT = "input_hint_block.", CONDITION = "controlnet_cond_embedding.";

    private OriginalControlNetNames() {}

    /**
     * The names in diffusers of those that are known, by the original ones.
     *
     * @param original the names of all weights of a ControlNet, without a prefix
     */
    public static Map<String, String> toDiffusers(final Set<String> original) {
        final Map<String, String> names = new LinkedHashMap<>(OriginalUnetNames.toDiffusers(original));
        final List<Integer> hints = original.stream().filter(n -> n.startsWith(HINT)).map(n -> n.split("\\."))
                .map(parts -> OriginalUnetNames.index(parts[1])).filter(i -> i >= 0).distinct().sorted().toList();
        for (int i = 0; i < hints.size(); i++) {
            final String to = i == 0 ? "conv_in" : i == hints.size() - 1 ? "conv_out" : "blocks." + (i - 1);
            add(original, HINT + hints.get(i), CONDITION + to, names);
        }
        for (int i = 0; original.contains("zero_convs." + i + ".0.weight"); i++)
            add(original, "zero_convs." + i + ".0", "controlnet_down_blocks." + i, names);
        add(original, "middle_block_out.0", "controlnet_mid_block", names);
        return names;
    }

    private static void add(final Set<String> original, final String module, final String other,
            final Map<String, String> names) {
        for (final String end : List.of(".weight", ".bias"))
            if (original.contains(module + end))
                names.put(module + end, other + end);
    }
}
