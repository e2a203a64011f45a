package org.inpaintj.engine.diffusion.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.network.LowRank;

/**
 * What is changed about the networks of a checkpoint before they are written. Immutable.
 *
 * @param name       tells these changes from all others; empty for none. Networks of the same name are kept loaded
 * @param branches   low-rank changes by module, for each part: unet, text_encoder, text_encoder_2
 * @param merged     weights that stand for those of the file, by their names, for each part
 * @param controlled whether the UNet takes what ControlNets give
 */
public record NetworkChanges(String name, Map<String, Map<String, List<LowRank>>> branches,
        Map<String, Map<String, StoredTensor>> merged, boolean controlled) {

    public static final NetworkChanges NONE = new NetworkChanges("", Map.of(), Map.of(), false);

    public NetworkChanges {
        branches = Map.copyOf(branches);
        merged = Map.copyOf(merged);
    }

    /** Those of one part, by module. */
    Map<String, List<LowRank>> branches(final String part) {
        return branches.getOrDefault(part, Map.of());
    }

    /** Those of one part, by name. */
    Map<String, StoredTensor> merged(final String part) {
        return merged.getOrDefault(part, Map.of());
    }

    /** Whether a part is as in the file. */
    boolean leaves(final String part) {
        return branches(part).isEmpty() && merged(part).isEmpty() && !(controlled && part.equals("unet"));
    }

    /** The linear layers of a UNet as 8-bit integers. */
    public static NetworkChanges ofLinears(final Map<String, StoredTensor> integers) {
        return new NetworkChanges(" 8-bit", Map.of(), Map.of("unet", integers), false);
    }

    /** The weights of a UNet as 32-bit floats, which changes no result. */
    public static NetworkChanges ofFloats(final Map<String, StoredTensor> floats) {
        return new NetworkChanges(" 32-bit", Map.of(), Map.of("unet", floats), false);
    }

    /** These on top of others: a weight that is changed here is not rounded there. */
    public NetworkChanges over(final NetworkChanges others) {
        final Map<String, Map<String, StoredTensor>> all = new HashMap<>(others.merged);
        merged.forEach((part, tensors) -> {
            final Map<String, StoredTensor> both = new HashMap<>(others.merged(part));
            both.keySet().removeIf(key -> tensors.containsKey(key.substring(0, key.lastIndexOf('.')) + ".weight"));
            both.putAll(tensors);
            all.put(part, both);
        });
        final Map<String, Map<String, List<LowRank>>> low = new HashMap<>(others.branches);
        low.putAll(branches);
        return new NetworkChanges(name + others.name, low, all, controlled || others.controlled);
    }

    /** The same with ControlNets. */
    public NetworkChanges withControl() {
        return new NetworkChanges(name, branches, merged, true);
    }
}
