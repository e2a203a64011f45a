package org.inpaintj.model.naming;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that diffusers gives to the weights of an autoencoder ({@code AutoencoderKL}): from the layout of CompVis
 * ({@code decoder.up.0.block.0.conv1.weight}), whose decoder counts its levels from the image and diffusers' from the
 * latents, and from older versions of diffusers, whose attention has other names.
 */
public final class OriginalVaeNames {

    private static final Map<String, String> ATTENTION = Map.of("norm", "group_norm", "q", "to_q", "k", "to_k", "v",
            "to_v", "proj_out", "to_out.0");
    private static final Map<String, String> OLD_ATTENTION = Map.of("query", "to_q", "key", "to_k", "value", "to_v",
            "proj_attn", "to_out.0");

    private final int levels;

    private OriginalVaeNames(final Set<String> original) {
        int n = 0;
        while (original.contains("decoder.up." + n + ".block.0.conv1.weight"))
            n++;
        levels = n;
    }

    /**
     * From the original layout: the names in diffusers of those that are known, by the original ones.
     *
     * @param original the names of all weights of an autoencoder, without a prefix
     */
    public static Map<String, String> toDiffusers(final Set<String> original) {
        final OriginalVaeNames naming = new OriginalVaeNames(original);
        final Map<String, String> names = new LinkedHashMap<>();
        original.forEach(name -> naming.name(name).ifPresent(other -> names.put(name, other)));
        return names;
    }

    /** From any layout of diffusers: the newest names of those that are known. */
    public static Map<String, String> toNewest(final Set<String> stored) {
        final Map<String, String> names = new LinkedHashMap<>();
        stored.forEach(name -> {
            final String[] p = name.split("\\.");
            if (!p[0].equals("encoder") && !p[0].equals("decoder") && !isQuantConv(p[0]))
                return;
            final String module = p.length == 6 && p[2].equals("attentions") ? OLD_ATTENTION.get(p[4]) : null;
            names.put(name, module == null ? name
                    : p[0] + '.' + p[1] + ".attentions." + p[3] + '.' + module + '.' + p[5]);
        });
        return names;
    }

    private Optional<String> name(final String original) {
        final String[] p = original.split("\\.");
        if (isQuantConv(p[0]))
            return Optional.of(original);
        if (p.length < 3 || !p[0].equals("encoder") && !p[0].equals("decoder"))
            return Optional.empty();
        return switch (p[1]) {
            case "conv_in", "conv_out" -> Optional.of(original);
            case "norm_out" -> Optional.of(p[0] + ".conv_norm_out" + OriginalUnetNames.tail(p, 2));
            case "mid" -> middle(p);
            case "down", "up" -> level(p);
            default -> Optional.empty();
        };
    }

    private static Optional<String> middle(final String[] p) {
        final String middle = p[0] + ".mid_block.";
        return switch (p[2]) {
            case "block_1" -> Optional.of(middle + "resnets.0" + resnet(p, 3));
            case "block_2" -> Optional.of(middle + "resnets.1" + resnet(p, 3));
            case "attn_1" -> p.length == 5 && ATTENTION.containsKey(p[3])
                    ? Optional.of(middle + "attentions.0." + ATTENTION.get(p[3]) + '.' + p[4]) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> level(final String[] p) {
        final int level = OriginalUnetNames.index(p[2]);
        if (level < 0 || p.length < 5)
            return Optional.empty();
        final String block = p[1].equals("down") ? p[0] + ".down_blocks." + level
                : p[0] + ".up_blocks." + (levels - 1 - level);
        return switch (p[3]) {
            case "block" -> Optional.of(block + ".resnets." + p[4] + resnet(p, 5));
            case "downsample" -> Optional.of(block + ".downsamplers.0" + OriginalUnetNames.tail(p, 4));
            case "upsample" -> Optional.of(block + ".upsamplers.0" + OriginalUnetNames.tail(p, 4));
            default -> Optional.empty();
        };
    }

    private static String resnet(final String[] p, final int from) {
        return from < p.length && p[from].equals("nin_shortcut")
                ? ".conv_shortcut" + OriginalUnetNames.tail(p, from + 1) : OriginalUnetNames.tail(p, from);
    }

    private static boolean isQuantConv(final String module) {
        return module.equals("quant_conv") || module.equals("post_quant_conv");
    }
}
