package org.inpaintj.lora;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the modules of a model by the names that LoRA files give them: a dictionary of all names that a module could
 * have, for underscores cannot be taken apart. kohya and LyCORIS write {@code lora_unet_} and diffusers' path or the
 * original one with underscores, PEFT and diffusers the path with dots.
 */
final class ModuleNames {

    private static final Pattern BLOCK = Pattern.compile(
            "(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|downsamplers|upsamplers)\\.(\\d+)\\.?(.*)");
    private static final Map<String, String> RESNET = Map.of("norm1", "in_layers.0", "conv1", "in_layers.2",
            "time_emb_proj", "emb_layers.1", "norm2", "out_layers.0", "conv2", "out_layers.3", "conv_shortcut",
            "skip_connection");
    private static final Map<String, String> ENDS = Map.of("conv_in", "input_blocks.0.0", "time_embedding.linear_1",
            "time_embed.0", "time_embedding.linear_2", "time_embed.2", "add_embedding.linear_1", "label_emb.0.0",
            "add_embedding.linear_2", "label_emb.0.2", "conv_norm_out", "out.0", "conv_out", "out.2");
    /** How diffusers called the attention of CLIP at first. */
    private static final Map<String, String> OLD_CLIP =
            Map.of("q_proj", "to_q", "k_proj", "to_k", "v_proj", "to_v", "out_proj", "to_out");

    /**
     * A module of a model.
     *
     * @param network index into the networks
     * @param module  its name in diffusers or transformers
     */
    record Place(int network, String module) {
    }

    private final Map<String, Set<Place>> places = new HashMap<>();

    /** @param networks of one model: text encoders in the family's order, and the UNet */
    ModuleNames(final List<LoraNetwork> networks) {
        final long encoders = networks.stream().filter(network -> !network.denoiser()).count();
        int encoder = 0;
        for (int n = 0; n < networks.size(); n++) {
            if (networks.get(n).denoiser())
                unet(n, networks.get(n).modules().keySet());
            else
                textEncoder(n, networks.get(n).modules().keySet(), encoder++, encoders == 1);
        }
    }

    /** The modules that a name may mean, the likeliest first; empty if the model has none. */
    List<Place> find(final String name) {
        final Set<Place> found = places.get(name.replace(".processor", ""));
        return found == null ? List.of() : List.copyOf(found);
    }

    private void add(final int network, final String module, final String... names) {
        for (final String name : names)
            places.computeIfAbsent(name, n -> new LinkedHashSet<>()).add(new Place(network, module));
    }

    private void unet(final int network, final Set<String> modules) {
        int layers = 0;
        while (has(modules, "down_blocks.0.resnets." + layers + '.'))
            layers++;
        for (final String module : modules) {
            final List<String> names = new ArrayList<>(original(module, layers, modules));
            names.forEach(name -> add(network, module, "diffusion_model." + name, "model.diffusion_model." + name,
                    name));
            names.add(module);
            for (final String name : names) {
                final String flat = name.replace('.', '_');
                add(network, module, "lora_unet_" + flat, "lycoris_" + flat, "lycoris_unet_" + flat);
            }
            for (final String prefix : List.of("", "unet.", "base_model.model.", "unet.base_model.model.",
                    "base_model.model.unet."))
                add(network, module, prefix + module, prefix + module.replaceFirst("\\.to_out\\.0$", ".to_out"));
        }
    }

    private void textEncoder(final int network, final Set<String> modules, final int index, final boolean alone) {
        final String number = Integer.toString(index + 1);
        final List<String> flat = new ArrayList<>(List.of("lora_te" + number + '_', "lycoris_te" + number + '_'));
        final List<String> dotted = new ArrayList<>(List.of("te" + number + '.',
                index == 0 ? "text_encoder." : "text_encoder_" + number + '.', "base_model.model."));
        if (index == 0)
            flat.addAll(List.of("lora_te_", "lycoris_text_encoder_", "lycoris_"));
        if (index == 0)
            dotted.add("te.");
        if (alone) {
            // the refiner has the second encoder of its family alone
            flat.addAll(List.of("lora_te_", "lora_te2_"));
            dotted.addAll(List.of("text_encoder_2.", "te2."));
        }
        for (final String module : modules) {
            final Set<String> names = new LinkedHashSet<>(List.of(module, module.replaceFirst("^text_model\\.", "")));
            OLD_CLIP.forEach((now, old) -> {
                if (module.endsWith(".self_attn." + now))
                    names.add(module.substring(0, module.length() - now.length()) + old);
            });
            for (final String name : names) {
                flat.forEach(prefix -> add(network, module, prefix + name.replace('.', '_')));
                dotted.forEach(prefix -> add(network, module, prefix + name));
            }
        }
    }

    /** Names in the layout of the original code; two where it depends on what else a block has. */
    static List<String> original(final String module, final int layers, final Set<String> modules) {
        if (ENDS.containsKey(module))
            return List.of(ENDS.get(module));
        if (module.startsWith("mid_block.attentions.0."))
            return List.of("middle_block.1." + module.substring("mid_block.attentions.0.".length()));
        if (module.startsWith("mid_block.resnets."))
            return List.of("middle_block." + (module.charAt("mid_block.resnets.".length()) == '0' ? 0 : 2) + '.'
                    + RESNET.getOrDefault(module.substring("mid_block.resnets.0.".length()), ""));
        final Matcher m = BLOCK.matcher(module);
        if (!m.matches())
            return List.of();
        final boolean down = m.group(1).equals("down");
        final int block = Integer.parseInt(m.group(2)) * (layers + 1), layer = Integer.parseInt(m.group(4));
        final String rest = m.group(5), place = (down ? "input_blocks." : "output_blocks.");
        return switch (m.group(3)) {
            case "resnets" -> List.of(place + (block + layer + (down ? 1 : 0)) + ".0."
                    + RESNET.getOrDefault(rest, rest));
            case "attentions" -> List.of(place + (block + layer + (down ? 1 : 0)) + ".1." + rest);
            case "downsamplers" -> List.of(place + (block + layers + 1) + ".0.op");
            default -> List.of(place + (block + layers)
                    + (has(modules, "up_blocks." + m.group(2) + ".attentions.") ? ".2.conv" : ".1.conv"));
        };
    }

    private static boolean has(final Set<String> modules, final String start) {
        return modules.stream().anyMatch(module -> module.startsWith(start));
    }
}
