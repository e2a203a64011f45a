package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

class TensorValuesTest {

    @TempDir
    Path folder;

    @Test
    void everyHalfIsExact() throws IOException {
        final float[] values = read(ElementType.FLOAT16, allOf16Bits());
        for (int bits = 0; bits < 1 << 16; bits++)
            assertSame(number(bits, 5, 10, true), values[bits], bits);
        assertEquals(0x80000000, Float.floatToRawIntBits(values[0x8000]), "minus zero");
        assertEquals(0x1p-24f, values[1], "the smallest half");
        assertEquals(65504, values[0x7bff], "the greatest half");
    }

    @Test
    void everyBfloat16IsExact() throws IOException {
        final float[] values = read(ElementType.BFLOAT16, allOf16Bits());
        for (int bits = 0; bits < 1 << 16; bits++)
            assertSame(number(bits, 8, 7, true), values[bits], bits);
    }

    @Test
    void everyFloat8IsExact() throws IOException {
        final byte[] all = new byte[256];
        for (int bits = 0; bits < 256; bits++)
            all[bits] = (byte) bits;
        final float[] e5m2 = read(ElementType.FLOAT8E5M2, all), e4m3 = read(ElementType.FLOAT8E4M3FN, all);
        for (int bits = 0; bits < 256; bits++) {
            assertSame(number(bits, 5, 2, true), e5m2[bits], bits);
            assertSame((bits & 127) == 127 ? Double.NaN : number(bits, 4, 3, false), e4m3[bits], bits);
        }
        assertEquals(448, e4m3[0x7e], "the greatest");
    }

    @Test
    void wholeNumbersAreRoundedOnce() throws IOException {
        final long[] odd = { 0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 24) + 1, (1L << 63) + (1L << 39) + 1,
            (1L << 63) + (1L << 39) };
        final ByteBuffer bytes = ByteBuffer.allocate(8 * odd.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(odd);
        final float[] signed = read(ElementType.INT64, bytes.array()), unsigned =
                read(ElementType.UINT64, bytes.array());
        for (int i = 0; i < odd.length; i++) {
            assertEquals((float) odd[i], signed[i]);
            assertEquals(new BigInteger(Long.toUnsignedString(odd[i])).floatValue(), unsigned[i]);
        }
        final byte[] ones = { -1, -1, -1, -1 };
        assertArrayEquals(new float[] { 4294967296f }, read(ElementType.UINT32, ones));
        assertArrayEquals(new float[] { -1 }, read(ElementType.INT32, ones));
        assertArrayEquals(new float[] { 65535, 65535 }, read(ElementType.UINT16, ones));
        assertArrayEquals(new float[] { -1, -1 }, read(ElementType.INT16, ones));
        assertArrayEquals(new float[] { -1, -1, -1, -1 }, read(ElementType.INT8, ones));
        assertArrayEquals(new float[] { 255, 255, 255, 255 }, read(ElementType.UINT8, ones));
    }

    @Test
    void floatsKeepTheirBits() throws IOException {
        final float[] odd = { -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 1e-40f };
        final ByteBuffer bytes = ByteBuffer.allocate(4 * odd.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(odd);
        assertArrayEquals(odd, read(ElementType.FLOAT, bytes.array()));
        final double[] doubles = { 1e300, -0.0, 0.1, Double.NaN };
        final ByteBuffer wide = ByteBuffer.allocate(8 * doubles.length).order(ByteOrder.LITTLE_ENDIAN);
        wide.asDoubleBuffer().put(doubles);
        assertArrayEquals(new float[] { Float.POSITIVE_INFINITY, -0f, 0.1f, Float.NaN },
                read(ElementType.DOUBLE, wide.array()));
    }

    @Test
    void longTensorsAtOddPlacesAreRead() throws IOException {
        final int count = 100_003;
        final ByteBuffer bytes = ByteBuffer.allocate(3 + 4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++)
            bytes.putFloat(3 + 4 * i, i);
        final Path file = Files.write(folder.resolve("odd"), bytes.array());
        final float[] values = TensorValues.floats(new StoredTensor("x", ElementType.FLOAT, List.of((long) count),
                file, 3, 4L * count));
        for (int i = 0; i < count; i++)
            assertEquals(i, values[i]);
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException {
        final Path file = Files.write(folder.resolve("short"), new byte[7]);
        final StoredTensor beyond = new StoredTensor("x", ElementType.FLOAT, List.of(2L), file, 0, 8);
        assertTrue(assertThrows(InpaintException.class, () -> TensorValues.floats(beyond)).getMessage()
                .contains("The tensor x of " + file + " cannot be read (it ends early); download the file again."));
        final StoredTensor complex = new StoredTensor("x", ElementType.COMPLEX64, List.of(0L), file, 0, 0);
        assertEquals(0, TensorValues.floats(complex).length);
    }

    /** Two to the exponent, times the fraction, by the definition; the fields are sign, exponent and fraction. */
    private static double number(final int bits, final int exponentBits, final int fractionBits,
            final boolean infinite) {
        final int sign = bits >> exponentBits + fractionBits & 1, top = (1 << exponentBits) - 1;
        final int exponent = bits >> fractionBits & top, fraction = bits & (1 << fractionBits) - 1;
        final int bias = top / 2;
        final double size = infinite && exponent == top
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : (exponent == 0 ? fraction : fraction + (1 << fractionBits))
                        * Math.pow(2, Math.max(exponent, 1) - bias - fractionBits);
        return sign == 0 ? size : -size;
    }

    private static void assertSame(final double wanted, final float got, final int bits) {
        // Doubles tell minus zero from zero, and no NaN from another.
        assertEquals(wanted, (double) got, () -> Integer.toHexString(bits));
    }

    private static byte[] allOf16Bits() {
        final ByteBuffer bytes = ByteBuffer.allocate(2 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < 1 << 16; bits++)
            bytes.putShort((short) bits);
        return bytes.array();
    }

    private float[] read(final ElementType type, final byte[] bytes) throws IOException {
        final Path file = Files.write(folder.resolve("values"), bytes);
        return TensorValues.floats(new StoredTensor("x", type, List.of(bytes.length / type.bytes(1)), file, 0,
                bytes.length));
    }
}
