package org.inpaintj.lora;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * The factors of PEFT's modules: alpha, which PEFT does not keep beside the weights but in an
 * {@code adapter_config.json}, and diffusers in the metadata of the file ({@code lora_adapter_metadata}), by the rank.
 */
final class AdapterScales {

    private static final String METADATA = "lora_adapter_metadata", CONFIG = "adapter_config.json";

    private final JsonConfig config;

    private AdapterScales(final JsonConfig config) {
        this.config = config;
    }

    static AdapterScales of(final Checkpoint checkpoint) {
        final String told = checkpoint.metadata().get(METADATA);
        final Path beside = checkpoint.file().resolveSibling(CONFIG);
        if (told != null)
            return new AdapterScales(JsonConfig.parse(checkpoint.file() + " (" + METADATA + ')', told));
        final boolean peft = checkpoint.tensors().keySet().stream().anyMatch(name -> name.startsWith("base_model."));
        return new AdapterScales(peft && Files.isRegularFile(beside) ? JsonConfig.read(beside)
                : JsonConfig.absent(beside.toString()));
    }

    /** A module with the factor that is told for it. */
    LoraModule module(final String name, final Map<TensorRole, StoredTensor> tensors) {
        return new LoraModule(name, tensors, tensors.containsKey(TensorRole.DOWN)
                ? factor(name, tensors.get(TensorRole.DOWN).size(0)) : OptionalDouble.empty());
    }

    private OptionalDouble factor(final String module, final long rank) {
        final String network = module.startsWith("base_model.") || module.indexOf('.') < 0 ? ""
                : module.substring(0, module.indexOf('.') + 1);
        final JsonConfig patterns = config.child(network + "alpha_pattern");
        final double alpha = patterns.keys().stream().filter(pattern -> module.endsWith('.' + pattern)).findFirst()
                .map(pattern -> patterns.number(pattern, Double.NaN))
                .orElseGet(() -> config.number(network + "lora_alpha", Double.NaN));
        if (Double.isNaN(alpha))
            return OptionalDouble.empty();
        return OptionalDouble.of(alpha / (config.flag(network + "use_rslora", false) ? Math.sqrt(rank) : rank));
    }
}
