package org.inpaintj.engine.diffusion.lora;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.engine.diffusion.checkpoint.CheckpointModel;
import org.inpaintj.engine.diffusion.checkpoint.Checkpoints;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.lora.LoraChanges;
import org.inpaintj.lora.LoraNetwork;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.network.ChangedExport;
import org.inpaintj.network.ExportedNetwork;
import org.inpaintj.network.LowRank;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The networks of a model that LoRA files may change, and how a model with changed ones is made: text encoders, then
 * the denoiser. Networks of checkpoints are written anew from other weights, exported ones are changed in memory.
 */
sealed interface LoraTargets {

    List<LoraNetwork> networks();

    /** A model's own file, near which others may lie. */
    Path file();

    /**
     * The changed model.
     *
     * @param keys    of the changes, one a network
     * @param changes one a network
     * @param names   takes the names of the changed networks, one a network
     */
    DiffusionModel with(List<String> keys, List<LoraChanges> changes, List<String> names);

    static LoraTargets of(final ModelChoice choice, final DiffusionModel model) {
        return model.denoiser().network().graph().isPresent() ? new Written(choice, Checkpoints.read(choice.model()))
                : new Exported(model);
    }

    /** Of checkpoints. */
    record Written(ModelChoice choice, CheckpointModel parts, List<LoraNetwork> networks) implements LoraTargets {

        private static final String UNET = "unet";

        Written(final ModelChoice choice, final CheckpointModel parts) {
            this(choice, parts, new ArrayList<>());
            parts.texts().forEach(text -> networks.add(LoraNetwork.of(false, tensors(text.weights()))));
            parts.unet().ifPresent(unet -> networks.add(LoraNetwork.of(true, tensors(unet.weights()))));
        }

        private static Map<String, StoredTensor> tensors(final Weights weights) {
            final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
            weights.names().forEach(name -> tensors.put(name, weights.get(name)));
            return tensors;
        }

        @Override
        public Path file() {
            return tensors(parts.unet().orElseThrow().weights()).values().iterator().next().file();
        }

        private String part(final int network) {
            return network < parts.texts().size() ? parts.texts().get(network).name() : UNET;
        }

        @Override
        public DiffusionModel with(final List<String> keys, final List<LoraChanges> changes,
                final List<String> names) {
            final Map<String, Map<String, List<LowRank>>> branches = new HashMap<>();
            final Map<String, Map<String, StoredTensor>> merged = new HashMap<>();
            for (int n = 0; n < changes.size(); n++) {
                branches.put(part(n), changes.get(n).branches());
                merged.put(part(n), changes.get(n).merged());
            }
            final String name = "LoRA " + String.join("-", keys);
            final DiffusionModel model = DiffusionModel.known(choice.with(
                    new NetworkChanges(name, branches, merged, false).over(choice.changes())));
            for (int n = 0; n < changes.size(); n++) {
                final String part = '#' + part(n) + " with " + name;
                names.add(model.networks().stream().map(NetworkFile::name).filter(text -> text.contains(part))
                        .findFirst().orElse(""));
            }
            return model;
        }
    }

    /** Of exports. */
    record Exported(DiffusionModel model, List<ExportedNetwork> exports, List<LoraNetwork> networks)
            implements LoraTargets {

        Exported(final DiffusionModel model) {
            this(model, new ArrayList<>(), new ArrayList<>());
            for (final TextEncoderFile encoder : model.encoders())
                if (encoder.kind() == NetworkKind.CLIP)
                    add(encoder.network(), false);
            add(model.denoiser().network(), true);
        }

        private void add(final NetworkFile network, final boolean denoiser) {
            exports.add(ExportedNetwork.read(network.file()));
            networks.add(LoraNetwork.of(denoiser, exports.get(exports.size() - 1)));
        }

        @Override
        public Path file() {
            return exports.get(exports.size() - 1).skeleton().file();
        }

        @Override
        public DiffusionModel with(final List<String> keys, final List<LoraChanges> changes,
                final List<String> names) {
            final List<TextEncoderFile> encoders = new ArrayList<>();
            int n = 0;
            for (final TextEncoderFile encoder : model.encoders()) {
                final boolean changed = encoder.kind() == NetworkKind.CLIP;
                encoders.add(changed ? encoder.withNetwork(changed(n, encoder.network(), keys, changes,
                        encoder.vectors().map(vectors -> encoder.ids()))) : encoder);
                if (changed)
                    names.add(encoders.get(encoders.size() - 1).network().name());
                n += changed ? 1 : 0;
            }
            final NetworkFile denoiser = changed(n, model.denoiser().network(), keys, changes, Optional.empty());
            names.add(denoiser.name());
            return model.with(model.denoiser().withNetwork(denoiser), encoders);
        }

        /** @param ids the input of a text encoder that takes tokens beyond its vocabulary */
        private NetworkFile changed(final int n, final NetworkFile network, final List<String> keys,
                final List<LoraChanges> changes, final Optional<ValueInfo> ids) {
            if (keys.get(n).isEmpty())
                return network;
            final ChangedExport changed =
                    new ChangedExport(exports.get(n), changes.get(n).branches(), changes.get(n).merged());
            ids.ifPresent(changed::takeTokens);
            return NetworkFile.of(OnnxModelInfo.of(changed.graph(network.name() + " with LoRA " + keys.get(n))));
        }
    }
}
