package org.inpaintj.network;

import java.util.List;
import java.util.Map;

import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * A block of a {@link DatNetwork}: attention beside a convolution, each of which gates the other, then a feed-forward
 * network with a gate in space. Even blocks attend over windows of the picture, odd ones over its channels. Features
 * are rows of shape y · x, channel. For one graph.
 */
final class DatBlock {

    private static final double EPSILON = 1e-5, LEAST_NORM = 1e-12;

    private final NetworkLayers layers;
    private final GraphWriter graph;
    private final Weights weights;
    /** The shape of a picture of features, and their number. */
    private final String shape;
    private final long width;
    private final DatWindows windows;

    DatBlock(final NetworkLayers layers, final String shape, final long width) {
        this.layers = layers;
        graph = layers.graph();
        weights = layers.weights();
        this.shape = shape;
        this.width = width;
        windows = new DatWindows(layers, shape, width);
    }

    /** Rows as a picture of shape 1, channel, y, x. */
    String picture(final String rows) {
        return graph.op("Reshape", layers.transpose(rows, 1, 0), shape);
    }

    String write(final int group, final int index, final String rows) {
        final String module = "layers." + group + ".blocks." + index;
        final String normed = layers.layerNorm(module + ".norm1", rows, EPSILON);
        final boolean channels = weights.has(module + ".attn.temperature");
        final boolean shifted = group % 2 == 0 ? index > 0 && index % 4 == 2 : index % 4 == 0;
        final String qkv = layers.linear(module + ".attn.qkv", normed);
        final String attended = picture(channels ? overChannels(module + ".attn", qkv)
                : windows.attend(module + ".attn.attns", qkv, shifted));
        final String x = layers.add(rows, joined(module + ".attn", attended, picture(columns(qkv, 2 * width, width)),
                channels));
        return layers.add(x, feedForward(module + ".ffn", layers.layerNorm(module + ".norm2", x, EPSILON)));
    }

    /** Attention and convolution, both pictures, each gated by what the other says of it. */
    private String joined(final String module, final String attended, final String values, final boolean channels) {
        final String convolved = layers.gelu(batchNorm(module + ".dwconv.1", depthwise(module + ".dwconv.0", values)));
        final String ofChannels = interaction(module + ".channel_interaction", 1,
                graph.op("GlobalAveragePool", channels ? attended : convolved));
        final String ofPlaces = interaction(module + ".spatial_interaction", 0, channels ? convolved : attended);
        final String mixed = layers.add(layers.mul(attended, channels ? ofPlaces : ofChannels),
                layers.mul(convolved, channels ? ofChannels : ofPlaces));
        return layers.linear(module + ".proj", layers.rows(mixed, width));
    }

    private String interaction(final String module, final int from, final String x) {
        final String inner = layers.gelu(batchNorm(module + '.' + (from + 1),
                UpscalerNetwork.conv(layers, module + '.' + from, x, 0)));
        return graph.op("Sigmoid", UpscalerNetwork.conv(layers, module + '.' + (from + 3), inner, 0));
    }

    /** Of features of each head with one another, each of length 1 over the picture. */
    private String overChannels(final String module, final String qkv) {
        final long heads = UpscalerNetwork.heads(weights, weights.get(module + ".temperature").count(), width);
        final String[] parts = new String[3];
        for (int i = 0; i < parts.length; i++)
            parts[i] = layers.reshape(layers.transpose(columns(qkv, i * width, width), 1, 0), heads, width / heads,
                    -1);
        final String table = layers.mul(graph.op("MatMul", normalised(parts[0]),
                layers.transpose(normalised(parts[1]), 0, 2, 1)),
                layers.weight(module + ".temperature", heads, 1L, 1L));
        final String attended = graph.op("MatMul", graph.op("Softmax", List.of(table), Map.of("axis", -1)), parts[2]);
        return layers.transpose(layers.reshape(attended, width, -1), 1, 0);
    }

    private String normalised(final String x) {
        final String length = graph.op("ReduceL2", List.of(x, graph.longs(-1)), Map.of("keepdims", 1));
        return graph.op("Div", x, graph.op("Max", length, graph.scalar(LEAST_NORM)));
    }

    private String feedForward(final String module, final String rows) {
        final String wide = layers.gelu(layers.linear(module + ".fc1", rows));
        final long half = weights.get(module + ".fc1.weight").size(0) / 2;
        final String gate = layers.layerNorm(module + ".sg.norm", columns(wide, half, half), EPSILON);
        final String place = layers.concat(0, graph.longs(1, half), graph.op("Slice", shape, graph.longs(2),
                graph.longs(4)));
        final String seen = depthwise(module + ".sg.conv",
                graph.op("Reshape", layers.transpose(gate, 1, 0), place));
        return layers.linear(module + ".fc2", layers.mul(columns(wide, 0, half), layers.rows(seen, half)));
    }

    private String columns(final String rows, final long from, final long count) {
        return graph.op("Slice", rows, graph.longs(from), graph.longs(from + count), graph.longs(1));
    }

    /** A convolution of each channel alone. */
    private String depthwise(final String module, final String x) {
        final StoredTensor kernel = UpscalerNetwork.kernel(weights, module);
        return graph.op("Conv", List.of(x, layers.weight(module + ".weight"), layers.weight(module + ".bias")),
                Map.of("pads", new long[] { 1, 1, 1, 1 }, "group", kernel.size(0)));
    }

    private String batchNorm(final String module, final String x) {
        return graph.op("BatchNormalization", List.of(x, layers.weight(module + ".weight"),
                layers.weight(module + ".bias"), layers.weight(module + ".running_mean"),
                layers.weight(module + ".running_var")), Map.of("epsilon", (float) EPSILON));
    }
}
