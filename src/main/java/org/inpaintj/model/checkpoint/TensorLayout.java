package org.inpaintj.model.checkpoint;

import java.util.List;
import java.util.Map;

import org.inpaintj.onnx.file.ElementType;

/** Sizes of tensors, computed without trusting them. */
final class TensorLayout {

    /** Axes that a tensor may have; weights have five at most. */
    static final int MOST_AXES = 32;

    /** The types of safetensors that have a counterpart; others are told but cannot be read. */
    private static final Map<String, ElementType> SAFETENSORS = Map.ofEntries(Map.entry("BOOL", ElementType.BOOL),
            Map.entry("U8", ElementType.UINT8), Map.entry("I8", ElementType.INT8), Map.entry("I16", ElementType.INT16),
            Map.entry("U16", ElementType.UINT16), Map.entry("F16", ElementType.FLOAT16),
            Map.entry("BF16", ElementType.BFLOAT16), Map.entry("I32", ElementType.INT32),
            Map.entry("U32", ElementType.UINT32), Map.entry("F32", ElementType.FLOAT),
            Map.entry("F64", ElementType.DOUBLE), Map.entry("I64", ElementType.INT64),
            Map.entry("U64", ElementType.UINT64), Map.entry("C64", ElementType.COMPLEX64),
            Map.entry("F8_E4M3", ElementType.FLOAT8E4M3FN), Map.entry("F8_E5M2", ElementType.FLOAT8E5M2),
            Map.entry("F8_E8M0", ElementType.FLOAT8E8M0), Map.entry("F4", ElementType.FLOAT4E2M1));

    /** The types of PyTorch, as its storages and its dtypes are called. */
    private static final Map<String, ElementType> TORCH = Map.ofEntries(
            Map.entry("torch.FloatStorage", ElementType.FLOAT), Map.entry("torch.HalfStorage", ElementType.FLOAT16),
            Map.entry("torch.BFloat16Storage", ElementType.BFLOAT16),
            Map.entry("torch.DoubleStorage", ElementType.DOUBLE), Map.entry("torch.LongStorage", ElementType.INT64),
            Map.entry("torch.IntStorage", ElementType.INT32), Map.entry("torch.ShortStorage", ElementType.INT16),
            Map.entry("torch.CharStorage", ElementType.INT8), Map.entry("torch.ByteStorage", ElementType.UINT8),
            Map.entry("torch.BoolStorage", ElementType.BOOL),
            Map.entry("torch.ComplexFloatStorage", ElementType.COMPLEX64),
            Map.entry("torch.ComplexDoubleStorage", ElementType.COMPLEX128),
            Map.entry("torch.storage.UntypedStorage", ElementType.UINT8), Map.entry("torch.float32", ElementType.FLOAT),
            Map.entry("torch.float16", ElementType.FLOAT16), Map.entry("torch.bfloat16", ElementType.BFLOAT16),
            Map.entry("torch.float64", ElementType.DOUBLE), Map.entry("torch.float8_e4m3fn", ElementType.FLOAT8E4M3FN),
            Map.entry("torch.float8_e5m2", ElementType.FLOAT8E5M2), Map.entry("torch.uint16", ElementType.UINT16),
            Map.entry("torch.uint32", ElementType.UINT32), Map.entry("torch.uint64", ElementType.UINT64));

    private TensorLayout() {}

    /** The type that PyTorch calls so; {@code UNDEFINED} if there is none. */
    static ElementType torchType(final String name) {
        return TORCH.getOrDefault(name, ElementType.UNDEFINED);
    }

    /** The type that safetensors calls so; {@code UNDEFINED} if there is none. */
    static ElementType type(final String word) {
        return SAFETENSORS.getOrDefault(word, ElementType.UNDEFINED);
    }

    /** The product of sizes; -1 if one is negative or the product overflows. */
    static long count(final List<Long> dims) {
        long count = 1;
        for (final long d : dims)
            if (d == 0)
                return dims.stream().allMatch(each -> each >= 0) ? 0 : -1;
            else if (d < 0 || count > Long.MAX_VALUE / d)
                return -1;
            else
                count *= d;
        return count;
    }

    /** Bytes of that many elements; -1 if that is unknown or overflows. */
    static long bytes(final ElementType type, final long count) {
        return count < 0 || count > Long.MAX_VALUE / 256 ? -1 : type.bytes(count);
    }
}
