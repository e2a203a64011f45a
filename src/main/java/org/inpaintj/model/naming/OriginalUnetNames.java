package org.inpaintj.model.naming;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that diffusers gives to the weights of a UNet in the layout of CompVis and Stability AI
 * ({@code input_blocks.1.0.in_layers.2.weight}), or of a ControlNet, which has the same encoder. How many layers a
 * block has follows from the names.
 */
public final class OriginalUnetNames {

    private static final Map<String, String> EMBEDDINGS = Map.of("time_embed.0", "time_embedding.linear_1",
            "time_embed.2", "time_embedding.linear_2", "out.0", "conv_norm_out", "out.2", "conv_out",
            "input_blocks.0.0", "conv_in");
    private static final Map<String, String> RESNET = Map.of("in_layers.0", "norm1", "in_layers.2", "conv1",
            "emb_layers.1", "time_emb_proj", "out_layers.0", "norm2", "out_layers.3", "conv2");
    private static final int MOST_BLOCKS = 1000;

    private final Set<String> names;
    /** Entries of {@code input_blocks} a resolution: its layers, and the downsampling behind them. */
    private final int stride;
    private final String labels;

    private OriginalUnetNames(final Set<String> names) {
        this.names = names;
        int first = 1;
        while (first < MOST_BLOCKS && !names.contains("input_blocks." + first + ".0.op.weight"))
            first++;
        stride = first;
        // SDXL embeds sizes beside the time; unCLIP, which is an SD2, embeds an image.
        labels = names.contains("input_blocks.1.1.proj_in.weight") ? "class_embedding" : "add_embedding";
    }

    /**
     * The names in diffusers of those that are known, by the original ones.
     *
     * @param original the names of all weights of a network, without a prefix
     */
    public static Map<String, String> toDiffusers(final Set<String> original) {
        final OriginalUnetNames naming = new OriginalUnetNames(original);
        final Map<String, String> names = new LinkedHashMap<>();
        original.forEach(name -> naming.name(name).ifPresent(other -> names.put(name, other)));
        return names;
    }

    /** The name in diffusers; empty if it is no part of the network. */
    private Optional<String> name(final String original) {
        final String[] parts = original.split("\\.");
        if (parts.length < 3)
            return Optional.empty();
        final String two = parts[0] + '.' + parts[1];
        if (EMBEDDINGS.containsKey(two))
            return Optional.of(EMBEDDINGS.get(two) + tail(parts, 2));
        if (parts[0].equals("time_embed"))
            return Optional.of("time_embedding" + tail(parts, 1));
        final String three = two + '.' + parts[2];
        if (three.equals("input_blocks.0.0"))
            return Optional.of(EMBEDDINGS.get(three) + tail(parts, 3));
        if (three.equals("label_emb.0.0") || three.equals("label_emb.0.2"))
            return Optional.of(labels + ".linear_" + (parts[2].equals("0") ? 1 : 2) + tail(parts, 3));
        final int i = index(parts[1]);
        if (i < 0 || parts.length < 4)
            return Optional.empty();
        return switch (parts[0]) {
            case "input_blocks" -> input(i - 1, parts);
            case "output_blocks" -> output(i, parts);
            case "middle_block" -> Optional.of(i == 1 ? "mid_block.attentions.0" + tail(parts, 2)
                    : "mid_block.resnets." + i / 2 + resnet(parts, 2));
            default -> Optional.empty();
        };
    }

    private Optional<String> input(final int i, final String[] parts) {
        if (i < 0)
            return Optional.empty();
        final String block = "down_blocks." + i / stride;
        if (parts[3].equals("op"))
            return Optional.of(block + ".downsamplers.0.conv" + tail(parts, 4));
        return layer(block, i % stride, parts);
    }

    private Optional<String> output(final int i, final String[] parts) {
        final String block = "up_blocks." + i / stride;
        // The module after the attention, or after the layer where there is none.
        if (parts[3].equals("conv"))
            return Optional.of(block + ".upsamplers.0.conv" + tail(parts, 4));
        return layer(block, i % stride, parts);
    }

    private static Optional<String> layer(final String block, final int layer, final String[] parts) {
        return switch (parts[2]) {
            case "0" -> Optional.of(block + ".resnets." + layer + resnet(parts, 3));
            case "1" -> Optional.of(block + ".attentions." + layer + tail(parts, 3));
            default -> Optional.empty();
        };
    }

    private static String resnet(final String[] parts, final int from) {
        if (parts[from].equals("skip_connection"))
            return ".conv_shortcut" + tail(parts, from + 1);
        final String module = from + 1 < parts.length ? RESNET.get(parts[from] + '.' + parts[from + 1]) : null;
        return module == null ? tail(parts, from) : '.' + module + tail(parts, from + 2);
    }

    /** The parts from an index on, a dot before each. */
    static String tail(final String[] parts, final int from) {
        final StringBuilder tail = new StringBuilder();
        for (int i = from; i < parts.length; i++)
            tail.append('.').append(parts[i]);
        return tail.toString();
    }

    /** The number that a part of a name is; -1 if it is none. */
    static int index(final String part) {
        return part.matches("[0-9]{1,3}") ? Integer.parseInt(part) : -1;
    }

    /**
     * The original names of weights that an average over the training (EMA) has, by the names they have there, without
     * dots ({@code diffusion_modelinput_blocks00weight}). Dots cannot be put back by a rule, so every name that a UNet
     * may have is tried.
     *
     * @param averages the names of all averages, without {@code model_ema.}
     */
    public static Map<String, String> ofAverages(final Set<String> averages) {
        final Map<String, String> names = new LinkedHashMap<>();
        UnetNameCandidates.all().forEach(name -> {
            final String dotless = "diffusion_model" + name.replace(".", "");
            if (averages.contains(dotless))
                names.put(dotless, name);
        });
        return names;
    }
}
