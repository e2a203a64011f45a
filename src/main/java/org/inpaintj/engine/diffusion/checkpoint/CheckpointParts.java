package org.inpaintj.engine.diffusion.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * The networks of a {@link CheckpointModel} as parts of a model, written in memory. Those whose weights are 16-bit
 * floats have a half form, but an autoencoder that 16 bits do not hold: that of Stable Diffusion XL, unless it was made
 * for them.
 */
public final class CheckpointParts implements ModelParts {

    /** How the autoencoder of XL is called that was trained anew to stay within 16 bits, after {@code madebyollin}. */
    private static final Pattern FIXED = Pattern.compile("fp16.?(vae.?)?fix", Pattern.CASE_INSENSITIVE);

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
        model.unet().ifPresent(unet -> add(NetworkKind.UNET, "unet", unet.file(), unet.weights(), unet.config(), true,
                layers -> UnetNetwork.write(layers, unet.shape(), changes.controlled())));
        model.texts().forEach(text -> add(NetworkKind.CLIP, text.name(), text.file(), text.weights(), text.config(),
                true, layers -> new TextEncoderNetwork(layers, text.form()).write()));
        model.vae().ifPresent(this::add);
    }

    private void add(final CheckpointModel.Vae vae) {
        final boolean halves = bearsHalves(vae);
        if (vae.tiny()) {
            if (vae.weights().hasModule("encoder"))
                add(NetworkKind.VAE_ENCODER, "vae_encoder", vae.file(), vae.weights().under("encoder"), vae.config(),
                        halves, layers -> new TaesdNetwork(layers).encoder());
            if (vae.weights().hasModule("decoder"))
                add(NetworkKind.VAE_DECODER, "vae_decoder", vae.file(), vae.weights().under("decoder"), vae.config(),
                        halves, layers -> new TaesdNetwork(layers).decoder());
            return;
        }
        if (vae.weights().hasModule("encoder"))
            add(NetworkKind.VAE_ENCODER, "vae_encoder", vae.file(), vae.weights(), vae.config(), halves,
                    layers -> new VaeNetwork(layers, vae.groups()).encoder());
        if (vae.weights().hasModule("decoder"))
            add(NetworkKind.VAE_DECODER, "vae_decoder", vae.file(), vae.weights(), vae.config(), halves,
                    layers -> new VaeNetwork(layers, vae.groups()).decoder());
    }

    /** Whether what an autoencoder computes stays within 16 bits: diffusers says so in its config.json. */
    private boolean bearsHalves(final CheckpointModel.Vae vae) {
        return vae.tiny() || (vae.config().has("force_upcast") ? !vae.config().flag("force_upcast", true)
                : FIXED.matcher(vae.file().toString()).find()
                        || model.unet().filter(unet -> unet.shape().idCount() == 0).isPresent());
    }

    private void add(final NetworkKind kind, final String part, final Path file, final Weights weights,
            final JsonConfig config, final boolean halves, final Consumer<NetworkLayers> writer) {
        final String name = file + "#" + part + (changes.leaves(part) ? "" : " with " + changes.name()
                + (changes.controlled() && kind == NetworkKind.UNET ? " under control" : ""));
        final OnnxGraph graph = write(name, part, file, weights, false, writer);
        final OnnxModelInfo info = OnnxModelInfo.of(!halves || !weights.areHalves() ? graph
                : graph.withHalf(() -> write(name, part, file, weights, true, writer)));
        networks.add(new Found(info, kind));
        configs.put(info, config);
    }

    private OnnxGraph write(final String name, final String part, final Path file, final Weights weights,
            final boolean half, final Consumer<NetworkLayers> writer) {
        final GraphWriter graph = new GraphWriter();
        writer.accept(new NetworkLayers(graph, weights.with(changes.merged(part)), changes.branches(part), half));
        return graph.graph(name, file);
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
