package org.inpaintj.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorValues;

/**
 * Attention over the windows of a picture in a {@link DatNetwork}: half of the features see windows that are wide, the
 * other half windows that are high. Every second time the windows are shifted by half their sides, and what came round
 * from the other end is masked. For one graph.
 */
final class DatWindows {

    private static final double EPSILON = 1e-5;
    private static final float MASKED = -100;
    /** Four times those of the published networks. */
    private static final long MOST_PLACES = 1024;

    private final NetworkLayers layers;
    private final GraphWriter graph;
    private final Weights weights;
    private final long half;
    private final String height;
    private final String width;
    /** Masks, and numbers of the offsets between places, by the sides of their windows. */
    private final Map<List<Long>, String> masks = new HashMap<>();
    private final Map<List<Long>, String> offsets = new HashMap<>();
    /** The sides filled up to a multiple of the longer side of a window, and the amounts; null before the first. */
    private String high;
    private String wide;
    private String pads;

    /** @param shape of a picture of features: 1, channel, y, x */
    DatWindows(final NetworkLayers layers, final String shape, final long features) {
        this.layers = layers;
        graph = layers.graph();
        weights = layers.weights();
        half = features / 2;
        height = part(shape, 2, 3);
        width = part(shape, 3, 4);
    }

    private String part(final String shape, final long from, final long to) {
        return graph.op("Slice", shape, graph.longs(from), graph.longs(to));
    }

    /**
     * Rows of queries, keys and values to rows of what they found.
     *
     * @param module such as {@code layers.0.blocks.0.attn.attns}
     */
    String attend(final String module, final String qkv, final boolean shifted) {
        final long[] sides = sides(module + ".0");
        pad(Math.max(sides[0], sides[1]));
        final String placed = graph.op("Reshape", qkv, layers.concat(0, height, width, graph.longs(6 * half)));
        final String filled = graph.op("Reshape", graph.op("Pad", placed, pads), layers.concat(0, high, wide,
                graph.longs(3, 2, half)));
        final String[] found = new String[2];
        for (int i = 0; i < found.length; i++) {
            final String part = graph.op("Slice", filled, graph.longs(i), graph.longs(i + 1), graph.longs(3));
            final String cut = branch(module + '.' + i, part, sides[i], sides[1 - i], shifted);
            found[i] = graph.op("Slice", cut, graph.longs(0, 0), layers.concat(0, height, width), graph.longs(0, 1));
        }
        return layers.reshape(layers.concat(2, found[0], found[1]), -1, 2 * half);
    }

    /** Height and width of the windows of a branch: the largest distances between two places are one less. */
    private long[] sides(final String module) {
        final StoredTensor offsets = weights.get(module + ".rpe_biases");
        final long places = offsets.dims().size() == 2 ? offsets.size(0) : 0;
        final float[] last = places == 0 ? new float[2]
                : TensorValues.floats(offsets.rows(offsets.name(), places - 1, places));
        final long down = Math.round(last[0]) + 1L, along = Math.round(last[1]) + 1L;
        if (places == 0 || down < 1 || along < 1 || down * along > MOST_PLACES
                || (2 * down - 1) * (2 * along - 1) != places)
            throw new InpaintException(weights.owner() + " is damaged: the weights " + offsets.name()
                    + " are no distances within a window; download it again.");
        return new long[] { down, along };
    }

    private void pad(final long multiple) {
        if (pads != null)
            return;
        high = filled(height, multiple);
        wide = filled(width, multiple);
        pads = layers.concat(0, graph.longs(0, 0, 0), graph.op("Sub", high, height), graph.op("Sub", wide, width),
                graph.longs(0));
    }

    private String filled(final String side, final long multiple) {
        final String each = graph.longs(multiple);
        return layers.mul(graph.op("Div", layers.add(side, graph.longs(multiple - 1)), each), each);
    }

    /** Of shape y, x, 3, 1, features to y, x, features. */
    private String branch(final String module, final String qkv, final long windowHigh, final long windowWide,
            final boolean shifted) {
        final long heads = UpscalerNetwork.heads(weights, UpscalerNetwork.rows(weights, module + ".pos.pos3.2"), half);
        final long each = half / heads, places = windowHigh * windowWide;
        final String down = graph.op("Div", high, graph.longs(windowHigh)), along = graph.op("Div", wide,
                graph.longs(windowWide));
        final String rolled = shifted ? rolled(qkv, windowHigh / 2, windowWide / 2) : qkv;
        final String cut = graph.op("Reshape", rolled, layers.concat(0, down, graph.longs(windowHigh), along,
                graph.longs(windowWide, 3, heads, each)));
        final String all = layers.reshape(layers.transpose(cut, 4, 0, 2, 5, 1, 3, 6), 3, -1, heads, places, each);
        final String[] parts = new String[3];
        for (int i = 0; i < parts.length; i++)
            parts[i] = graph.op("Gather", List.of(all, graph.longs(new long[] { i })), Map.of("axis", 0));
        final String scaled = layers.mul(parts[0], graph.scalar(1 / Math.sqrt(each)));
        String table = layers.add(graph.op("MatMul", scaled, layers.transpose(parts[1], 0, 1, 2, 4, 3)),
                bias(module, windowHigh, windowWide));
        if (shifted)
            table = layers.add(table, masks.computeIfAbsent(List.of(windowHigh, windowWide),
                    w -> mask(windowHigh, windowWide, down, along)));
        final String found = graph.op("MatMul", graph.op("Softmax", List.of(table), Map.of("axis", -1)), parts[2]);
        final String apart = graph.op("Reshape", found, layers.concat(0, down, along,
                graph.longs(heads, windowHigh, windowWide, each)));
        final String joined = graph.op("Reshape", layers.transpose(apart, 0, 3, 1, 4, 2, 5),
                layers.concat(0, high, wide, graph.longs(half)));
        return shifted ? rolled(joined, -(windowHigh / 2), -(windowWide / 2)) : joined;
    }

    /** Moved up and to the left, what falls out coming in at the other end. */
    private String rolled(final String x, final long up, final long left) {
        return turned(turned(x, up, 0), left, 1);
    }

    private String turned(final String x, final long by, final int axis) {
        final String at = graph.longs(by), along = graph.longs(axis), end = graph.longs(Long.MAX_VALUE);
        return layers.concat(axis, graph.op("Slice", x, at, end, along),
                graph.op("Slice", x, graph.longs(0), at, along));
    }

    /** What the offset between two places adds, of shape heads, place, place: a small network of the two distances. */
    private String bias(final String module, final long windowHigh, final long windowWide) {
        String x = layers.linear(module + ".pos.pos_proj", layers.weight(module + ".rpe_biases"));
        for (int i = 1; i <= 3; i++) {
            final String layer = module + ".pos.pos" + i;
            x = layers.linear(layer + ".2", layers.relu(layers.layerNorm(layer + ".0", x, EPSILON)));
        }
        final String offset = offsets.computeIfAbsent(List.of(windowHigh, windowWide),
                w -> offsets(windowHigh, windowWide));
        return layers.transpose(graph.op("Gather", x, offset), 2, 0, 1);
    }

    private String offsets(final long windowHigh, final long windowWide) {
        final int places = (int) (windowHigh * windowWide);
        final long[] index = new long[places * places];
        for (int i = 0; i < index.length; i++) {
            final long from = i / places, to = i % places;
            index[i] = (from / windowWide - to / windowWide + windowHigh - 1) * (2 * windowWide - 1)
                    + from % windowWide - to % windowWide + windowWide - 1;
        }
        return graph.longs(index, places, places);
    }

    /** Of shape window, 1, place, place: places that were no neighbours before the picture was moved. */
    private String mask(final long windowHigh, final long windowWide, final String down, final String along) {
        final String rows = regions(high, windowHigh), columns = regions(wide, windowWide);
        final String both = layers.add(layers.mul(layers.reshape(rows, -1, 1), graph.longs(3)),
                layers.reshape(columns, 1, -1));
        final String cut = graph.op("Reshape", both, layers.concat(0, down, graph.longs(windowHigh), along,
                graph.longs(windowWide)));
        final String flat = layers.reshape(layers.transpose(cut, 0, 2, 1, 3), -1, windowHigh * windowWide);
        final String same = graph.op("Equal", graph.op("Unsqueeze", flat, graph.longs(1, 2)),
                graph.op("Unsqueeze", flat, graph.longs(1, 3)));
        return graph.op("Where", same, graph.scalar(0), graph.scalar(MASKED));
    }

    /** The number of each row or column: 0 for most, 1 in the first half of the last window and 2 in its second. */
    private String regions(final String side, final long window) {
        final String scalar = graph.op("Squeeze", side, graph.longs(0));
        final String at = graph.op("Range", graph.op("Squeeze", graph.longs(new long[] { 0 }), graph.longs(0)), scalar,
                graph.op("Squeeze", graph.longs(new long[] { 1 }), graph.longs(0)));
        String number = null;
        for (final long back : new long[] { window, window / 2 }) {
            final String inside = graph.op("Cast", List.of(graph.op("GreaterOrEqual", at, graph.op("Sub", side,
                    graph.longs(back)))), Map.of("to", 7L));
            number = number == null ? inside : layers.add(number, inside);
        }
        return number;
    }
}
