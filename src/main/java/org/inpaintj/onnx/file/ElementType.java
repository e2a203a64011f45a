package org.inpaintj.onnx.file;

/** These are the element types of ONNX tensors, with their codes in {@code TensorProto.DataType} and their sizes. */
public enum ElementType {
    UNDEFINED(0, 0), FLOAT(1, 32), UINT8(2, 8), INT8(3, 8), UINT16(4, 16), INT16(5, 16), INT32(6, 32), INT64(7, 64),
    STRING(8, 0), BOOL(9, 8), FLOAT16(10, 16), DOUBLE(11, 64), UINT32(12, 32), UINT64(13, 64), COMPLEX64(14, 64),
    COMPLEX128(15, 128), BFLOAT16(16, 16), FLOAT8E4M3FN(17, 8), FLOAT8E4M3FNUZ(18, 8), FLOAT8E5M2(19, 8),
    FLOAT8E5M2FNUZ(20, 8), UINT4(21, 4), INT4(22, 4), FLOAT4E2M1(23, 4), FLOAT8E8M0(24, 8), UINT2(25, 2), INT2(26, 2);

    private static final ElementType[] ALL = values();

    private final int bits;

    ElementType(final int code, final int bits) {
        if (code != ordinal())
            throw new IllegalArgumentException("codes must be in order");
        this.bits = bits;
    }

    /** The type of a code, or {@link #UNDEFINED} for a code this version does not know. */
    public static ElementType of(final long code) {
        return code >= 0 && code < ALL.length ? ALL[(int) code] : UNDEFINED;
    }

    /** Bytes that many elements take when packed, or -1 for texts and unknown types, whose size varies. */
    public long bytes(final long count) {
        return bits == 0 ? -1 : Math.addExact(Math.multiplyExact(count, bits), 7) / 8;
    }

    public boolean isFloat() {
        return this == FLOAT || this == FLOAT16 || this == BFLOAT16 || this == DOUBLE;
    }

    public boolean isInteger() {
        return this == INT32 || this == INT64;
    }
}
