package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;

import org.inpaintj.core.Progress;

class TensorTest {

    @Test
    void anImageAxisRunsTheOtherWayRound() {
        final Tensor tensor = Tensor.zeros(2, 3, 4, 5);
        final RandomAccess<FloatType> at = tensor.image().randomAccess();
        assertArrayEquals(new long[] { 5, 4, 3, 2 }, tensor.image().dimensionsAsLongArray());
        for (int b = 0; b < 2; b++)
            for (int c = 0; c < 3; c++)
                for (int y = 0; y < 4; y++)
                    for (int x = 0; x < 5; x++) {
                        at.setPosition(new int[] { x, y, c, b });
                        at.get().set(1000 * b + 100 * c + 10 * y + x);
                    }
        assertEquals(1234, tensor.get(((1 * 3 + 2) * 4 + 3) * 5 + 4));
        assertEquals(120, tensor.entries(0, 1).get((1 * 4 + 2) * 5));
        assertEquals(1000, tensor.entries(1, 1).get(0));
    }

    /** What ImgLib2 writes is what the network reads, and what the network writes is what ImgLib2 reads. */
    @Test
    void theNetworkAndTheImageShareOneMemory() {
        try (Session session = Session.open("add", ModelBytes.addOne(), options -> {})) {
            final Tensor in = Tensor.zeros(3), out = Tensor.zeros(3);
            final var image = in.image();
            for (int round = 0; round < 3; round++) {
                final int base = 10 * round;
                image.forEach(v -> v.set(base + v.get()));
                session.runInto(Map.of("x", in), Map.of("y", out), Progress.NONE);
                final RandomAccess<FloatType> at = out.image().randomAccess();
                at.setPosition(2, 0);
                assertEquals(in.get(2) + 1, at.get().get());
            }
            assertEquals(31, out.get(0));
        }
    }

    @Test
    void partsAndOtherShapesAreViews() {
        final Tensor tensor = Tensor.of(new float[] { 0, 1, 2, 3, 4, 5 }, 3, 2);
        tensor.entries(1, 2).buffer().put(0, 7);
        tensor.reshape(6).buffer().put(5, 9);
        assertArrayEquals(new float[] { 0, 1, 7, 3, 4, 9 }, tensor.array());
        assertEquals(3, tensor.size(0));
        assertEquals(2, tensor.size(-1));
        assertEquals(1, Tensor.scalar(5).size());
        assertEquals(0, Tensor.scalar(5).rank());
        assertEquals(0, Tensor.zeros(1, 0, 4).entries(0, 1).size());
    }

    @Test
    void memoryThatTheRuntimeWouldMisreadIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.wrap(FloatBuffer.allocate(4), 4));
        final ByteOrder other = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN
                : ByteOrder.BIG_ENDIAN;
        assertThrows(IllegalArgumentException.class,
                () -> Tensor.wrap(ByteBuffer.allocateDirect(16).order(other).asFloatBuffer(), 4));
        final FloatBuffer good = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asFloatBuffer();
        assertThrows(IllegalArgumentException.class, () -> Tensor.wrap(good, 5));
        final Tensor tensor = Tensor.wrap(good, 2, 2);
        good.put(3, 8);
        assertEquals(8, tensor.get(3));
    }

    @Test
    void badShapesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(2, -1));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 20, 1 << 20));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(1 << 29));
        assertThrows(IllegalArgumentException.class, () -> Tensor.of(new float[3], 2, 2));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(4).reshape(5));
        assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(4, 2).entries(3, 2));
        assertThrows(IllegalStateException.class, () -> Tensor.zeros(1, 0).image());
        assertThrows(IllegalStateException.class, () -> Tensor.scalar(1).image());
    }
}
