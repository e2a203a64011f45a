package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.ModelParts;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.network.NetworkLayers;
import org.inpaintj.network.TaesdNetwork;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.network.UnetNetwork;
import org.inpaintj.network.VaeNetwork;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.file.OnnxModelInfo;

/** The networks of a {@link CheckpointModel} as parts of a model, written in memory. */
public final class CheckpointParts implements ModelParts {

    private final CheckpointModel model;
    private final NetworkChanges changes;
    private final List<Found> networks = new ArrayList<>();
    private final Map<OnnxModelInfo, JsonConfig> configs = new IdentityHashMap<>();

    /**
     * Writes the networks.
     *
     * @throws org.inpaintj.core.InpaintException if weights are missing
     */
    public CheckpointParts(final CheckpointModel model, final NetworkChanges changes) {
        this.model = model;
        this.changes = changes;
        model.unet().ifPresent(unet -> add(NetworkKind.UNET, "unet", unet.file(), unet.weights(), unet.config(),
                layers -> UnetNetwork.write(layers, unet.shape(), changes.controlled())));
        model.texts().forEach(text -> add(NetworkKind.CLIP, text.name(), text.file(), text.weights(), text.config(),
                layers -> new TextEncoderNetwork(layers, text.form()).write()));
        model.vae().ifPresent(this::add);
    }

    private void add(final CheckpointModel.Vae vae) {
        if (vae.tiny()) {
            if (vae.weights().hasModule("encoder"))
                add(NetworkKind.VAE_ENCODER, "vae_encoder", vae.file(), vae.weights().under("encoder"), vae.config(),
                        layers -> new TaesdNetwork(layers).encoder());
            if (vae.weights().hasModule("decoder"))
                add(NetworkKind.VAE_DECODER, "vae_decoder", vae.file(), vae.weights().under("decoder"), vae.config(),
                        layers -> new TaesdNetwork(layers).decoder());
            return;
        }
        if (vae.weights().hasModule("encoder"))
            add(NetworkKind.VAE_ENCODER, "vae_encoder", vae.file(), vae.weights(), vae.config(),
                    layers -> new VaeNetwork(layers, vae.groups()).encoder());
        if (vae.weights().hasModule("decoder"))
            add(NetworkKind.VAE_DECODER, "vae_decoder", vae.file(), vae.weights(), vae.config(),
                    layers -> new VaeNetwork(layers, vae.groups()).decoder());
    }

    private void add(final NetworkKind kind, final String part, final Path file, final Weights weights,
            final JsonConfig config, final Consumer<NetworkLayers> writer) {
        final GraphWriter graph = new GraphWriter();
        writer.accept(new NetworkLayers(graph, weights.with(changes.merged(part)), changes.branches(part)));
        final String name = file + "#" + part + (changes.leaves(part) ? "" : " with " + changes.name()
                + (changes.controlled() && kind == NetworkKind.UNET ? " under control" : ""));
        final OnnxModelInfo info = OnnxModelInfo.of(graph.graph(name, file));
        networks.add(new Found(info, kind));
        configs.put(info, config);
    }

    @Override
    public List<Found> networks() {
        return List.copyOf(networks);
    }

    @Override
    public List<OnnxModelInfo> of(final NetworkKind kind) {
        return networks.stream().filter(found -> found.kind() == kind).map(Found::info).toList();
    }

    @Override
    public JsonConfig configOf(final OnnxModelInfo network, final String... classes) {
        return configs.getOrDefault(network, JsonConfig.absent(network.file().toString()));
    }

    @Override
    public List<TokenizerSource> clipTokenizers() {
        return model.tokenizers();
    }

    @Override
    public List<TokenizerSource> t5Tokenizers() {
        return List.of();
    }

    @Override
    public JsonConfig scheduler() {
        return model.scheduler();
    }

    @Override
    public JsonConfig index() {
        return model.index();
    }

    @Override
    public String predictionTold() {
        return model.told();
    }

    @Override
    public List<String> damaged() {
        return List.of();
    }

    @Override
    public String contents() {
        return networks.isEmpty() ? "nothing usable" : networks.stream().map(found -> found.kind().label())
                .collect(Collectors.joining(", "));
    }
}
