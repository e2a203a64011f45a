package org.inpaintj.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxGraph;

/**
 * An upscaler is a network that makes each pixel of a picture a square of pixels, as its weights say. Pictures are of
 * shape 1, channel, y, x and of values of 0..1, which the result may exceed. Names and shapes as in spandrel, the
 * library with which chaiNNer, ComfyUI and the WebUI read the public files.
 */
public sealed interface UpscalerNetwork permits RrdbNetwork, SrvggNetwork, DatNetwork {

    /** The names of the graph's input and output. */
    String INPUT = "input", OUTPUT = "output";

    /** The most that it may enlarge by. */
    int LARGEST = 16;

    /**
     * The network of weights, told by their names; empty if they are of another kind.
     *
     * @throws InpaintException if they are of one of these kinds and some are missing or of other shapes
     */
    static Optional<UpscalerNetwork> of(final Weights weights) {
        return checked(weights, () -> told(weights));
    }

    private static Optional<UpscalerNetwork> told(final Weights weights) {
        if (RrdbNetwork.isLikely(weights))
            return Optional.of(new RrdbNetwork(weights));
        if (DatNetwork.isLikely(weights))
            return Optional.of(new DatNetwork(weights));
        return SrvggNetwork.isLikely(weights) ? Optional.of(new SrvggNetwork(weights)) : Optional.empty();
    }

    /** What it is, for the record of a result, such as "ESRGAN (RRDB), 64 features, 23 blocks". */
    String description();

    /** Of the picture, before as after: 3 or 1. */
    int channels();

    /** How much it enlarges; 1 if it restores alone. */
    int scale();

    /** The least side that spandrel shows it, px; smaller pictures are mirrored. */
    int minimum();

    /** What spandrel fills up the sides of a picture to a multiple of, by mirroring. */
    int multiple();

    /** Writes it, and returns the name of the enlarged picture. */
    String write(NetworkLayers layers, String picture);

    /**
     * The whole graph, from {@link #INPUT} to {@link #OUTPUT}.
     *
     * @param name see {@link OnnxGraph#name}
     * @param file that it is made from
     * @throws InpaintException if weights are missing, or their shapes do not fit
     */
    default OnnxGraph graph(final String name, final Path file, final Weights weights) {
        return checked(weights, () -> {
            final GraphWriter graph = new GraphWriter();
            final String picture = graph.input(INPUT, ElementType.FLOAT, 1, channels(), "height", "width");
            graph.output(write(new NetworkLayers(graph, weights, Map.of()), picture), OUTPUT, ElementType.FLOAT, 1,
                    channels(), "large_height", "large_width");
            return graph.graph(name, file);
        });
    }

    /** NetworkLayers take shapes as they are: those of a damaged file lead beyond their axes, or to sizes of 0. */
    private static <T> T checked(final Weights weights, final Supplier<T> made) {
        try {
            return made.get();
        } catch (final IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw new InpaintException(weights.owner() + " is damaged: the shapes of its weights do not fit together ("
                    + e.getMessage() + "); download it again.", e);
        }
    }

    /**
     * The kernel of a convolution.
     *
     * @throws InpaintException if it is missing or none
     */
    static StoredTensor kernel(final Weights weights, final String module) {
        final StoredTensor kernel = weights.get(module + ".weight");
        if (kernel.dims().size() != 4 || kernel.count() == 0)
            throw new InpaintException(weights.owner() + " is damaged: the weights " + kernel.name() + " are of shape "
                    + kernel.dims() + " and no kernel of a convolution; download it again.");
        return kernel;
    }

    /** A picture through a convolution with a bias, which all published networks have. */
    static String conv(final NetworkLayers layers, final String module, final String x, final int pad) {
        layers.weights().get(module + ".bias");
        return layers.conv(module, x, 1, pad);
    }

    /** @throws InpaintException unless heads share features evenly */
    static long heads(final Weights weights, final long heads, final long features) {
        if (heads < 1 || features % heads != 0)
            throw new InpaintException(weights.owner() + " is damaged: " + heads + " heads cannot share " + features
                    + " features; download it again.");
        return heads;
    }

    /** @throws InpaintException if a network enlarges by more than any that is published */
    static int scale(final Weights weights, final double scale) {
        if (scale < 1 || scale > LARGEST || scale != Math.rint(scale))
            throw new InpaintException(weights.owner() + " is an upscaler that enlarges by " + scale
                    + ": use one that enlarges by 1 to " + LARGEST + '.');
        return (int) scale;
    }

    /**
     * How many rows the weights of a module have.
     *
     * @throws InpaintException if they are missing, or none
     */
    static long rows(final Weights weights, final String module) {
        final StoredTensor matrix = weights.get(module + ".weight");
        if (matrix.dims().isEmpty() || matrix.count() == 0)
            throw new InpaintException(weights.owner() + " is damaged: the weights " + matrix.name()
                    + " are empty; download it again.");
        return matrix.size(0);
    }

    /** @throws InpaintException unless pictures of 1 or 3 channels come out as they go in */
    static int channels(final Weights weights, final long in, final long out) {
        if (in != out || in != 1 && in != 3)
            throw new InpaintException(weights.owner() + " is an upscaler that takes " + in + " channels and gives "
                    + out + ": use one for RGB or grey pictures.");
        return (int) in;
    }

    /** The whole number that is the root of another. */
    static int root(final Weights weights, final long square) {
        final int root = (int) Math.round(Math.sqrt(square));
        if (root < 1 || (long) root * root != square)
            throw new InpaintException(weights.owner() + " is an upscaler whose last layer makes " + square
                    + " pixels of one, which is no square: it is damaged or of another kind; download it again.");
        return root;
    }

    /** Channels to squares of pixels, in PyTorch's order ({@code pixel_shuffle}). */
    static String shuffle(final NetworkLayers layers, final String x, final int factor) {
        return factor == 1 ? x : layers.graph().op("DepthToSpace", List.of(x),
                Map.of("blocksize", factor, "mode", "CRD"));
    }
}
