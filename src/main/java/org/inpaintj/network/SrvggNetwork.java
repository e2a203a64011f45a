package org.inpaintj.network;

import java.util.List;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * The compact network of Real-ESRGAN (Wang et al. 2021; {@code SRVGGNetCompact}): convolutions at the size of the
 * picture, whose channels become pixels at the end, added to the picture repeated. {@code realesr-general-x4v3} comes
 * in two trainings, one that removes noise and one that keeps it, whose weights may be mixed.
 */
public final class SrvggNetwork implements UpscalerNetwork {

    private static final String WEAK = "weak.";

    private final Weights weights;
    private final int layers;
    private final int channels;
    private final int scale;
    /** Of these weights; the rest is of those under {@link #WEAK}. */
    private final double share;

    SrvggNetwork(final Weights weights) {
        this(weights, 1);
    }

    private SrvggNetwork(final Weights weights, final double share) {
        this.weights = weights;
        this.share = share;
        layers = weights.count("body");
        final long in = UpscalerNetwork.kernel(weights, "body.0").size(1);
        final StoredTensor last = UpscalerNetwork.kernel(weights, "body." + (layers - 1));
        scale = UpscalerNetwork.scale(weights, UpscalerNetwork.root(weights, last.size(0) / in));
        channels = UpscalerNetwork.channels(weights, in, last.size(0) / ((long) scale * scale));
    }

    static boolean isLikely(final Weights weights) {
        return rank(weights, "body.0.weight") == 4 && rank(weights, "body.1.weight") == 1
                && rank(weights, "body.2.weight") == 4;
    }

    private static int rank(final Weights weights, final String name) {
        return weights.has(name) ? weights.get(name).dims().size() : -1;
    }

    /**
     * Mixes two trainings (deep network interpolation, Wang et al. 2019), as the denoise strength of Real-ESRGAN does.
     *
     * @param strong weights that remove noise
     * @param weak   of the same network, weights that keep it
     * @return both in one, for {@link #mixed(Weights, double)}
     * @throws InpaintException if their shapes differ
     */
    public static Weights both(final Weights strong, final Weights weak) {
        Weights all = strong;
        for (final String name : strong.names()) {
            final StoredTensor other = weak.get(name);
            if (!other.dims().equals(strong.get(name).dims()))
                throw new InpaintException(strong.owner() + " and " + weak.owner() + " are different networks, so "
                        + "their weights cannot be mixed for denoise: use the two files of one release.");
            all = all.with(Map.of(WEAK + name, other));
        }
        return all;
    }

    /**
     * The network of two trainings.
     *
     * @param both  of {@link #both}
     * @param share of the first, 0..1
     */
    public static SrvggNetwork mixed(final Weights both, final double share) {
        return new SrvggNetwork(both, share);
    }

    @Override
    public String description() {
        return "SRVGG (compact), " + weights.get("body.0.weight").size(0) + " features, " + (layers / 2 - 1)
                + " layers";
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
        return 1;
    }

    @Override
    public int multiple() {
        return 1;
    }

    @Override
    public String write(final NetworkLayers written, final String picture) {
        final GraphWriter graph = written.graph();
        String x = picture;
        for (int i = 0; i < layers; i++) {
            final StoredTensor weight = weights.get("body." + i + ".weight");
            if (weight.dims().size() == 4)
                x = graph.op("Conv", List.of(x, weight(written, "body." + i + ".weight", weight.dims()),
                        weight(written, "body." + i + ".bias", List.of(weight.size(0)))),
                        Map.of("pads", new long[] { 1, 1, 1, 1 }));
            else
                x = graph.op("PRelu", x, weight(written, "body." + i + ".weight", List.of(weight.count(), 1L, 1L)));
        }
        return written.add(UpscalerNetwork.shuffle(written, x, scale), repeated(graph, picture));
    }

    private String weight(final NetworkLayers written, final String name, final List<Long> dims) {
        final Long[] shape = dims.toArray(Long[]::new);
        final String strong = written.weight(name, shape);
        if (share == 1)
            return strong;
        final GraphWriter graph = written.graph();
        return written.add(written.mul(strong, graph.scalar(share)),
                written.mul(written.weight(WEAK + name, shape), graph.scalar(1 - share)));
    }

    private String repeated(final GraphWriter graph, final String picture) {
        return scale == 1 ? picture : graph.op("Resize", List.of(picture, "", graph.floats(1, 1, scale, scale)),
                Map.of("mode", "nearest", "coordinate_transformation_mode", "asymmetric", "nearest_mode", "floor"));
    }
}
