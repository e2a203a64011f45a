package org.inpaintj.lora;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;

import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.DiffusersNames;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TextTower;
import org.inpaintj.model.folder.ModelFixture;

/** The LoRA files of {@code loras.zip}, and the checkpoints that they are for. */
final class LoraFixture {

    static final ModelFixture LORAS = ModelFixture.of("loras");

    private LoraFixture() {}

    static Path file(final String name) {
        return LORAS.folder().resolve(name + ".safetensors");
    }

    static JsonObject about(final String name) {
        return LORAS.cases().getAsJsonObject(name);
    }

    /** The names of the files that are for a model. */
    static List<String> names(final String model) {
        return LORAS.cases().keySet().stream().filter(name -> about(name).get("model").getAsString().equals(model))
                .toList();
    }

    static LoraSelection selection(final String name, final double encoder, final double unet) {
        return new LoraSelection(List.of(new LoraSelection.Choice(name, LoraFile.read(file(name)), encoder, unet)));
    }

    /** The weights of a checkpoint's networks: encoders, then the UNet. */
    static List<Map<String, StoredTensor>> weights(final String model) {
        final Path folder = ModelFixture.of("checkpoint-" + model).folder();
        final Path file = folder.resolve(model + ".safetensors");
        final Checkpoint checkpoint =
                Checkpoint.read(Files.exists(file) ? file : folder.resolve(model + ".ckpt"));
        final List<Map<String, StoredTensor>> weights = new ArrayList<>();
        DiffusersNames.textEncoders(checkpoint).stream().map(TextTower::weights).map(LinkedHashMap::new)
                .forEach(weights::add);
        weights.add(DiffusersNames.unet(checkpoint));
        return weights;
    }

    static List<LoraNetwork> networks(final List<Map<String, StoredTensor>> weights) {
        final List<LoraNetwork> networks = new ArrayList<>();
        for (int n = 0; n < weights.size(); n++)
            networks.add(LoraNetwork.of(n == weights.size() - 1, weights.get(n)));
        return networks;
    }
}
