package org.inpaintj.upscale;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.CheckpointContents;
import org.inpaintj.model.checkpoint.CheckpointKind;
import org.inpaintj.model.folder.Fingerprint;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.network.SrvggNetwork;
import org.inpaintj.network.UpscalerNetwork;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.Session;

/** An upscaler as it is published: a file of weights, the graph of which is written here. */
final class CheckpointUpscaler extends NetworkUpscaler {

    /** Those of its own file. */
    private final Weights own;
    private final UpscalerNetwork network;
    /** The networks whose weights are in it: that of its own file and, where it is mixed in, of the weaker denoiser. */
    private final List<NetworkFile> trainings;

    private CheckpointUpscaler(final UpscalerModel model, final Weights own, final UpscalerNetwork network,
            final List<NetworkFile> trainings, final UpscalerOptions options) {
        super(model, options);
        this.own = own;
        this.network = network;
        this.trainings = trainings;
    }

    /**
     * The upscaler of a file.
     *
     * @throws InpaintException if it is no file of weights, or not of an upscaler that can be built here
     */
    static CheckpointUpscaler read(final Path file) {
        final Checkpoint checkpoint = Checkpoint.read(file);
        final Weights own = weights(file, checkpoint);
        if (UpscalerNetwork.of(own).isEmpty())
            throw refusal(file, checkpoint);
        return of(file, own, UpscalerOptions.DEFAULT);
    }

    private static Weights weights(final Path file, final Checkpoint checkpoint) {
        return new Weights(file.toString(), checkpoint.tensors());
    }

    private static InpaintException refusal(final Path file, final Checkpoint checkpoint) {
        final String architecture = ForeignUpscaler.of(checkpoint.tensors().keySet()).orElse("");
        if (architecture.isEmpty())
            CheckpointContents.of(checkpoint).require(CheckpointKind.UPSCALER, checkpoint);
        return new InpaintException(file + " is an upscaler of " + (architecture.isEmpty() ? "an unknown kind"
                : "the kind " + architecture) + ", which is not read from such files: use one of the kinds ESRGAN, "
                + "Real-ESRGAN and DAT, or an export to ONNX.");
    }

    private static CheckpointUpscaler of(final Path file, final Weights own, final UpscalerOptions options) {
        final UpscalerNetwork network = UpscalerNetwork.of(own).orElseThrow();
        final UpscalerModel model = model(file, "", network, own);
        if (options.denoise() == 1 || !denoises(network, file))
            return new CheckpointUpscaler(model, own, network, List.of(model.network()), options);
        final Path weak = WeakDenoiser.beside(file);
        final Weights others = weights(weak, Checkpoint.read(weak)), both = SrvggNetwork.both(own, others);
        final UpscalerNetwork mixed = SrvggNetwork.mixed(both, options.denoise());
        return new CheckpointUpscaler(model(file, " at denoise=" + options.denoise(), mixed, both), own, mixed,
                List.of(model.network(), model(weak, "", network, others).network()), options);
    }

    private static UpscalerModel model(final Path file, final String how, final UpscalerNetwork network,
            final Weights weights) {
        return UpscalerModel.of(network.graph(file + how, file, weights));
    }

    private static boolean denoises(final UpscalerNetwork network, final Path file) {
        return network instanceof SrvggNetwork && WeakDenoiser.has(file);
    }

    @Override
    UpscalerSession load(final Session.Setup setup) {
        return new UpscalerSession(model(), Session.openConvolutions(model().network().graph().orElseThrow(), setup),
                network);
    }

    @Override
    public List<Integer> factors() {
        return List.of(network.scale());
    }

    @Override
    public boolean denoises() {
        return denoises(network, model().network().file());
    }

    @Override
    public Upscaler with(final UpscalerOptions other) {
        return of(model().network().file(), own, other);
    }

    @Override
    double share() {
        return trainings.size() > 1 ? options().denoise() : 1;
    }

    @Override
    public Map<String, String> facts() {
        final Map<String, String> facts = super.facts();
        facts.put("upscaler_sha256", Fingerprint.of(trainings.subList(0, 1)));
        if (trainings.size() > 1)
            facts.put("upscaler_wdn_sha256", Fingerprint.of(trainings.subList(1, 2)));
        facts.put("upscaler_network", network.description() + ", x" + network.scale());
        return facts;
    }
}
