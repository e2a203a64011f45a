package org.inpaintj.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.Initializer;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;
import org.inpaintj.onnx.file.OnnxSkeleton;

/**
 * A network that was exported to ONNX, and which of its constants are the weights of which module. Exporters rename and
 * transpose the weights of linear layers, and store equal ones once; what stays are the names of nodes, which are the
 * paths of modules, or with PyTorch's newer exporter the scopes in their metadata.
 *
 * @param skeleton the file
 * @param modules  by the names that diffusers and transformers give them
 */
public record ExportedNetwork(OnnxSkeleton skeleton, Map<String, ExportedModule> modules) {

    private static final String SCOPES = "pkg.torch.onnx.name_scopes", WEIGHT = ".weight", BIAS = ".bias";
    private static final Pattern SCOPE = Pattern.compile("'([^']*)'");
    private static final int MAX_STEPS = 5;

    /**
     * Where a node reads a weight or bias.
     *
     * @param node  index of the node
     * @param input index among the node's inputs
     */
    record Site(int node, int input) {
    }

    /**
     * A module.
     *
     * @param weight     where its values lie, as the graph has them
     * @param type       that the graph computes with
     * @param transposed whether inputs come before outputs
     * @param branches   whether it is linear or a convolution
     * @param bias       if it has one
     * @param weights    the nodes that read the weight
     * @param biases     the nodes that read the bias
     */
    public record ExportedModule(StoredTensor weight, ElementType type, boolean transposed, boolean branches,
            Optional<StoredTensor> bias, List<Site> weights, List<Site> biases) {
    }

    /**
     * Finds the modules of a file, whose attentions are fused where that is possible ({@link AttentionFusion}).
     *
     * @throws InpaintException if it is damaged
     */
    public static ExportedNetwork read(final Path file) {
        final Optional<OnnxSkeleton> fused = AttentionFusion.skeleton(OnnxModelInfo.read(file));
        return new Finder(fused.orElseGet(() -> skeleton(file))).network();
    }

    /** A file taken apart, where it really lies. */
    static OnnxSkeleton skeleton(final Path file) {
        try {
            return OnnxSkeleton.read(file.toRealPath());
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be read (" + e.getMessage() + "); check its permissions.", e);
        }
    }

    /** Goes through the nodes. */
    private static final class Finder {
        private final OnnxSkeleton skeleton;
        private final Map<String, OnnxSkeleton.EncodedNode> makers = new HashMap<>();
        private final Map<String, ExportedModule> modules = new LinkedHashMap<>();

        private Finder(final OnnxSkeleton skeleton) {
            this.skeleton = skeleton;
            skeleton.nodes().forEach(node -> node.node().outputs().forEach(output -> makers.put(output, node)));
        }

        private ExportedNetwork network() {
            for (int n = 0; n < skeleton.nodes().size(); n++)
                weight(n);
            for (int n = 0; n < skeleton.nodes().size(); n++)
                bias(n);
            return new ExportedNetwork(skeleton, modules);
        }

        private void weight(final int index) {
            final OnnxSkeleton.EncodedNode node = skeleton.nodes().get(index);
            final OnnxNode n = node.node();
            if (n.is("MatMul"))
                add(index, 1, 2, true, true);
            else if (n.is("Gemm"))
                add(index, 1, 2, node.numbers().getOrDefault("transB", 0L) == 0, true);
            else if (n.is("Conv"))
                add(index, 1, 4, false, node.numbers().getOrDefault("group", 1L) == 1);
            else if (n.is("LayerNormalization") || n.is("GroupNormalization"))
                add(index, 1, 1, false, false);
            else if (n.is("Gather"))
                add(index, 0, 2, false, false);
            else if (n.is("Mul") && n.name().endsWith("/Mul"))
                for (int i = 0; i < n.inputs().size(); i++)
                    add(index, i, -1, false, false);
        }

        /** @param rank that the weight must have; -1 for a factor of each channel */
        private void add(final int index, final int input, final int rank, final boolean transposed,
                final boolean branches) {
            final OnnxSkeleton.EncodedNode node = skeleton.nodes().get(index);
            final Optional<Initializer> found = initializer(node.node().inputs(), input);
            if (found.isEmpty() || rank > 0 && found.get().dims().size() != rank
                    || rank < 0 && found.get().dims().stream().filter(d -> d > 1).count() != 1)
                return;
            final String name = module(node, found.get().name(), WEIGHT);
            if (name.isEmpty() || rank < 0 && modules.containsKey(name))
                return;
            stored(found.get(), name + WEIGHT).ifPresent(weight -> {
                final ExportedModule known = modules.get(name);
                if (known == null)
                    modules.put(name, new ExportedModule(weight, type(node.node().inputs().get(input)), transposed,
                            branches, Optional.empty(), new ArrayList<>(), new ArrayList<>()));
                modules.get(name).weights().add(new Site(index, input));
            });
        }

        private void bias(final int index) {
            final OnnxSkeleton.EncodedNode node = skeleton.nodes().get(index);
            final OnnxNode n = node.node();
            final boolean third = n.is("Conv") || n.is("Gemm") || n.is("LayerNormalization")
                    || n.is("GroupNormalization");
            for (int i = third ? 2 : 0; i < (third ? 3 : n.is("Add") ? 2 : 0); i++) {
                final Optional<Initializer> found = initializer(n.inputs(), i);
                if (found.isEmpty() || found.get().dims().stream().filter(d -> d > 1).count() != 1)
                    continue;
                final String name = module(node, found.get().name(), BIAS);
                final ExportedModule known = modules.get(name);
                if (known == null)
                    continue;
                final Site site = new Site(index, i);
                stored(found.get(), name + BIAS).ifPresent(bias -> {
                    known.biases().add(site);
                    modules.put(name, new ExportedModule(known.weight(), known.type(), known.transposed(),
                            known.branches(), Optional.of(bias), known.weights(), known.biases()));
                });
            }
        }

        /** The path of the module that a node comes from, by its name or by that of its weight. */
        private static String module(final OnnxSkeleton.EncodedNode node, final String weight, final String end) {
            final String scopes = node.metadata().getOrDefault(SCOPES, "");
            final List<String> path = new ArrayList<>();
            for (final Matcher m = SCOPE.matcher(scopes); m.find();)
                path.add(m.group(1));
            if (path.size() > 1)
                return path.get(path.size() - 2);
            final String name = node.node().name();
            final int last = name.lastIndexOf('/');
            if (name.startsWith("/") && last > 0)
                return name.substring(1, last).replace('/', '.');
            return weight.endsWith(end) ? weight.substring(0, weight.length() - end.length()) : "";
        }

        private Optional<Initializer> initializer(final List<String> inputs, final int input) {
            return input < inputs.size() ? Optional.ofNullable(skeleton.initializers().get(origin(inputs.get(input))))
                    : Optional.empty();
        }

        /** The constant behind a value. */
        private String origin(final String value) {
            String name = value;
            for (int step = 0; step < MAX_STEPS && makers.containsKey(name); step++) {
                final OnnxNode maker = makers.get(name).node();
                if (!maker.is("Identity") && !maker.is("Cast"))
                    break;
                name = maker.inputs().get(0);
            }
            return name;
        }

        /** The type that a constant has where it is used. */
        private ElementType type(final String value) {
            String name = value;
            for (int step = 0; step < MAX_STEPS && makers.containsKey(name); step++) {
                if (makers.get(name).node().is("Cast"))
                    return ElementType.of(makers.get(name).numbers().getOrDefault("to", 0L));
                name = makers.get(name).node().inputs().get(0);
            }
            return skeleton.initializers().get(name).type();
        }

        private Optional<StoredTensor> stored(final Initializer initializer, final String name) {
            return ExportedNetwork.stored(skeleton.file(), initializer).map(tensor -> tensor.named(name));
        }
    }

    /** Where the values of a constant lie; empty if not in one block. */
    private static Optional<StoredTensor> stored(final Path file, final Initializer initializer) {
        try {
            if (initializer.file().isEmpty())
                return initializer.stored() != initializer.bytes() ? Optional.empty()
                        : Optional.of(new StoredTensor(initializer.name(), initializer.type(), initializer.dims(),
                                file, initializer.at(), initializer.stored()));
            final Initializer.External part = initializer.file().get();
            return Optional.of(new StoredTensor(initializer.name(), initializer.type(), initializer.dims(),
                    file.resolveSibling(part.location()).toRealPath(), part.offset(), initializer.bytes()));
        } catch (final IOException e) {
            throw new InpaintException("The weights " + initializer.name() + " of " + file + " cannot be read ("
                    + e.getMessage() + "); download it again.", e);
        }
    }

    /** A constant of the graph as it is written anew: where its values lie. */
    StoredTensor place(final Initializer initializer) {
        return stored(skeleton.file(), initializer).orElseThrow();
    }
}
