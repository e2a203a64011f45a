package org.inpaintj.lora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.network.ExportedNetwork;
import org.inpaintj.onnx.file.ElementType;

/**
 * A network that LoRA files may change: its modules by the names that diffusers or transformers give them.
 *
 * @param denoiser whether it is the UNet; else a text encoder
 * @param modules  all that have a weight
 */
public record LoraNetwork(boolean denoiser, Map<String, Target> modules) {

    private static final String WEIGHT = ".weight", BIAS = ".bias", OPEN_CLIP_PROJECTION = "text_projection";

    /**
     * A module and its weight.
     *
     * @param weight     its name tells which weight is to be replaced
     * @param type       what the network takes in its place
     * @param transposed whether inputs come before outputs, in a matrix
     * @param branches   whether something can be computed beside it; else a change goes into the weight
     * @param bias       if it has one
     * @param takesBias  whether it can be given one
     */
    public record Target(StoredTensor weight, ElementType type, boolean transposed, boolean branches,
            Optional<StoredTensor> bias, boolean takesBias) {

        long outs() {
            return weight.size(transposed ? 1 : 0);
        }

        /** Inputs times the samples of the kernel. */
        long row() {
            return weight.count() / outs();
        }

        /** Inputs; of a vector, such as the weight of a norm, 1. */
        long ins() {
            return weight.dims().size() < 2 ? 1 : weight.size(transposed ? 0 : 1);
        }
    }

    public LoraNetwork {
        modules = Map.copyOf(modules);
    }

    /** Of a network that is written from the weights of a checkpoint, under the names of diffusers. */
    public static LoraNetwork of(final boolean denoiser, final Map<String, StoredTensor> weights) {
        final Map<String, Target> modules = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            if (name.equals(OPEN_CLIP_PROJECTION))
                modules.put(name, new Target(tensor.named(name), ElementType.FLOAT, true, false,
                        Optional.empty(), false));
            if (!name.endsWith(WEIGHT) || tensor.dims().isEmpty())
                return;
            final String module = name.substring(0, name.length() - WEIGHT.length());
            modules.put(module, new Target(tensor.named(name), ElementType.FLOAT, false,
                    hasBranches(module, tensor.dims()),
                    Optional.ofNullable(weights.get(module + BIAS)).map(bias -> bias.named(module + BIAS)), true));
        });
        return new LoraNetwork(denoiser, modules);
    }

    /** Of an exported network; without modules if the export has lost their names. */
    public static LoraNetwork of(final boolean denoiser, final ExportedNetwork network) {
        final Map<String, Target> modules = new LinkedHashMap<>();
        network.modules().forEach((name, module) -> modules.put(name, new Target(module.weight(), module.type(),
                module.transposed(), module.branches(), module.bias(), false)));
        return new LoraNetwork(denoiser, modules);
    }

    private static boolean hasBranches(final String module, final List<Long> dims) {
        return dims.size() > 1 && !module.contains("embeddings.");
    }
}
