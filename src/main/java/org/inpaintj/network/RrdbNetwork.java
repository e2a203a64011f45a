package org.inpaintj.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.inpaintj.core.InpaintException;

/**
 * The network of residual blocks in residual dense blocks (RRDB) of ESRGAN (Wang et al. 2018), Real-ESRGAN, BSRGAN and
 * most of the public upscalers, under the names of any of them: those of the original ({@code model.0}), of later code
 * ({@code conv_first}, {@code body}) and of BSRGAN ({@code RRDB_trunk}). With the additional convolutions of ESRGAN+
 * (Rakotonirina and Rasoanaivo 2020) too, where there are any.
 */
public final class RrdbNetwork implements UpscalerNetwork {

    private static final double SLOPE = 0.2, SHARE = 0.2;
    private static final int DENSE_BLOCKS = 3, CONVOLUTIONS = 5;

    /** The names of one dialect; block and dense block are counted from 0 and 1. */
    private enum Dialect {
        ORIGINAL("model.0", "model.1.sub.%d.RDB%d", ".0"),
        LATER("conv_first", "body.%d.rdb%d", ""),
        BSRGAN("conv_first", "RRDB_trunk.%d.RDB%d", "");

        private final String first;
        private final String dense;
        private final String end;

        Dialect(final String first, final String dense, final String end) {
            this.first = first;
            this.dense = dense;
            this.end = end;
        }

        private String convolution(final int block, final int dense, final int index) {
            return String.format(this.dense, block, dense) + ".conv" + index + end;
        }

        private boolean fits(final Weights weights) {
            return weights.has(first + ".weight") && weights.has(convolution(0, 1, 1) + ".weight");
        }
    }

    private final Weights weights;
    private final Dialect dialect;
    private final int blocks;
    private final String trunk;
    private final List<String> ups = new ArrayList<>();
    private final String high;
    private final String last;
    private final int channels;
    private final int unshuffle;
    private final int scale;

    RrdbNetwork(final Weights weights) {
        this.weights = weights;
        dialect = List.of(Dialect.values()).stream().filter(d -> d.fits(weights)).findFirst().orElseThrow();
        int n = 0;
        while (weights.has(dialect.convolution(n, 1, 1) + ".weight"))
            n++;
        blocks = n;
        if (dialect == Dialect.ORIGINAL) {
            trunk = "model.1.sub." + blocks;
            final List<String> rest = sequence();
            if (rest.size() < 2)
                throw new InpaintException(weights.owner() + " lacks the last layers of an ESRGAN; it is incomplete: "
                        + "download it again.");
            ups.addAll(rest.subList(0, rest.size() - 2));
            high = rest.get(rest.size() - 2);
            last = rest.get(rest.size() - 1);
        } else {
            final boolean later = dialect == Dialect.LATER;
            trunk = later ? "conv_body" : "trunk_conv";
            for (int i = 1; weights.has(up(i) + ".weight"); i++)
                ups.add(up(i));
            high = later ? "conv_hr" : "HRconv";
            last = "conv_last";
        }
        for (final String module : List.of(trunk, high))
            UpscalerNetwork.kernel(weights, module);
        final long in = UpscalerNetwork.kernel(weights, dialect.first).size(1);
        final long out = UpscalerNetwork.kernel(weights, last).size(0);
        unshuffle = in == 4 * out ? 2 : in == 16 * out ? 4 : 1;
        channels = UpscalerNetwork.channels(weights, in / ((long) unshuffle * unshuffle), out);
        scale = UpscalerNetwork.scale(weights, Math.pow(2, ups.size()) / unshuffle);
    }

    static boolean isLikely(final Weights weights) {
        return List.of(Dialect.values()).stream().anyMatch(d -> d.fits(weights));
    }

    private String up(final int index) {
        return (dialect == Dialect.LATER ? "conv_up" : "upconv") + index;
    }

    /** The layers of the original behind the blocks, in their order. */
    private List<String> sequence() {
        final Pattern layer = Pattern.compile("model\\.([1-9]\\d?)\\.weight");
        final TreeSet<Integer> found = new TreeSet<>();
        for (final String name : weights.names()) {
            final Matcher matcher = layer.matcher(name);
            if (matcher.matches())
                found.add(Integer.valueOf(matcher.group(1)));
        }
        return found.stream().map(i -> "model." + i).toList();
    }

    @Override
    public String description() {
        return "ESRGAN (RRDB), " + weights.get(dialect.first + ".weight").size(0) + " features, " + blocks
                + (blocks == 1 ? " block" : " blocks");
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
        return unshuffle == 1 ? 2 : 4;
    }

    @Override
    public int multiple() {
        return unshuffle == 1 ? 1 : 4;
    }

    @Override
    public String write(final NetworkLayers layers, final String picture) {
        final String first = UpscalerNetwork.conv(layers, dialect.first, unshuffled(layers, picture), 1);
        String x = first;
        for (int i = 0; i < blocks; i++)
            x = block(layers, i, x);
        x = layers.add(UpscalerNetwork.conv(layers, trunk, x, 1), first);
        for (final String up : ups)
            x = layers.leakyRelu(UpscalerNetwork.conv(layers, up, layers.doubled(x), 1), SLOPE);
        x = layers.leakyRelu(UpscalerNetwork.conv(layers, high, x, 1), SLOPE);
        return UpscalerNetwork.conv(layers, last, x, 1);
    }

    /** Squares of pixels to channels, in PyTorch's order ({@code pixel_unshuffle}), which is not that of ONNX. */
    private String unshuffled(final NetworkLayers layers, final String picture) {
        if (unshuffle == 1)
            return picture;
        final GraphWriter graph = layers.graph();
        final String shape = graph.op("Shape", picture), each = graph.longs(unshuffle);
        final String height = graph.op("Div", part(graph, shape, 2), each);
        final String width = graph.op("Div", part(graph, shape, 3), each);
        final String cut = graph.op("Reshape", picture, layers.concat(0, graph.longs(channels), height, each, width,
                each));
        final String moved = layers.transpose(cut, 0, 2, 4, 1, 3);
        return graph.op("Reshape", moved, layers.concat(0, graph.longs(1, (long) channels * unshuffle * unshuffle),
                height, width));
    }

    private static String part(final GraphWriter graph, final String shape, final int axis) {
        return graph.op("Slice", shape, graph.longs(axis), graph.longs(axis + 1));
    }

    private String block(final NetworkLayers layers, final int index, final String x) {
        String y = x;
        for (int d = 1; d <= DENSE_BLOCKS; d++)
            y = dense(layers, index, d, y);
        return shared(layers, y, x);
    }

    private String dense(final NetworkLayers layers, final int block, final int dense, final String x) {
        final List<String> seen = new ArrayList<>(List.of(x));
        final String plus = String.format(dialect.dense, block, dense) + ".conv1x1";
        for (int i = 1; i < CONVOLUTIONS; i++) {
            String y = layers.leakyRelu(UpscalerNetwork.conv(layers, dialect.convolution(block, dense, i),
                    joined(layers, seen), 1), SLOPE);
            if (weights.has(plus + ".weight") && i == 2)
                y = layers.add(y, layers.conv(plus, x, 1, 0));
            if (weights.has(plus + ".weight") && i == 4)
                y = layers.add(y, seen.get(2));
            seen.add(y);
        }
        return shared(layers, UpscalerNetwork.conv(layers, dialect.convolution(block, dense, CONVOLUTIONS),
                joined(layers, seen), 1), x);
    }

    private static String joined(final NetworkLayers layers, final List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : layers.graph().op("Concat", parts, Map.of("axis", 1));
    }

    private static String shared(final NetworkLayers layers, final String change, final String x) {
        return layers.add(layers.mul(change, layers.graph().scalar(SHARE)), x);
    }
}
