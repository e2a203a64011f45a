package org.inpaintj.lora;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorValues;

/**
 * What a LoRA file holds for one module.
 *
 * @param name    of the module, as the file calls it
 * @param tensors by what they are
 * @param factor  of the change where the file's metadata tells it (alpha / rank), else empty
 */
record LoraModule(String name, Map<TensorRole, StoredTensor> tensors, OptionalDouble factor) {

    /** How the change of a weight is written down. */
    enum Kind {
        /** Low rank (Hu et al. 2021), LoCon's convolutions and Tucker form included. */
        LORA,
        /** Hadamard product of two of low rank (LoHa, Hyeon-Woo et al. 2022). */
        LOHA,
        /** Kronecker product (LoKr, Edalati et al. 2022). */
        LOKR,
        /** The whole difference. */
        DIFFERENCE,
        /** The weight itself. */
        WEIGHT,
        /** No change of the weight, at most of the bias. */
        NONE
    }

    LoraModule {
        tensors = Map.copyOf(tensors);
    }

    boolean has(final TensorRole role) {
        return tensors.containsKey(role);
    }

    Kind kind() {
        if (has(TensorRole.UP) || has(TensorRole.DOWN))
            return Kind.LORA;
        if (tensors.keySet().stream().anyMatch(role -> role.name().startsWith("HADA_")))
            return Kind.LOHA;
        if (tensors.keySet().stream().anyMatch(role -> role.name().startsWith("LOKR_")))
            return Kind.LOKR;
        return has(TensorRole.DIFF) ? Kind.DIFFERENCE : has(TensorRole.SET_WEIGHT) ? Kind.WEIGHT : Kind.NONE;
    }

    /** Whether the weight is decomposed into magnitude and direction (DoRA, Liu et al. 2024). */
    boolean decomposes() {
        return has(TensorRole.MAGNITUDE) || has(TensorRole.DORA_SCALE);
    }

    /** What it is called if it is of a kind that is not computed. */
    Optional<String> refused() {
        return tensors.keySet().stream().sorted().flatMap(role -> role.refused().stream()).findFirst();
    }

    /** Whether it can be computed beside the weight, so that its strength stays free. */
    boolean isBranch() {
        return kind() == Kind.LORA && !decomposes();
    }

    /** @throws InpaintException if it is missing */
    StoredTensor get(final TensorRole role) {
        final StoredTensor tensor = tensors.get(role);
        if (tensor == null)
            throw new InpaintException(file() + " lacks the part " + role.name().toLowerCase(Locale.ROOT) + " of "
                    + name + "; it is incomplete: download it again.");
        return tensor;
    }

    /** Its values, whatever type they are stored in. */
    float[] values(final TensorRole role) {
        return TensorValues.floats(get(role));
    }

    /** What up · down, or what takes its place, is multiplied by before the strength: alpha / rank. */
    double scale() {
        final boolean whole = kind() == Kind.DIFFERENCE || kind() == Kind.WEIGHT || kind() == Kind.NONE
                || has(TensorRole.LOKR_W1) && has(TensorRole.LOKR_W2);
        if (whole)
            return 1;
        if (has(TensorRole.SCALE))
            return values(TensorRole.SCALE)[0];
        return has(TensorRole.ALPHA) ? values(TensorRole.ALPHA)[0] / rank() : factor.orElse(1);
    }

    /** Rank of the change; 1 for one that has none. */
    long rank() {
        return switch (kind()) {
            case LORA -> get(TensorRole.DOWN).size(0);
            case LOHA -> get(TensorRole.HADA_W1_B).size(0);
            case LOKR -> has(TensorRole.LOKR_W2_B) ? get(TensorRole.LOKR_W2_B).size(0)
                    : has(TensorRole.LOKR_W1_B) ? get(TensorRole.LOKR_W1_B).size(0) : 1;
            default -> 1;
        };
    }

    /** Whether a weight's bias is changed. */
    boolean changesBias() {
        return has(TensorRole.DIFF_B);
    }

    /**
     * Outputs and inputs of the weight that it was made for.
     *
     * @return outputs, then inputs times the samples of the kernel
     */
    List<Long> shape() {
        return switch (kind()) {
            case LORA -> List.of(get(TensorRole.UP).size(0), row(get(TensorRole.DOWN)) * kernel(TensorRole.MID));
            case LOHA -> has(TensorRole.HADA_T1)
                    ? List.of(get(TensorRole.HADA_W1_A).size(1),
                            row(get(TensorRole.HADA_W1_B)) * kernel(TensorRole.HADA_T1))
                    : List.of(get(TensorRole.HADA_W1_A).size(0), row(get(TensorRole.HADA_W1_B)));
            case LOKR -> KroneckerFactors.of(this).shape();
            case DIFFERENCE -> List.of(get(TensorRole.DIFF).size(0), row(get(TensorRole.DIFF)));
            case WEIGHT -> List.of(get(TensorRole.SET_WEIGHT).size(0), row(get(TensorRole.SET_WEIGHT)));
            case NONE -> List.of();
        };
    }

    /** Whether the parts of a product fit each other, so that {@link #shape} is that of the product. */
    boolean isConsistent() {
        if (tensors.entrySet().stream().anyMatch(e -> e.getValue().dims().size() < e.getKey().leastAxes()
                || e.getValue().dims().contains(0L)))
            return false;
        try {
            final List<Long> shape = shape();
            return switch (kind()) {
                case LORA -> fits(TensorRole.UP, TensorRole.DOWN, TensorRole.MID, false);
                case LOHA -> fits(TensorRole.HADA_W1_A, TensorRole.HADA_W1_B, TensorRole.HADA_T1, true)
                        && fits(TensorRole.HADA_W2_A, TensorRole.HADA_W2_B, TensorRole.HADA_T2, true)
                        && has(TensorRole.HADA_T1) == has(TensorRole.HADA_T2)
                        && get(TensorRole.HADA_W2_A).size(has(TensorRole.HADA_T2) ? 1 : 0) == shape.get(0)
                        && row(get(TensorRole.HADA_W2_B)) * kernel(TensorRole.HADA_T2) == shape.get(1);
                case LOKR -> KroneckerFactors.of(this).isConsistent();
                default -> true;
            };
        } catch (final ArithmeticException e) {
            return false;
        }
    }

    /**
     * Whether a product of two, with a core between them or without, is one.
     *
     * @param ranksFirst whether the ranks are the first axis of the upper part if there is a core
     */
    private boolean fits(final TensorRole up, final TensorRole down, final TensorRole core, final boolean ranksFirst) {
        final long rank = get(down).size(0), above = get(up).size(has(core) && ranksFirst ? 0 : 1);
        return has(core) ? get(core).size(0) == above && get(core).size(1) == rank
                : above == rank && row(get(up)) == rank;
    }

    /** Samples of the kernel that the middle part of a Tucker form holds; 1 without it. */
    long kernel(final TensorRole middle) {
        return has(middle) ? row(get(middle)) / get(middle).size(1) : 1;
    }

    private static long row(final StoredTensor tensor) {
        return tensor.count() / tensor.size(0);
    }

    private String file() {
        return tensors.values().iterator().next().file().toString();
    }

    /** Such as "LoKr with DoRA". */
    String title() {
        final String kind = switch (kind()) {
            case LORA -> has(TensorRole.MID) ? "LoCon (Tucker)" : "LoRA";
            case LOHA -> "LoHa";
            case LOKR -> "LoKr";
            case DIFFERENCE, WEIGHT, NONE -> "full difference";
        };
        return decomposes() ? kind + " with DoRA" : kind;
    }

    @Override
    public String toString() {
        return name + tensors.entrySet().stream().map(e -> e.getKey() + " " + e.getValue().dims()).sorted()
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
