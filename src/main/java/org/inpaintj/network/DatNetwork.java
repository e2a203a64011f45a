package org.inpaintj.network;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.InpaintException;

/**
 * The dual aggregation transformer (DAT, Chen et al. 2023) in all its sizes: blocks that look at windows of the picture
 * alternate with blocks that compare its channels. Its graph takes pictures of any size; of the numbers that shape it,
 * only the sides of the windows are values of the file and not shapes.
 */
public final class DatNetwork implements UpscalerNetwork {

    private static final double LAST_SLOPE = 0.01, SLOPE = 0.2, EPSILON = 1e-5;
    private static final int LEAST = 16;
    private static final float[] MEAN = { 0.4488f, 0.4371f, 0.4040f };

    private final Weights weights;
    private final long width;
    private final int channels;
    private final int scale;
    private final boolean direct;

    DatNetwork(final Weights weights) {
        this.weights = weights;
        width = UpscalerNetwork.kernel(weights, "conv_first").size(0);
        direct = !weights.has("conv_last.weight");
        final long in = UpscalerNetwork.kernel(weights, "conv_first").size(1);
        if (direct) {
            final long all = UpscalerNetwork.kernel(weights, "upsample.0").size(0);
            scale = UpscalerNetwork.scale(weights, UpscalerNetwork.root(weights, all / in));
            channels = UpscalerNetwork.channels(weights, in, all / ((long) scale * scale));
        } else {
            scale = UpscalerNetwork.scale(weights, shuffles().stream().mapToDouble(f -> f).reduce(1, (a, b) -> a * b));
            channels = UpscalerNetwork.channels(weights, in, UpscalerNetwork.kernel(weights, "conv_last").size(0));
        }
        if (weights.count("layers") == 0)
            throw new InpaintException(weights.owner() + " has no layers; it is incomplete: download it again.");
    }

    static boolean isLikely(final Weights weights) {
        // RGT has windows of the same names
        return weights.has("before_RG.1.weight") && weights.has("layers.0.blocks.0.ffn.sg.conv.weight");
    }

    /** How much each shuffle of pixels enlarges: those of factors of 2 come one after the other. */
    private List<Integer> shuffles() {
        final List<Integer> factors = new ArrayList<>();
        for (int i = 0; weights.has("upsample." + i + ".weight"); i += 2) {
            final long in = UpscalerNetwork.kernel(weights, "upsample." + i).size(1);
            factors.add(UpscalerNetwork.root(weights, weights.get("upsample." + i + ".weight").size(0) / in));
        }
        return factors;
    }

    @Override
    public String description() {
        return "DAT, " + width + " features, " + weights.count("layers") + " groups of "
                + weights.count("layers.0.blocks") + " blocks";
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int scale() {
        return scale;
    }

    @Override
    public int minimum() {
        return LEAST;
    }

    @Override
    public int multiple() {
        return 1;
    }

    @Override
    public String write(final NetworkLayers layers, final String picture) {
        final GraphWriter graph = layers.graph();
        final String mean = channels == MEAN.length ? graph.floats(MEAN, 1, MEAN.length, 1, 1) : graph.scalar(0);
        final String first = UpscalerNetwork.conv(layers, "conv_first", graph.op("Sub", picture, mean), 1);
        final DatBlock block = new DatBlock(layers, graph.op("Shape", first), width);
        String rows = layers.layerNorm("before_RG.1", layers.rows(first, width), EPSILON);
        for (int group = 0; weights.hasModule("layers." + group); group++) {
            String x = rows;
            for (int i = 0; weights.hasModule("layers." + group + ".blocks." + i); i++)
                x = block.write(group, i, x);
            rows = layers.add(rows, layers.rows(residual(layers, "layers." + group + ".conv", block.picture(x)),
                    width));
        }
        final String last = block.picture(layers.layerNorm("norm", rows, EPSILON));
        final String body = layers.add(residual(layers, "conv_after_body", last), first);
        return layers.add(enlarged(layers, body), mean);
    }

    /** One convolution, or three with fewer channels between. */
    private String residual(final NetworkLayers layers, final String module, final String x) {
        if (weights.has(module + ".weight"))
            return UpscalerNetwork.conv(layers, module, x, 1);
        final String narrow = layers.leakyRelu(UpscalerNetwork.conv(layers, module + ".0", x, 1), SLOPE);
        final String mixed = layers.leakyRelu(UpscalerNetwork.conv(layers, module + ".2", narrow, 0), SLOPE);
        return UpscalerNetwork.conv(layers, module + ".4", mixed, 1);
    }

    private String enlarged(final NetworkLayers layers, final String body) {
        if (direct)
            return UpscalerNetwork.shuffle(layers, UpscalerNetwork.conv(layers, "upsample.0", body, 1), scale);
        String x = layers.leakyRelu(UpscalerNetwork.conv(layers, "conv_before_upsample.0", body, 1), LAST_SLOPE);
        int i = 0;
        for (final int factor : shuffles()) {
            x = UpscalerNetwork.shuffle(layers, UpscalerNetwork.conv(layers, "upsample." + i, x, 1), factor);
            i += 2;
        }
        return UpscalerNetwork.conv(layers, "conv_last", x, 1);
    }
}
