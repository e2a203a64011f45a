package org.inpaintj.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.onnx.file.ElementType;

/**
 * The first half of a UNet ({@code UNet2DConditionModel}), which a ControlNet copies: inputs, time embedding, blocks on
 * the way down and the block in the middle. Rombach et al. 2022, Podell et al. 2023; numbers as in diffusers. For one
 * thread.
 */
final class UnetBlocks {

    private static final double RESNET_EPSILON = 1e-5, TRANSFORMER_EPSILON = 1e-6, LAYER_EPSILON = 1e-5;
    private static final double PERIOD = 10_000;

    private final NetworkLayers layers;
    private final GraphWriter graph;
    private final Weights weights;
    private final UnetForm shape;
    private final Map<Long, String> sequences = new HashMap<>();
    private final String sample, batch, context, embedding;

    /** Whether attentions need 32 bits in the half form: those of Stable Diffusion 2 go beyond what 16 hold. */
    private final boolean upcasts;

    /** Declares the inputs: sample, timestep, encoder_hidden_states, and those that the weights ask for. */
    UnetBlocks(final NetworkLayers layers, final UnetForm shape) {
        this.layers = layers;
        this.shape = shape;
        graph = layers.graph();
        weights = layers.weights();
        sample = layers.input("sample", "batch", weights.get("conv_in.weight").size(1), "height", "width");
        graph.input("timestep", ElementType.FLOAT, "batch");
        final long features = contextWidth(weights);
        context = layers.reshape(layers.input("encoder_hidden_states", "batch", "sequence", features), -1, features);
        batch = graph.op("Slice", graph.op("Shape", "sample"), graph.longs(0), graph.longs(1));
        embedding = layers.silu(embedding());
        upcasts = shape.idCount() == 0 && weights.names().stream().anyMatch(name -> name.endsWith(".proj_in.weight")
                && weights.get(name).dims().size() == 2);
    }

    /** The latents. */
    String sample() {
        return sample;
    }

    /** Features of a token that the attentions read; 0 if there are none. */
    static long contextWidth(final Weights weights) {
        return weights.names().stream().filter(name -> name.endsWith(".attn2.to_k.weight")).findFirst()
                .map(name -> weights.get(name).size(1)).orElse(0L);
    }

    private String embedding() {
        final long width = weights.get("time_embedding.linear_1.weight").size(1);
        String time = waves("timestep", width);
        if (weights.has("time_embedding.cond_proj.weight")) {
            final String guidance = layers.input("timestep_cond", "batch",
                    weights.get("time_embedding.cond_proj.weight").size(1));
            time = layers.add(time, layers.linear("time_embedding.cond_proj", guidance));
        }
        final String embedded = twoLayers("time_embedding", time);
        if (shape.idCount() == 0)
            return embedded;
        final long vector = weights.get("add_embedding.linear_1.weight").size(1)
                - (long) shape.idCount() * shape.idWidth();
        final String pooled = layers.input("text_embeds", "batch", vector);
        final String ids = layers.reshape(graph.input("time_ids", ElementType.FLOAT, "batch", shape.idCount()), -1);
        final String waves = layers.reshape(waves(ids, shape.idWidth()), -1,
                (long) shape.idCount() * shape.idWidth());
        return layers.add(embedded, twoLayers("add_embedding", layers.concat(1, pooled, waves)));
    }

    private String twoLayers(final String module, final String x) {
        return layers.linear(module + ".linear_2", layers.silu(layers.linear(module + ".linear_1", x)));
    }

    /**
     * Cosines, then sines of numbers at falling frequencies: from shape n to shape n, width. Angles need 32 bits in
     * the half form too.
     */
    private String waves(final String numbers, final long width) {
        final int half = (int) width / 2;
        final float[] frequencies = new float[half];
        for (int i = 0; i < half; i++)
            frequencies[i] = (float) Math.exp(-Math.log(PERIOD) * i / half);
        final String angles = layers.mul(graph.op("Unsqueeze", numbers, graph.longs(1)), graph.floats(frequencies));
        return layers.narrowed(layers.concat(1, graph.op("Cos", angles), graph.op("Sin", angles)));
    }

    /** The way down, from what follows {@code conv_in}: every map that the way up takes, the first one first. */
    List<String> down(final String start) {
        final List<String> maps = new ArrayList<>(List.of(start));
        String x = start;
        for (int level = 0; weights.hasModule("down_blocks." + level); level++) {
            final String block = "down_blocks." + level;
            for (int i = 0; weights.hasModule(block + ".resnets." + i); i++) {
                x = layer(block, i, x, level);
                maps.add(x);
            }
            if (weights.hasModule(block + ".downsamplers.0")) {
                x = layers.conv(block + ".downsamplers.0.conv", x, 2, 1);
                maps.add(x);
            }
        }
        return maps;
    }

    /** How many levels there are. */
    int levels() {
        return weights.count("down_blocks");
    }

    /** The middle; what it is given where a pruned model has none. */
    String mid(final String x) {
        if (!weights.hasModule("mid_block.resnets.0"))
            return x;
        String out = layer("mid_block", 0, x, levels() - 1);
        for (int i = 1; weights.hasModule("mid_block.resnets." + i); i++)
            out = resnet("mid_block.resnets." + i, out);
        return out;
    }

    /** A residual block and the attention after it, if there is one. */
    String layer(final String block, final int index, final String x, final int level) {
        final String out = resnet(block + ".resnets." + index, x);
        final String attention = block + ".attentions." + index;
        return weights.hasModule(attention) ? transformer(attention, out, level) : out;
    }

    private String resnet(final String module, final String x) {
        String h = layers.silu(layers.groupNorm(module + ".norm1", x, shape.groups(), RESNET_EPSILON));
        h = layers.conv(module + ".conv1", h, 1, 1);
        final long width = weights.get(module + ".conv1.weight").size(0);
        h = layers.add(h, layers.reshape(layers.linear(module + ".time_emb_proj", embedding), -1, width, 1, 1));
        h = layers.silu(layers.groupNorm(module + ".norm2", h, shape.groups(), RESNET_EPSILON));
        h = layers.conv(module + ".conv2", h, 1, 1);
        return layers.add(h, weights.hasModule(module + ".conv_shortcut")
                ? layers.conv(module + ".conv_shortcut", x, 1, 0) : x);
    }

    /** A convolution of 1 x 1 is a linear layer of every sample, so both forms are written alike. */
    private String transformer(final String module, final String x, final int level) {
        final long width = weights.get(module + ".proj_in.weight").size(0);
        final long channels = weights.get(module + ".norm.weight").count();
        final int heads = shape.heads(weights, module, level);
        final String normed = layers.groupNorm(module + ".norm", x, shape.groups(), TRANSFORMER_EPSILON);
        String rows = layers.linear(module + ".proj_in", layers.rows(normed, channels));
        for (int i = 0; weights.hasModule(module + ".transformer_blocks." + i); i++) {
            final String block = module + ".transformer_blocks." + i;
            final String seen = layers.layerNorm(block + ".norm1", rows, LAYER_EPSILON);
            rows = layers.add(rows, attention(block + ".attn1", seen, seen, heads, width));
            rows = layers.add(rows, attention(block + ".attn2",
                    layers.layerNorm(block + ".norm2", rows, LAYER_EPSILON), context, heads, width));
            rows = layers.add(rows, feedForward(block + ".ff",
                    layers.layerNorm(block + ".norm3", rows, LAYER_EPSILON)));
        }
        final String shapeBack = graph.op("Gather", graph.op("Shape", x), graph.longs(0, 2, 3, 1));
        final String back = graph.op("Reshape", layers.linear(module + ".proj_out", rows), shapeBack);
        return layers.add(layers.transpose(back, 0, 3, 1, 2), x);
    }

    private String attention(final String module, final String rows, final String seen, final int heads,
            final long width) {
        final String sequence = sequences.computeIfAbsent(width,
                w -> layers.concat(0, batch, graph.longs(-1, w)));
        final String query = graph.op("Reshape", layers.linear(module + ".to_q", rows), sequence);
        final String key = graph.op("Reshape", layers.linear(module + ".to_k", seen), sequence);
        final String value = graph.op("Reshape", layers.linear(module + ".to_v", seen), sequence);
        final String attended = upcasts ? layers.narrowed(layers.attention(layers.widened(query), layers.widened(key),
                layers.widened(value), heads, false)) : layers.attention(query, key, value, heads, false);
        return layers.linear(module + ".to_out.0", layers.reshape(attended, -1, width));
    }

    /** Gated by the second half (GEGLU, Shazeer 2020). */
    private String feedForward(final String module, final String rows) {
        final List<String> halves = graph.ops("Split", "", List.of(layers.linear(module + ".net.0.proj", rows)),
                Map.of("axis", 1, "num_outputs", 2), 2);
        return layers.linear(module + ".net.2", layers.mul(halves.get(0), layers.gelu(halves.get(1))));
    }

    /** The end of a UNet: of the width of {@code conv_out}. */
    String end(final String x) {
        return layers.conv("conv_out", layers.silu(layers.groupNorm("conv_norm_out", x, shape.groups(),
                RESNET_EPSILON)), 1, 1);
    }
}
