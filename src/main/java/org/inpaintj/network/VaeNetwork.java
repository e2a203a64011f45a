package org.inpaintj.network;

/**
 * The autoencoder of Stable Diffusion ({@code AutoencoderKL} of diffusers; Rombach et al. 2022), its two halves as the
 * networks of an export: {@code sample} to {@code latent_parameters} (means, then log variances), and
 * {@code latent_sample} to {@code sample}; pixels of -1..1, latents without scale.
 */
public final class VaeNetwork {

    private static final double EPSILON = 1e-6;

    private final NetworkLayers layers;
    private final GraphWriter graph;
    private final Weights weights;
    private final int groups;

    /** @param groups of the group normalisations, 32 in published models */
    public VaeNetwork(final NetworkLayers layers, final int groups) {
        this.layers = layers;
        graph = layers.graph();
        weights = layers.weights();
        this.groups = groups;
    }

    /** Writes the encoder. */
    public void encoder() {
        String x = layers.conv("encoder.conv_in", layers.input("sample", "batch",
                weights.get("encoder.conv_in.weight").size(1), "height", "width"), 1, 1);
        for (int level = 0; weights.hasModule("encoder.down_blocks." + level); level++) {
            final String block = "encoder.down_blocks." + level;
            x = resnets(block, x);
            if (weights.hasModule(block + ".downsamplers.0"))
                // right and below alone
                x = layers.conv(block + ".downsamplers.0.conv", x, 2, 0, 0, 1, 1);
        }
        x = layers.conv("encoder.conv_out", end("encoder", mid("encoder", x)), 1, 1);
        if (weights.hasModule("quant_conv"))
            x = layers.conv("quant_conv", x, 1, 0);
        layers.output(x, "latent_parameters", "batch",
                weights.get("encoder.conv_out.weight").size(0), "latent_height", "latent_width");
    }

    /** Writes the decoder. */
    public void decoder() {
        final String latents = layers.input("latent_sample", "batch", weights.get("decoder.conv_in.weight").size(1),
                "latent_height", "latent_width");
        String x = weights.hasModule("post_quant_conv") ? layers.conv("post_quant_conv", latents, 1, 0) : latents;
        x = mid("decoder", layers.conv("decoder.conv_in", x, 1, 1));
        for (int level = 0; weights.hasModule("decoder.up_blocks." + level); level++) {
            final String block = "decoder.up_blocks." + level;
            x = resnets(block, x);
            if (weights.hasModule(block + ".upsamplers.0"))
                x = layers.conv(block + ".upsamplers.0.conv", layers.doubled(x), 1, 1);
        }
        layers.output(layers.conv("decoder.conv_out", end("decoder", x), 1, 1), "sample", "batch",
                weights.get("decoder.conv_out.weight").size(0), "height", "width");
    }

    private String resnets(final String block, final String x) {
        String out = x;
        for (int i = 0; weights.hasModule(block + ".resnets." + i); i++)
            out = resnet(block + ".resnets." + i, out);
        return out;
    }

    private String resnet(final String module, final String x) {
        String h = layers.conv(module + ".conv1", normed(module + ".norm1", x), 1, 1);
        h = layers.conv(module + ".conv2", normed(module + ".norm2", h), 1, 1);
        return layers.add(h, weights.hasModule(module + ".conv_shortcut")
                ? layers.conv(module + ".conv_shortcut", x, 1, 0) : x);
    }

    private String normed(final String module, final String x) {
        return layers.silu(layers.groupNorm(module, x, groups, EPSILON));
    }

    private String end(final String half, final String x) {
        return normed(half + ".conv_norm_out", x);
    }

    private String mid(final String half, final String x) {
        String out = resnet(half + ".mid_block.resnets.0", x);
        final String attention = half + ".mid_block.attentions.0";
        if (weights.hasModule(attention))
            out = attention(attention, out);
        return resnet(half + ".mid_block.resnets.1", out);
    }

    /** Of all samples with one another, with one head. */
    private String attention(final String module, final String x) {
        final long width = weights.get(module + ".group_norm.weight").count();
        final String shape = graph.op("Gather", graph.op("Shape", x), graph.longs(0, 2, 3, 1));
        final String rows = layers.rows(layers.groupNorm(module + ".group_norm", x, groups, EPSILON), width);
        final String sequence = layers.concat(0, graph.op("Slice", graph.op("Shape", x), graph.longs(0),
                graph.longs(1)), graph.longs(-1, width));
        final String attended = layers.attention(graph.op("Reshape", layers.linear(module + ".to_q", rows), sequence),
                graph.op("Reshape", layers.linear(module + ".to_k", rows), sequence),
                graph.op("Reshape", layers.linear(module + ".to_v", rows), sequence), 1, false);
        final String out = layers.linear(module + ".to_out.0", layers.reshape(attended, -1, width));
        return layers.add(layers.transpose(graph.op("Reshape", out, shape), 0, 3, 1, 2), x);
    }
}
