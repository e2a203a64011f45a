package org.inpaintj.lora;

import java.util.Arrays;
import java.util.List;

import org.inpaintj.core.InpaintException;

/**
 * The change that a module of a LoRA file makes to a weight, computed in full. Weights are 32-bit floats in C order, of
 * shape outs, ins, kernel.
 */
final class WeightChange {

    private WeightChange() {}

    /** alpha / rank x up · down, or what takes its place; without magnitudes and strength. */
    static float[] difference(final LoraModule module) {
        final float[] change = switch (module.kind()) {
            case LORA -> lowRank(module);
            case LOHA -> hadamard(module);
            case LOKR -> KroneckerFactors.of(module).product();
            case DIFFERENCE -> module.values(TensorRole.DIFF).clone();
            case WEIGHT, NONE -> throw new IllegalArgumentException(module + " holds no difference");
        };
        final float scale = (float) module.scale();
        if (scale != 1)
            for (int i = 0; i < change.length; i++)
                change[i] *= scale;
        return change;
    }

    /**
     * What is to be added to a weight at strength 1.
     *
     * @param weight as in the model
     * @param ins    inputs of the weight; those beyond what the module was made for are not changed
     */
    static float[] of(final LoraModule module, final float[] weight, final int outs, final int ins) {
        if (module.kind() == LoraModule.Kind.WEIGHT)
            return minus(module.values(TensorRole.SET_WEIGHT), weight);
        final float[] change = widened(difference(module), weight.length, outs);
        return module.decomposes() ? minus(decomposed(module, weight, change, outs, ins), weight) : change;
    }

    /** Zeros for the channels that an inpainting model has beyond those of the model that the file was made for. */
    static float[] widened(final float[] change, final int length, final int outs) {
        if (change.length == length)
            return change;
        final int from = change.length / outs, to = length / outs;
        final float[] wide = new float[length];
        for (int o = 0; o < outs; o++)
            System.arraycopy(change, o * from, wide, o * to, from);
        return wide;
    }

    private static float[] lowRank(final LoraModule module) {
        final int outs = (int) module.get(TensorRole.UP).size(0), rank = (int) module.rank();
        final float[] up = module.values(TensorRole.UP), down = module.values(TensorRole.DOWN);
        if (!module.has(TensorRole.MID))
            return MatrixProduct.of(up, outs, rank, down, down.length / rank);
        final int ranks = up.length / outs;
        return MatrixProduct.tucker(module.values(TensorRole.MID), (int) module.kernel(TensorRole.MID),
                MatrixProduct.transpose(up, outs, ranks), ranks, down, rank);
    }

    private static float[] hadamard(final LoraModule module) {
        final float[] first = factor(module, TensorRole.HADA_W1_A, TensorRole.HADA_W1_B, TensorRole.HADA_T1);
        final float[] second = factor(module, TensorRole.HADA_W2_A, TensorRole.HADA_W2_B, TensorRole.HADA_T2);
        for (int i = 0; i < first.length; i++)
            first[i] *= second[i];
        return first;
    }

    private static float[] factor(final LoraModule module, final TensorRole up, final TensorRole down,
            final TensorRole core) {
        final float[] a = module.values(up), b = module.values(down);
        final int rank = (int) module.get(down).size(0);
        return module.has(core)
                ? MatrixProduct.tucker(module.values(core), (int) module.kernel(core), a, (int) module.get(up).size(0),
                        b, rank)
                : MatrixProduct.of(a, a.length / rank, rank, b, b.length / rank);
    }

    /**
     * Magnitude x direction of the changed weight, as PEFT computes it: the norms are those of the changed weight. One
     * magnitude for each output, or for each input.
     */
    private static float[] decomposed(final LoraModule module, final float[] weight, final float[] change,
            final int outs, final int ins) {
        final float[] magnitudes =
                module.values(module.has(TensorRole.MAGNITUDE) ? TensorRole.MAGNITUDE : TensorRole.DORA_SCALE);
        final boolean byOutput = byOutput(module, outs);
        final int row = weight.length / outs, kernel = row / ins;
        final float[] changed = new float[weight.length];
        final double[] norms = new double[byOutput ? outs : ins];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = weight[i] + change[i];
            norms[byOutput ? i / row : i % row / kernel] += (double) changed[i] * changed[i];
        }
        if (magnitudes.length != norms.length)
            throw new InpaintException("The module " + module + " has " + magnitudes.length
                    + " magnitudes where " + norms.length + " are needed; it was made for another model.");
        Arrays.setAll(norms, n -> norms[n] == 0 ? 0 : magnitudes[n] / Math.sqrt(norms[n]));
        for (int i = 0; i < changed.length; i++)
            changed[i] *= (float) norms[byOutput ? i / row : i % row / kernel];
        return changed;
    }

    /** Whether there is one magnitude an output: PEFT's are, and LyCORIS tells by the axis. */
    private static boolean byOutput(final LoraModule module, final int outs) {
        final List<Long> dims = module.has(TensorRole.MAGNITUDE) ? List.of()
                : module.get(TensorRole.DORA_SCALE).dims();
        return dims.size() < 2 || dims.get(0) == outs && dims.get(1) == 1;
    }

    private static float[] minus(final float[] a, final float[] b) {
        final float[] out = new float[a.length];
        for (int i = 0; i < out.length; i++)
            out[i] = a[i] - b[i];
        return out;
    }
}
