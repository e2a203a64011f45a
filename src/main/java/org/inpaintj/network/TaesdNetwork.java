package org.inpaintj.network;

/**
 * The tiny autoencoder of Ollin Boer Bohan ({@code AutoencoderTiny} of diffusers), which takes and gives scaled
 * latents. Its halves are written as the networks of an export, pixels of -1..1. Weights by the names of the original:
 * indices of a sequence, see {@code madebyollin/taesd}.
 */
public final class TaesdNetwork {

    private static final double SATURATION = 3;

    private final NetworkLayers layers;
    private final Weights weights;

    /** Of one half. */
    public TaesdNetwork(final NetworkLayers layers) {
        this.layers = layers;
        weights = layers.weights();
    }

    /** Writes the encoder: {@code sample} to {@code latent_sample}. */
    public void encoder() {
        final String unit = layers.add(layers.mul(layers.input("sample", "batch", 3, "height", "width"),
                layers.scalar(0.5)), layers.scalar(0.5));
        final int last = last();
        layers.output(sequence(unit, 0), "latent_sample", "batch",
                weights.get(last + ".weight").size(0), "latent_height", "latent_width");
    }

    /** Writes the decoder: {@code latent_sample} to {@code sample}. */
    public void decoder() {
        // the original counts the clamp before the first convolution
        final int first = weights.hasModule("0") ? 0 : 1;
        final String latents = layers.input("latent_sample", "batch", weights.get(first + ".weight").size(1),
                "latent_height", "latent_width");
        final String clamped = layers.mul(layers.graph().op("Tanh", layers.mul(latents,
                layers.scalar(1 / SATURATION))), layers.scalar(SATURATION));
        final String first3 = layers.relu(layers.conv(Integer.toString(first), clamped, 1, 1));
        final String unit = sequence(first3, first + 2);
        layers.output(layers.add(layers.mul(unit, layers.scalar(2)), layers.scalar(-1)), "sample", "batch", 3, "height",
                "width");
    }

    private int last() {
        return weights.names().stream().mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('.')))).max()
                .orElseThrow();
    }

    /** The modules from an index on; between them lies what has no weights: the decoder doubles before each of its. */
    private String sequence(final String start, final int from) {
        String x = start;
        final int last = last();
        for (int i = from; i <= last; i++) {
            final String module = Integer.toString(i);
            if (weights.hasModule(module + ".conv"))
                x = block(module, x);
            else if (weights.hasModule(module)) {
                final boolean biased = weights.has(module + ".bias");
                final int stride = !biased && from == 0 ? 2 : 1;
                x = layers.conv(module, x, stride, 1);
            } else
                x = layers.doubled(x);
        }
        return x;
    }

    private String block(final String module, final String x) {
        String h = x;
        for (int i = 0; i <= 4; i += 2) {
            h = layers.conv(module + ".conv." + i, h, 1, 1);
            h = i < 4 ? layers.relu(h) : h;
        }
        return layers.relu(layers.add(h, weights.hasModule(module + ".skip")
                ? layers.conv(module + ".skip", x, 1, 0) : x));
    }
}
