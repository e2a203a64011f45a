package org.inpaintj.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;
import org.inpaintj.onnx.file.OnnxSkeleton;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The attentions of an export as one operator of ONNX Runtime, which holds no table of all pairs of tokens. What is
 * recognised is how PyTorch's exporter writes {@code scaled_dot_product_attention} without a mask: queries and keys
 * times the root of the scale, product, softmax, product with the values, heads side by side again.
 */
public final class AttentionFusion {

    private static final List<Long> HEADS_FIRST = List.of(0L, 2L, 1L, 3L), KEYS_LAST = List.of(0L, 2L, 3L, 1L);
    private static final Set<String> INNER_GRAPHS = Set.of("ai.onnx:If", "ai.onnx:Loop", "ai.onnx:Scan");
    private static final int MOST_CASTS = 3;

    private final OnnxSkeleton skeleton;
    private final Map<String, OnnxSkeleton.EncodedNode> makers = new HashMap<>();
    private final Map<String, List<OnnxNode>> users = new HashMap<>();
    private final Map<OnnxNode, OnnxSkeleton.EncodedNode> fused = new HashMap<>();

    private AttentionFusion(final OnnxSkeleton skeleton) {
        this.skeleton = skeleton;
        for (final OnnxSkeleton.EncodedNode node : skeleton.nodes()) {
            node.node().outputs().forEach(output -> makers.put(output, node));
            node.node().inputs().forEach(in -> users.computeIfAbsent(in, i -> new ArrayList<>()).add(node.node()));
        }
        for (final OnnxSkeleton.EncodedNode node : skeleton.nodes())
            if (node.node().is("Softmax"))
                fuse(node.node());
    }

    /**
     * An export with its attentions fused, in memory; empty if none is recognised, or the file cannot be taken apart.
     */
    public static Optional<OnnxGraph> of(final OnnxModelInfo info) {
        return skeleton(info).map(changed -> new ChangedExport(new ExportedNetwork(changed, Map.of()), Map.of(),
                Map.of()).graph(info.file() + " with fused attentions"));
    }

    /** The same taken apart. */
    static Optional<OnnxSkeleton> skeleton(final OnnxModelInfo info) {
        final boolean floats = info.initializers().values().stream().noneMatch(w -> w.type() == ElementType.FLOAT16
                || w.type() == ElementType.BFLOAT16);
        if (!floats || info.nodes().stream().noneMatch(n -> n.is("Softmax"))
                || info.nodes().stream().anyMatch(n -> INNER_GRAPHS.contains(n.operator())))
            return Optional.empty();
        try {
            final AttentionFusion fusion = new AttentionFusion(ExportedNetwork.skeleton(info.file()));
            return fusion.fused.isEmpty() ? Optional.empty() : Optional.of(fusion.changed(info));
        } catch (final InpaintException e) {
            return Optional.empty();
        }
    }

    private OnnxSkeleton changed(final OnnxModelInfo info) {
        final List<OnnxSkeleton.EncodedNode> nodes = new ArrayList<>();
        final Set<String> needed = new HashSet<>();
        info.outputs().stream().map(ValueInfo::name).forEach(needed::add);
        // what only made the tables is left out
        for (int n = skeleton.nodes().size() - 1; n >= 0; n--) {
            final OnnxSkeleton.EncodedNode old = skeleton.nodes().get(n);
            final OnnxSkeleton.EncodedNode node = fused.getOrDefault(old.node(), old);
            if (node.node().outputs().stream().anyMatch(needed::contains)) {
                nodes.add(0, node);
                needed.addAll(node.node().inputs());
            }
        }
        final List<byte[]> head = new ArrayList<>(skeleton.head());
        if (!info.opsets().containsKey(GraphWriter.MICROSOFT))
            head.add(new ProtobufWriter().message(8, new ProtobufWriter().text(1, GraphWriter.MICROSOFT).number(2, 1))
                    .bytes());
        return new OnnxSkeleton(skeleton.file(), head, nodes, skeleton.initializers(), skeleton.small(),
                skeleton.rest());
    }

    private void fuse(final OnnxNode softmax) {
        final Optional<OnnxNode> pairs = maker(softmax.inputs().get(0), "MatMul");
        final Optional<OnnxNode> mixed = user(softmax.outputs().get(0), "MatMul");
        if (pairs.isEmpty() || mixed.isEmpty() || !mixed.get().inputs().get(0).equals(softmax.outputs().get(0)))
            return;
        final Optional<OnnxNode> query = scaled(pairs.get().inputs().get(0), HEADS_FIRST);
        final Optional<OnnxNode> key = scaled(pairs.get().inputs().get(1), KEYS_LAST);
        final Optional<OnnxNode> value = split(mixed.get().inputs().get(1), HEADS_FIRST);
        final Optional<OnnxNode> joined = user(mixed.get().outputs().get(0), "Transpose")
                .filter(t -> axes(t).equals(HEADS_FIRST)).flatMap(t -> user(t.outputs().get(0), "Reshape"));
        if (query.isEmpty() || key.isEmpty() || value.isEmpty() || joined.isEmpty())
            return;
        final OptionalLong heads = maker(query.get().inputs().get(1), "Concat").filter(c -> c.inputs().size() == 4)
                .map(c -> skeleton.number(c.inputs().get(2))).orElse(OptionalLong.empty());
        if (heads.isPresent())
            fused.put(joined.get(), attention(List.of(query.get().inputs().get(0), key.get().inputs().get(0),
                    value.get().inputs().get(0)), joined.get().outputs(), heads.getAsLong()));
    }

    private static OnnxSkeleton.EncodedNode attention(final List<String> inputs, final List<String> outputs,
            final long heads) {
        final String operator = "MultiHeadAttention";
        final byte[] attribute = new ProtobufWriter().message(5, new ProtobufWriter().text(1, "num_heads")
                .number(3, heads).number(20, 2)).bytes();
        final byte[] rest = new ProtobufWriter().text(3, operator + '_' + outputs.get(0)).text(4, operator)
                .text(7, GraphWriter.MICROSOFT).bytes();
        return new OnnxSkeleton.EncodedNode(new OnnxNode(operator + '_' + outputs.get(0),
                GraphWriter.MICROSOFT + ':' + operator, inputs, outputs), List.of(attribute), Map.of(), Map.of(),
                List.of(rest));
    }

    /** The reshaping that makes heads of a value times the root of 1 / root of the features of a head. */
    private Optional<OnnxNode> scaled(final String value, final List<Long> axes) {
        return maker(value, "Mul").filter(mul -> isRootOfScale(mul.inputs().get(1)))
                .flatMap(mul -> split(mul.inputs().get(0), axes));
    }

    private boolean isRootOfScale(final String value) {
        return maker(value, "Sqrt").map(root -> origin(root.inputs().get(0))).flatMap(v -> maker(v, "Div"))
                .flatMap(division -> maker(origin(division.inputs().get(1)), "Sqrt")).isPresent();
    }

    private String origin(final String value) {
        String name = value;
        for (int step = 0; step < MOST_CASTS; step++) {
            final Optional<OnnxNode> cast = maker(name, "Cast");
            if (cast.isEmpty())
                break;
            name = cast.get().inputs().get(0);
        }
        return name;
    }

    private Optional<OnnxNode> split(final String value, final List<Long> axes) {
        return maker(value, "Transpose").filter(t -> axes(t).equals(axes))
                .flatMap(t -> maker(t.inputs().get(0), "Reshape"));
    }

    private List<Long> axes(final OnnxNode transpose) {
        return OnnxSkeleton.list(makers.get(transpose.outputs().get(0)), "perm");
    }

    private Optional<OnnxNode> maker(final String value, final String operator) {
        return Optional.ofNullable(makers.get(value)).map(OnnxSkeleton.EncodedNode::node)
                .filter(node -> node.is(operator));
    }

    /** The only operation that reads a value. */
    private Optional<OnnxNode> user(final String value, final String operator) {
        final List<OnnxNode> all = users.getOrDefault(value, List.of());
        return all.size() == 1 ? Optional.of(all.get(0)).filter(node -> node.is(operator)) : Optional.empty();
    }
}
