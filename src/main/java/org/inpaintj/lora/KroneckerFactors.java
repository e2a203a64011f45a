package org.inpaintj.lora;

import java.util.List;
import java.util.stream.IntStream;

import org.inpaintj.model.checkpoint.StoredTensor;

/**
 * The two factors of a LoKr module, whole or as products themselves.
 *
 * @param outs1   rows of the first
 * @param ins1    columns of the first
 * @param outs2   rows of the second
 * @param ins2    columns of the second
 * @param kernel2 samples of the second's kernel, 1 for a linear module
 */
record KroneckerFactors(LoraModule module, int outs1, int ins1, int outs2, int ins2, int kernel2) {

    static KroneckerFactors of(final LoraModule module) {
        final boolean whole1 = module.has(TensorRole.LOKR_W1), whole2 = module.has(TensorRole.LOKR_W2);
        final long outs1 = module.get(whole1 ? TensorRole.LOKR_W1 : TensorRole.LOKR_W1_A).size(0);
        final long ins1 = module.get(whole1 ? TensorRole.LOKR_W1 : TensorRole.LOKR_W1_B).size(1);
        final StoredTensor second = module.get(whole2 ? TensorRole.LOKR_W2 : TensorRole.LOKR_W2_B);
        final long outs2 = whole2 ? second.size(0)
                : module.get(TensorRole.LOKR_W2_A).size(module.has(TensorRole.LOKR_T2) ? 1 : 0);
        final long kernel = module.has(TensorRole.LOKR_T2) && !whole2 ? module.kernel(TensorRole.LOKR_T2)
                : second.count() / (second.size(0) * second.size(1));
        return new KroneckerFactors(module, Math.toIntExact(outs1), Math.toIntExact(ins1), Math.toIntExact(outs2),
                Math.toIntExact(second.size(1)), Math.toIntExact(kernel));
    }

    /** See {@link LoraModule#shape}. */
    List<Long> shape() {
        return List.of((long) outs1 * outs2, (long) ins1 * ins2 * kernel2);
    }

    /** Whether what is a product itself is one. */
    boolean isConsistent() {
        final boolean first = module.has(TensorRole.LOKR_W1) ? module.get(TensorRole.LOKR_W1).dims().size() == 2
                : isProduct(TensorRole.LOKR_W1_A, TensorRole.LOKR_W1_B, 1);
        if (module.has(TensorRole.LOKR_W2) || !module.has(TensorRole.LOKR_T2))
            return first && (module.has(TensorRole.LOKR_W2)
                    || isProduct(TensorRole.LOKR_W2_A, TensorRole.LOKR_W2_B, 1));
        final StoredTensor core = module.get(TensorRole.LOKR_T2);
        return first && core.size(0) == module.get(TensorRole.LOKR_W2_A).size(0)
                && core.size(1) == module.get(TensorRole.LOKR_W2_B).size(0);
    }

    private boolean isProduct(final TensorRole left, final TensorRole right, final int axis) {
        return module.get(left).dims().size() == 2 && module.get(left).size(axis) == module.get(right).size(0);
    }

    /** The Kronecker product, of shape outs1 · outs2, ins1 · ins2, kernel. */
    float[] product() {
        final float[] first = first(), second = second();
        final int row = ins1 * ins2 * kernel2, block = ins2 * kernel2;
        final float[] out = new float[Math.multiplyExact(outs1 * outs2, row)];
        IntStream.range(0, outs1 * outs2).parallel().forEach(o -> {
            for (int a = 0; a < ins1; a++) {
                final float factor = first[o / outs2 * ins1 + a];
                final int from = o % outs2 * block, to = o * row + a * block;
                for (int k = 0; k < block; k++)
                    out[to + k] = factor * second[from + k];
            }
        });
        return out;
    }

    private float[] first() {
        if (module.has(TensorRole.LOKR_W1))
            return module.values(TensorRole.LOKR_W1);
        final int rank = (int) module.get(TensorRole.LOKR_W1_B).size(0);
        return MatrixProduct.of(module.values(TensorRole.LOKR_W1_A), outs1, rank,
                module.values(TensorRole.LOKR_W1_B), ins1);
    }

    private float[] second() {
        if (module.has(TensorRole.LOKR_W2))
            return module.values(TensorRole.LOKR_W2);
        final int rank = (int) module.get(TensorRole.LOKR_W2_B).size(0);
        final float[] a = module.values(TensorRole.LOKR_W2_A), b = module.values(TensorRole.LOKR_W2_B);
        return module.has(TensorRole.LOKR_T2)
                ? MatrixProduct.tucker(module.values(TensorRole.LOKR_T2), kernel2, a,
                        (int) module.get(TensorRole.LOKR_W2_A).size(0), b, rank)
                : MatrixProduct.of(a, outs2, rank, b, ins2 * kernel2);
    }
}
