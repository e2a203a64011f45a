package org.inpaintj.lora;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a tensor of a LoRA file is to its module, told by the end of its name. The names are those that kohya's
 * sd-scripts, LyCORIS, PEFT and diffusers write.
 */
enum TensorRole {
    DOWN(".lora_down.weight", ".lora_A.weight", ".lora_A.default.weight", ".lora.down.weight", "_lora.down.weight",
            ".lora_linear_layer.down.weight", ".lora_down", ".lora_A"),
    UP(".lora_up.weight", ".lora_B.weight", ".lora_B.default.weight", ".lora.up.weight", "_lora.up.weight",
            ".lora_linear_layer.up.weight", ".lora_up", ".lora_B"),
    MID(".lora_mid.weight", ".lora_mid"),
    HADA_W1_A(".hada_w1_a"), HADA_W1_B(".hada_w1_b"), HADA_W2_A(".hada_w2_a"), HADA_W2_B(".hada_w2_b"),
    HADA_T1(".hada_t1"), HADA_T2(".hada_t2"),
    LOKR_W1(".lokr_w1"), LOKR_W1_A(".lokr_w1_a"), LOKR_W1_B(".lokr_w1_b"),
    LOKR_W2(".lokr_w2"), LOKR_W2_A(".lokr_w2_a"), LOKR_W2_B(".lokr_w2_b"), LOKR_T2(".lokr_t2"),
    DIFF(".diff", ".w_norm"), DIFF_B(".diff_b", ".b_norm"), SET_WEIGHT(".set_weight"),
    ALPHA(".alpha"), SCALE(".scale"),
    /** Magnitudes of DoRA: LyCORIS's, an axis of which has size 1, and PEFT's, which are of the outputs. */
    DORA_SCALE(".dora_scale"),
    MAGNITUDE(".lora_magnitude_vector", ".lora_magnitude_vector.weight", ".lora_magnitude_vector.default.weight"),
    /** Kinds that are not computed. */
    IA3(".on_input"), GLORA(".a1.weight", ".a2.weight", ".b1.weight", ".b2.weight"),
    OFT(".oft_blocks", ".oft_diag", ".oft_R.weight"), VERA(".vera_lambda_b", ".vera_lambda_d"), DYLORA;

    private static final Pattern RANKS = Pattern.compile("(.+)\\.lora_(?:up|down)\\.\\d+(?:\\.weight)?");

    private final List<String> ends;

    TensorRole(final String... ends) {
        this.ends = List.of(ends);
    }

    /**
     * A name taken apart.
     *
     * @param module the layer that the tensor belongs to, as the file calls it
     */
    record Name(String module, TensorRole role) {
    }

    /** Takes the name of a tensor apart; empty if it ends as none does. */
    static Optional<Name> of(final String name) {
        for (final TensorRole role : values())
            for (final String end : role.ends)
                if (name.endsWith(end) && name.length() > end.length())
                    return Optional.of(new Name(name.substring(0, name.length() - end.length()), role));
        return Optional.of(RANKS.matcher(name)).filter(m -> m.matches()).map(m -> new Name(m.group(1), DYLORA));
    }

    /** The fewest axes that such a tensor has. */
    int leastAxes() {
        return switch (this) {
            case ALPHA, SCALE -> 0;
            case DIFF, DIFF_B, SET_WEIGHT, DORA_SCALE, MAGNITUDE -> 1;
            default -> 2;
        };
    }

    /** What a module with such a tensor is called if it is of a kind that is not computed. */
    Optional<String> refused() {
        return switch (this) {
            case IA3 -> Optional.of("IA3");
            case GLORA -> Optional.of("GLoRA");
            case OFT -> Optional.of("OFT");
            case VERA -> Optional.of("VeRA");
            case DYLORA -> Optional.of("DyLoRA");
            default -> Optional.empty();
        };
    }
}
