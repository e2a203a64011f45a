package org.inpaintj.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.platform.Fp16Conversions;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;

/**
 * The layers that networks are made of, written into a graph with their weights, which are found by the names of
 * modules: {@code conv("conv_in", x, 1, 1)} reads {@code conv_in.weight} and {@code conv_in.bias}. Pictures are of
 * shape batch, channel, y, x; rows of features of shape tokens, features. Every method returns the name of its result.
 * Layers compute with 32-bit floats, or in the half form with 16-bit ones, which weights of that type need no
 * conversion for; inputs and outputs are of 32 bits in both. For one thread.
 */
public final class NetworkLayers {

    /** Input of the strengths of all {@link LowRank}s. */
    public static final String STRENGTHS = "lora_strengths";

    private final GraphWriter graph;
    private final Weights weights;
    private final Map<String, List<LowRank>> changes;
    private final ElementType type;
    private final Map<String, String> strengths = new HashMap<>();

    /**
     * @param changes low-rank changes by the modules that they are for; where there are any, the graph has the input
     *                {@link #STRENGTHS}, one float for each index
     */
    public NetworkLayers(final GraphWriter graph, final Weights weights, final Map<String, List<LowRank>> changes) {
        this(graph, weights, changes, false);
    }

    /** @param half whether the layers compute with 16-bit floats */
    public NetworkLayers(final GraphWriter graph, final Weights weights, final Map<String, List<LowRank>> changes,
            final boolean half) {
        this.graph = graph;
        this.weights = weights;
        this.changes = Map.copyOf(changes);
        type = half ? ElementType.FLOAT16 : ElementType.FLOAT;
        changes.values().stream().flatMap(List::stream).mapToInt(LowRank::index).max()
                .ifPresent(most -> graph.input(STRENGTHS, ElementType.FLOAT, most + 1));
    }

    /** What the layers compute with. */
    ElementType type() {
        return type;
    }

    /** Declares an input of 32-bit floats; the result is it in the type that layers compute with. */
    String input(final String name, final Object... axes) {
        return narrowed(graph.input(name, ElementType.FLOAT, axes));
    }

    /** Declares an output of 32-bit floats. */
    void output(final String value, final String name, final Object... axes) {
        graph.output(widened(value), name, ElementType.FLOAT, axes);
    }

    /** 32-bit floats in the type that layers compute with. */
    String narrowed(final String floats) {
        return type == ElementType.FLOAT ? floats : cast(floats, type);
    }

    /** What layers computed as 32-bit floats. */
    String widened(final String values) {
        return type == ElementType.FLOAT ? values : cast(values, ElementType.FLOAT);
    }

    private String cast(final String x, final ElementType to) {
        return graph.op("Cast", List.of(x), Map.of("to", (long) to.ordinal()));
    }

    /** One number in the type that layers compute with. */
    String scalar(final double value) {
        return constant(new long[0], (float) value);
    }

    private String constant(final long[] dims, final float... values) {
        if (type == ElementType.FLOAT)
            return graph.floats(values, dims);
        final ByteBuffer halves = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : values)
            halves.putShort(Fp16Conversions.floatToFp16(value));
        return graph.constant(type, dims, halves.array());
    }

    public GraphWriter graph() {
        return graph;
    }

    public Weights weights() {
        return weights;
    }

    /** A weight as it is. */
    public String weight(final String name) {
        return graph.weight(weights.get(name).named(name), type);
    }

    /** A weight with other axes. */
    public String weight(final String name, final Long... dims) {
        return graph.weight(weights.get(name).named(name).reshaped(List.of(dims)), type);
    }

    /** Rows of features through a linear module; its weight may be stored as a convolution of 1 x 1. */
    public String linear(final String module, final String rows) {
        final String bias = weights.has(module + ".bias") ? weight(module + ".bias") : "";
        final String integers = module + LinearQuantization.WEIGHT;
        String result = weights.has(integers)
                ? LinearQuantization.multiply(graph, rows, graph.stored(weights.get(integers).named(integers)),
                        weight(module + LinearQuantization.SCALE), bias)
                : gemm(rows, matrix(module + ".weight", weights.get(module + ".weight")), bias);
        for (final LowRank change : changes.getOrDefault(module, List.of())) {
            final String inner = gemm(rows, matrix(change.down().name(), change.down()), "");
            result = gemm(scaled(inner, change), matrix(change.up().name(), change.up()), result);
        }
        return result;
    }

    /** A weight of shape out, in, whatever axes of size 1 follow. */
    private String matrix(final String name, final StoredTensor tensor) {
        return graph.weight(tensor.named(name).reshaped(List.of(tensor.size(0), tensor.count() / tensor.size(0))),
                type);
    }

    private String gemm(final String rows, final String weight, final String plus) {
        return graph.op("Gemm", plus.isEmpty() ? List.of(rows, weight) : List.of(rows, weight, plus),
                Map.of("transB", 1));
    }

    private String scaled(final String inner, final LowRank change) {
        return mul(inner, strengths.computeIfAbsent(change.index() + " x " + change.scale(), each -> narrowed(mul(
                graph.op("Gather", STRENGTHS, graph.longs(new long[] { change.index() })),
                graph.scalar(change.scale())))));
    }

    /** A picture through a convolution with the same padding at all edges. */
    public String conv(final String module, final String x, final int stride, final int pad) {
        return conv(module, x, stride, pad, pad, pad, pad);
    }

    /** @param pads at the top, left, bottom and right, px */
    public String conv(final String module, final String x, final int stride, final long... pads) {
        final StoredTensor kernel = weights.get(module + ".weight");
        final String weight = graph.weight(kernel.named(module + ".weight"), type);
        final Map<String, Object> attributes = Map.of("strides", new long[] { stride, stride }, "pads", pads,
                "kernel_shape", new long[] { kernel.size(2), kernel.size(3) });
        String result = graph.op("Conv", weights.has(module + ".bias")
                ? List.of(x, weight, weight(module + ".bias")) : List.of(x, weight), attributes);
        for (final LowRank change : changes.getOrDefault(module, List.of())) {
            final List<Long> inner = change.mid().isPresent() ? List.of(1L, 1L)
                    : List.of(kernel.size(2), kernel.size(3));
            String low = change.mid().isPresent() ? pointwise(change.down(), x) : convolved(change.down(), x, inner,
                    attributes);
            if (change.mid().isPresent())
                low = convolved(change.mid().get(), low, List.of(kernel.size(2), kernel.size(3)), attributes);
            result = add(result, pointwise(change.up(), scaled(low, change)));
        }
        return result;
    }

    private String pointwise(final StoredTensor tensor, final String x) {
        return convolved(tensor, x, List.of(1L, 1L), Map.of());
    }

    private String convolved(final StoredTensor tensor, final String x, final List<Long> sides,
            final Map<String, Object> attributes) {
        final long in = tensor.count() / (tensor.size(0) * sides.get(0) * sides.get(1));
        return graph.op("Conv", List.of(x, graph.weight(tensor.reshaped(
                List.of(tensor.size(0), in, sides.get(0), sides.get(1))), type)), attributes);
    }

    /** Group normalisation (Wu and He 2018) of a picture. */
    public String groupNorm(final String module, final String x, final int groups, final double epsilon) {
        final long channels = weights.get(module + ".weight").count();
        final float[] ones = new float[groups], zeros = new float[groups];
        Arrays.fill(ones, 1);
        final String normed = graph.op("InstanceNormalization", List.of(reshape(x, 0, groups, -1),
                constant(new long[] { groups }, ones), constant(new long[] { groups }, zeros)),
                Map.of("epsilon", (float) epsilon));
        final String shaped = graph.op("Reshape", normed, graph.op("Shape", x));
        return add(mul(shaped, weight(module + ".weight", channels, 1L, 1L)),
                weight(module + ".bias", channels, 1L, 1L));
    }

    /** Layer normalisation (Ba et al. 2016) over the last axis. */
    public String layerNorm(final String module, final String x, final double epsilon) {
        return graph.op("LayerNormalization", List.of(x, weight(module + ".weight"), weight(module + ".bias")),
                Map.of("epsilon", (float) epsilon, "axis", -1));
    }

    /**
     * Attention (Vaswani et al. 2017) by one operator of ONNX Runtime, which holds no table of all pairs of tokens.
     *
     * @param query  of shape batch, sequence, features, as {@code key} and {@code value}
     * @param causal whether a token sees only those before it
     */
    public String attention(final String query, final String key, final String value, final int heads,
            final boolean causal) {
        return graph.op("MultiHeadAttention", GraphWriter.MICROSOFT, List.of(query, key, value),
                causal ? Map.of("num_heads", heads, "unidirectional", 1) : Map.of("num_heads", heads));
    }

    /** x · sigmoid(x). */
    public String silu(final String x) {
        return mul(x, graph.op("Sigmoid", x));
    }

    /** The exact Gaussian error linear unit. */
    public String gelu(final String x) {
        return graph.op("Gelu", GraphWriter.MICROSOFT, List.of(x), Map.of());
    }

    /** x · sigmoid(1.702 x), which OpenAI's CLIP uses instead. */
    public String quickGelu(final String x) {
        return graph.op("QuickGelu", GraphWriter.MICROSOFT, List.of(x), Map.of("alpha", 1.702f));
    }

    public String leakyRelu(final String x, final double slope) {
        return graph.op("LeakyRelu", List.of(x), Map.of("alpha", (float) slope));
    }

    public String relu(final String x) {
        return graph.op("Relu", x);
    }

    public String add(final String a, final String b) {
        return graph.op("Add", a, b);
    }

    public String mul(final String a, final String b) {
        return graph.op("Mul", a, b);
    }

    public String concat(final int axis, final String... parts) {
        return graph.op("Concat", List.of(parts), Map.of("axis", axis));
    }

    /** @param dims 0 keeps an axis, -1 takes what is left */
    public String reshape(final String x, final long... dims) {
        return graph.op("Reshape", x, graph.longs(dims));
    }

    public String transpose(final String x, final long... axes) {
        return graph.op("Transpose", List.of(x), Map.of("perm", axes));
    }

    /** A picture twice as wide and high, its samples repeated. */
    public String doubled(final String x) {
        return graph.op("Resize", List.of(x, "", graph.floats(1, 1, 2, 2)), Map.of("mode", "nearest",
                "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"));
    }

    /** A picture as wide and high as another, its samples repeated. */
    public String enlarged(final String x, final String other) {
        final String size = concat(0, graph.op("Shape", List.of(x), Map.of("end", 2)),
                graph.op("Shape", List.of(other), Map.of("start", 2)));
        return graph.op("Resize", List.of(x, "", "", size), Map.of("mode", "nearest",
                "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"));
    }

    /** A picture as rows of features: of shape batch · y · x, channels. */
    public String rows(final String x, final long channels) {
        return reshape(transpose(x, 0, 2, 3, 1), -1, channels);
    }
}
