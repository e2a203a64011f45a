package org.inpaintj.engine.diffusion.control;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;
import org.inpaintj.model.checkpoint.CheckpointKind;
import org.inpaintj.model.checkpoint.DiffusersNames;
import org.inpaintj.model.folder.ControlNetFile;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.network.ControlNetNetwork;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.network.NetworkLayers;
import org.inpaintj.network.UnetForm;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;

/** A ControlNet as it is published: weights in the names of its authors or of diffusers. */
final class ControlNetCheckpoint {

    private static final int GROUPS = 32, ID_WIDTH = 256, IDS = 6;
    private static final String CLASS = "ControlNetModel";

    /** Weights in a folder that diffusers saved, the plain ones first. */
    private static final List<String> FILES = Stream.of("diffusion_pytorch_model", "diffusion_pytorch_model.fp16")
            .flatMap(name -> Stream.of(name + ".safetensors", name + ".safetensors.index.json", name + ".bin"))
            .toList();

    /** Kinds of ControlNets that are not built here, by the beginnings of their names. */
    private static final Map<String, String> OTHERS = Map.of("task_embedding", "a ControlNet of the union kind",
            "body.0.block1.", "a T2I-Adapter", "lllite_unet", "a ControlNet-LLLite", "difference",
            "the difference between a ControlNet and its model");

    private ControlNetCheckpoint() {}

    /**
     * @param source  a file, or a folder that diffusers saved
     * @param timeIds how many numbers beside the text the model is told, 0 for none
     * @throws InpaintException if it is no ControlNet
     */
    static ControlNet read(final Path source, final int timeIds) {
        final Path weights = Files.isDirectory(source) ? weights(source) : source;
        final Checkpoint checkpoint = Checkpoint.read(weights);
        refuse(checkpoint, source);
        CheckpointContents.of(checkpoint).require(CheckpointKind.CONTROLNET, checkpoint);
        final Weights named = new Weights(source.toString(), DiffusersNames.controlNet(checkpoint));
        final JsonConfig config = config(weights);
        final UnetForm form = new UnetForm(DenoiserFile.heads(config), config.whole("norm_num_groups", GROUPS),
                config.whole("addition_time_embed_dim", ID_WIDTH),
                // of a model without them it is none, which is said later
                !named.hasModule("add_embedding") ? 0 : timeIds > 0 ? timeIds : IDS);
        final OnnxGraph exact = write(checkpoint.file(), named, form, false);
        final OnnxGraph graph = !named.areHalves() ? exact
                : exact.withHalf(() -> write(checkpoint.file(), named, form, true));
        return new ControlNet(source, ControlNetFile.of(OnnxModelInfo.of(graph)),
                config.flag("global_pool_conditions", source.getFileName().toString().contains(ControlNet.SHUFFLE)));
    }

    private static OnnxGraph write(final Path file, final Weights weights, final UnetForm form, final boolean half) {
        final GraphWriter graph = new GraphWriter();
        ControlNetNetwork.write(new NetworkLayers(graph, weights, Map.of(), half), form);
        return graph.graph(file + "#controlnet", file);
    }

    private static Path weights(final Path folder) {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst().orElseThrow(
                () -> new InpaintException(folder + " holds no ControlNet: neither an .onnx file nor "
                        + "diffusion_pytorch_model.safetensors; give the file of a ControlNet."));
    }

    private static void refuse(final Checkpoint checkpoint, final Path source) {
        for (final String name : checkpoint.tensors().keySet())
            OTHERS.entrySet().stream().filter(e -> name.startsWith(e.getKey())).findFirst().ifPresent(other -> {
                throw new InpaintException(source + " is " + other.getValue() + ", which is not supported: use a whole "
                        + "ControlNet for one kind of picture.");
            });
    }

    /** The config.json beside the weights if it is a ControlNet's. */
    private static JsonConfig config(final Path weights) {
        final Path beside = weights.resolveSibling("config.json");
        return Optional.of(beside).filter(Files::isRegularFile).map(JsonConfig::read)
                .filter(config -> config.text("_class_name", "").equals(CLASS))
                .orElse(JsonConfig.absent(beside.toString()));
    }
}
