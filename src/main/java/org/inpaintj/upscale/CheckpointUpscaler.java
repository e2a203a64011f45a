package org.inpaintj.upscale;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.network.SrvggNetwork;
import org.inpaintj.network.UpscalerNetwork;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.ValueInfo;

/** An upscaler as it is published: a file of weights, the graph of which is written here. */
final class CheckpointUpscaler extends NetworkUpscaler {

    private static final long OVERHEAD = 8 << 20;

    /** Those of its own file. */
    private final Weights own;
    /** Those of the network. */
    private final Weights weights;
    private final UpscalerNetwork network;
    /** The file of weights that keep noise, where they are mixed in. */
    private final Optional<NetworkFile> weak;

    private CheckpointUpscaler(final NetworkFile file, final Weights own, final Weights weights,
            final UpscalerNetwork network, final Optional<NetworkFile> weak, final UpscalerOptions options) {
        super(new UpscalerModel(file, picture(UpscalerNetwork.INPUT, network), picture(UpscalerNetwork.OUTPUT, network),
                network.channels(), 0, 0), options);
        this.own = own;
        this.weights = weights;
        this.network = network;
        this.weak = weak;
    }

    private static ValueInfo picture(final String name, final UpscalerNetwork network) {
        final ValueInfo.Axis free = new ValueInfo.Axis(-1, "");
        return new ValueInfo(name, ElementType.FLOAT, 4, List.of(new ValueInfo.Axis(1, ""),
                new ValueInfo.Axis(network.channels(), ""), free, free));
    }

    /**
     * The upscaler of a file.
     *
     * @throws InpaintException if it is no file of weights, or not of an upscaler that can be built here
     */
    static CheckpointUpscaler read(final Path file) {
        final Checkpoint checkpoint = Checkpoint.read(file);
        return of(file(file, checkpoint), weights(file, checkpoint), UpscalerOptions.DEFAULT);
    }

    private static CheckpointUpscaler of(final NetworkFile file, final Weights own, final UpscalerOptions options) {
        final UpscalerNetwork network = UpscalerNetwork.of(own).orElseThrow(() -> new InpaintException(file.file()
                + " is no upscaler"));
        if (options.denoise() == 1 || !denoises(network, file))
            return new CheckpointUpscaler(file, own, own, network, Optional.empty(), options);
        final Path weak = WeakDenoiser.beside(file.file());
        final Checkpoint checkpoint = Checkpoint.read(weak);
        final Weights both = SrvggNetwork.both(own, weights(weak, checkpoint));
        return new CheckpointUpscaler(file, own, both, SrvggNetwork.mixed(both, options.denoise()),
                Optional.of(file(weak, checkpoint)), options);
    }

    private static boolean denoises(final UpscalerNetwork network, final NetworkFile file) {
        return network instanceof SrvggNetwork && WeakDenoiser.has(file.file());
    }

    private static Weights weights(final Path file, final Checkpoint checkpoint) {
        return new Weights(file.toString(), checkpoint.tensors());
    }

    /** Its weights are held as 32-bit floats. */
    private static NetworkFile file(final Path file, final Checkpoint checkpoint) {
        final long bytes = checkpoint.tensors().values().stream().filter(tensor -> tensor.type().isFloat())
                .mapToLong(tensor -> Float.BYTES * tensor.count()).sum() + OVERHEAD;
        return new NetworkFile(file, checkpoint.files(), bytes, bytes, Optional.empty());
    }

    @Override
    UpscalerSession load(final Session.Setup setup) {
        return new UpscalerSession(model(), Session.open(network.graph(id(), model().network().file(), weights),
                setup), network);
    }

    @Override
    public List<Integer> factors() {
        return List.of(network.scale());
    }

    @Override
    public boolean denoises() {
        return denoises(network, model().network());
    }

    @Override
    public Upscaler with(final UpscalerOptions other) {
        return of(model().network(), own, other);
    }

    @Override
    List<Path> files() {
        final List<Path> files = new ArrayList<>(super.files());
        weak.ifPresent(file -> files.addAll(file.files()));
        return files;
    }

    @Override
    double share() {
        return weak.isPresent() ? options().denoise() : 1;
    }

    @Override
    public Map<String, String> facts() {
        final Map<String, String> facts = super.facts();
        facts.put("upscaler_network", network.description() + ", x" + network.scale());
        weak.ifPresent(file -> facts.put("upscaler_wdn_sha256", Fingerprint.of(List.of(file))));
        return facts;
    }
}
