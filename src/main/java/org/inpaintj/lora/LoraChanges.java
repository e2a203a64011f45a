package org.inpaintj.lora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.inpaintj.core.Progress;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.network.LowRank;

/**
 * What becomes of the weights of a network.
 *
 * @param branches what is computed beside weights, by modules
 * @param merged   weights in the place of others, by their names; biases may be new
 */
public record LoraChanges(Map<String, List<LowRank>> branches, Map<String, StoredTensor> merged) {

    public LoraChanges {
        branches = Map.copyOf(branches);
        merged = Map.copyOf(merged);
    }

    /**
     * Computes what has to be computed, one layer at a time.
     *
     * @param network index of the network in the plan
     * @param file    takes the weights; asked for only if there are any
     */
    public static LoraChanges of(final LoraPlan plan, final int network, final Supplier<TensorFileWriter> file,
            final Progress progress) {
        final Map<String, List<LowRank>> branches = new LinkedHashMap<>();
        final Map<String, StoredTensor> merged = new LinkedHashMap<>();
        plan.parts(network).forEach((name, parts) -> {
            progress.check();
            final LoraNetwork.Target module = plan.network(network).modules().get(name);
            final List<LoraPlan.Part> heard = parts.stream().filter(part -> part.strength() != 0).toList();
            if (LoraPlan.merges(module, parts) && !heard.isEmpty())
                merge(module, name, heard, file.get(), merged);
            else if (!LoraPlan.merges(module, parts))
                branches.put(name, parts.stream().map(LoraChanges::branch).toList());
        });
        return new LoraChanges(branches, merged);
    }

    private static LowRank branch(final LoraPlan.Part part) {
        final LoraModule module = part.module();
        final String name = "lora." + part.index() + '.';
        return new LowRank(named(name, module.get(TensorRole.DOWN)),
                Optional.ofNullable(module.tensors().get(TensorRole.MID)).map(mid -> named(name, mid)),
                named(name, module.get(TensorRole.UP)), module.scale(), part.index());
    }

    private static StoredTensor named(final String prefix, final StoredTensor tensor) {
        return tensor.named(prefix + tensor.name());
    }

    private static void merge(final LoraNetwork.Target module, final String name, final List<LoraPlan.Part> parts,
            final TensorFileWriter file, final Map<String, StoredTensor> merged) {
        if (parts.stream().anyMatch(part -> part.module().kind() != LoraModule.Kind.NONE))
            merged.put(module.weight().name(), file.add(module.weight().name(), module.type(),
                    module.weight().dims(), weight(module, parts)));
        final List<LoraPlan.Part> biased = parts.stream().filter(part -> part.module().changesBias()).toList();
        if (biased.isEmpty())
            return;
        final float[] bias = module.bias().map(TensorValues::floats).orElseGet(() -> new float[(int) module.outs()]);
        for (final LoraPlan.Part part : biased)
            add(bias, part.module().values(TensorRole.DIFF_B), part.strength());
        final String biasName = module.bias().map(StoredTensor::name).orElse(name + ".bias");
        merged.put(biasName, file.add(biasName, module.type(),
                List.of((long) bias.length), bias));
    }

    /** The weight with all changes, each computed from the weight as it was. */
    static float[] weight(final LoraNetwork.Target module, final List<LoraPlan.Part> parts) {
        final int outs = (int) module.outs(), row = (int) module.row();
        final float[] stored = TensorValues.floats(module.weight());
        final float[] before = module.transposed() ? MatrixProduct.transpose(stored, row, outs) : stored;
        final float[] after = before.clone();
        for (final LoraPlan.Part part : parts)
            if (part.module().kind() != LoraModule.Kind.NONE)
                add(after, WeightChange.of(part.module(), before, outs, (int) module.ins()), part.strength());
        return module.transposed() ? MatrixProduct.transpose(after, outs, row) : after;
    }

    private static void add(final float[] to, final float[] change, final double strength) {
        for (int i = 0; i < to.length; i++)
            to[i] += (float) strength * change[i];
    }
}
