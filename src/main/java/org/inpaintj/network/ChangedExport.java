package org.inpaintj.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.Initializer;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxSkeleton;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * An exported network that is written anew in memory with changed weights: low-rank branches beside them
 * ({@link LowRank}), with the input {@link NetworkLayers#STRENGTHS}, and other weights in their place. Each change
 * goes to the nodes of its module alone, so that a constant that several modules share stays as it is for the others.
 * A text encoder may also take tokens beyond its vocabulary ({@link #takeTokens}). The weights stay in the user's
 * files. For one thread.
 */
public final class ChangedExport {

    private static final int NODE = 1, INITIALIZER = 5;

    private final ExportedNetwork network;
    private final GraphWriter writer = new GraphWriter("lora_");
    private final Map<String, List<LowRank>> branches;
    /** The value that a node reads instead of one of its inputs. */
    private final Map<ExportedNetwork.Site, String> inputs = new HashMap<>();
    private final Map<Integer, String> modules = new TreeMap<>();
    private Optional<TokenTable> table = Optional.empty();
    private String tokens = "";

    /**
     * @param branches by modules of the network that have any
     * @param merged   by the names of weights and biases
     */
    public ChangedExport(final ExportedNetwork network, final Map<String, List<LowRank>> branches,
            final Map<String, StoredTensor> merged) {
        this.network = network;
        this.branches = branches;
        network.modules().forEach((name, module) -> {
            replace(merged, name + ".weight", module.weights());
            replace(merged, name + ".bias", module.biases());
            if (branches.containsKey(name))
                module.weights().forEach(site -> modules.put(site.node(), name));
        });
    }

    /**
     * Lets a text encoder take tokens beyond its vocabulary, whose vectors are fed as
     * {@link TextEncoderNetwork#VECTORS}; to be called before {@link #graph}.
     *
     * @param ids the input of tokens
     * @return the first of these tokens; empty if the export does not tell where it looks vectors up
     */
    public OptionalLong takeTokens(final ValueInfo ids) {
        table = TokenTable.of(network, ids);
        return table.map(t -> OptionalLong.of(t.size())).orElseGet(OptionalLong::empty);
    }

    private void replace(final Map<String, StoredTensor> merged, final String name,
            final List<ExportedNetwork.Site> sites) {
        if (!merged.containsKey(name))
            return;
        final String value = writer.stored(merged.get(name).named("lora_merged." + name));
        sites.forEach(site -> inputs.put(site, value));
    }

    /** The network; see {@link GraphWriter#graph}. */
    public OnnxGraph graph(final String name) {
        final OnnxSkeleton skeleton = network.skeleton();
        if (!branches.isEmpty())
            writer.input(NetworkLayers.STRENGTHS, ElementType.FLOAT, branches.values().stream().flatMap(List::stream)
                    .mapToInt(LowRank::index).max().orElseThrow() + 1);
        table.ifPresent(t -> tokens = t.known(writer));
        for (int n = 0; n < skeleton.nodes().size(); n++)
            node(n, skeleton.nodes().get(n));
        skeleton.rest().forEach(writer::encoded);
        for (final Initializer initializer : skeleton.initializers().values()) {
            final byte[] small = skeleton.small().get(initializer.name());
            if (small == null)
                writer.stored(network.place(initializer));
            else
                writer.encoded(new ProtobufWriter().encoded(new byte[] { INITIALIZER << 3 | 2 }).encoded(small)
                        .bytes());
        }
        final ProtobufWriter model = new ProtobufWriter();
        skeleton.head().forEach(model::encoded);
        return writer.graph(name, skeleton.file(), model, "");
    }

    private void node(final int index, final OnnxSkeleton.EncodedNode node) {
        final String module = modules.get(index);
        final String output = node.node().outputs().get(0);
        final List<String> read = new ArrayList<>(node.node().inputs());
        for (int i = 0; i < read.size(); i++)
            read.set(i, inputs.getOrDefault(new ExportedNetwork.Site(index, i), read.get(i)));
        table.ifPresent(t -> read.replaceAll(value -> value.equals(t.ids().name()) ? tokens : value));
        final boolean looksUp = table.filter(t -> t.node() == index).isPresent();
        final ProtobufWriter written = new ProtobufWriter();
        read.forEach(value -> written.text(1, value));
        final String plain = looksUp ? output + "/of_table" : module == null ? output : output + "/without_lora";
        written.text(2, plain);
        node.node().outputs().stream().skip(1).forEach(value -> written.text(2, value));
        node.attributes().forEach(written::encoded);
        node.rest().forEach(written::encoded);
        writer.encoded(new ProtobufWriter().message(NODE, written).bytes());
        if (looksUp)
            table.get().vectors(writer, plain, output);
        else if (module != null)
            branch(node, network.modules().get(module), branches.get(module), plain, output);
    }

    private void branch(final OnnxSkeleton.EncodedNode node, final ExportedNetwork.ExportedModule module,
            final List<LowRank> changes, final String plain, final String output) {
        final boolean cast = module.type() != ElementType.FLOAT;
        final String x = cast ? cast(node.node().inputs().get(0), ElementType.FLOAT) : node.node().inputs().get(0);
        String sum = "";
        for (final LowRank change : changes) {
            final String strength = writer.op("Gather", NetworkLayers.STRENGTHS,
                    writer.longs(new long[] { change.index() }));
            final String scale = writer.op("Mul", strength, writer.scalar(change.scale()));
            final String made = node.node().is("Conv") ? convolved(node, module, change, x, scale)
                    : multiplied(change, x, scale);
            sum = sum.isEmpty() ? made : writer.op("Add", sum, made);
        }
        writer.named("Add", List.of(plain, cast ? cast(sum, module.type()) : sum), output);
    }

    private String cast(final String value, final ElementType type) {
        return writer.op("Cast", List.of(value), Map.of("to", (long) type.ordinal()));
    }

    private String multiplied(final LowRank change, final String x, final String scale) {
        final String low = writer.op("MatMul", x, transposed(change.down()));
        return writer.op("MatMul", writer.op("Mul", low, scale), transposed(change.up()));
    }

    private String transposed(final StoredTensor tensor) {
        final String matrix = writer.weight(tensor.reshaped(List.of(tensor.size(0), tensor.count() / tensor.size(0))));
        return writer.op("Transpose", List.of(matrix), Map.of("perm", new long[] { 1, 0 }));
    }

    private String convolved(final OnnxSkeleton.EncodedNode node, final ExportedNetwork.ExportedModule module,
            final LowRank change, final String x, final String scale) {
        final List<Long> kernel = module.weight().dims().subList(2, 4);
        String low = change.mid().isPresent() ? convolved(x, change.down(), List.of(1L, 1L), List.of())
                : convolved(x, change.down(), kernel, node.attributes());
        if (change.mid().isPresent())
            low = convolved(low, change.mid().get(), kernel, node.attributes());
        return convolved(writer.op("Mul", low, scale), change.up(), List.of(1L, 1L), List.of());
    }

    private String convolved(final String x, final StoredTensor weight, final List<Long> kernel,
            final List<byte[]> attributes) {
        final long ins = weight.count() / (weight.size(0) * kernel.get(0) * kernel.get(1));
        return writer.encodedOp("Conv", List.of(x, writer.weight(weight.reshaped(
                List.of(weight.size(0), ins, kernel.get(0), kernel.get(1))))), attributes);
    }
}
