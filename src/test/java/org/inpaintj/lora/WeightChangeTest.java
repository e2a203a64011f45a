package org.inpaintj.lora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.onnx.file.ElementType;

/** The arithmetic of the dialects against sums written out, for random sizes and values with fixed seeds. */
class WeightChangeTest {

    @TempDir
    private Path folder;

    private TensorFileWriter file;
    private Random random;

    @BeforeEach
    void open(final RepetitionInfo times) {
        file = new TensorFileWriter(folder.resolve("parts"));
        random = new Random(times.getCurrentRepetition());
    }

    @AfterEach
    void close() {
        file.close();
    }

    private int size() {
        return 1 + random.nextInt(4);
    }

    private float[] values(final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = random.nextInt(9) - 4;
        return values;
    }

    private StoredTensor part(final float[] values, final long... dims) {
        return file.add("part", ElementType.FLOAT, LongStream.of(dims).boxed().toList(), values);
    }

    private static LoraModule module(final Map<TensorRole, StoredTensor> parts) {
        final LoraModule module = new LoraModule("module", parts, OptionalDouble.empty());
        assertTrue(module.isConsistent());
        return module;
    }

    @RepeatedTest(20)
    void kronecker() {
        final int o1 = size(), i1 = size(), o2 = size(), i2 = size(), k = 1 + 2 * random.nextInt(2);
        final float[] w1 = values(o1 * i1), w2 = values(o2 * i2 * k * k);
        final LoraModule module = module(Map.of(TensorRole.LOKR_W1, part(w1, o1, i1), TensorRole.LOKR_W2,
                k == 1 ? part(w2, o2, i2) : part(w2, o2, i2, k, k), TensorRole.ALPHA, part(new float[] { 99 })));
        final float[] expected = new float[o1 * o2 * i1 * i2 * k * k];
        for (int o = 0; o < o1 * o2; o++)
            for (int i = 0; i < i1 * i2; i++)
                for (int n = 0; n < k * k; n++)
                    expected[(o * i1 * i2 + i) * k * k + n] =
                            w1[o / o2 * i1 + i / i2] * w2[(o % o2 * i2 + i % i2) * k * k + n];
        assertEquals(List.of((long) o1 * o2, (long) i1 * i2 * k * k), module.shape());
        assertArrayEquals(expected, WeightChange.difference(module), "alpha means nothing where both are whole");
    }

    @RepeatedTest(20)
    void tuckerOfAConvolution() {
        final int outs = size(), ins = size(), p = size(), q = size(), k = 9;
        final float[] up = values(outs * p), mid = values(p * q * k), down = values(q * ins);
        final LoraModule module = module(Map.of(TensorRole.UP, part(up, outs, p, 1, 1), TensorRole.MID,
                part(mid, p, q, 3, 3), TensorRole.DOWN, part(down, q, ins, 1, 1), TensorRole.ALPHA,
                part(new float[] { 2 * q })));
        final float[] expected = new float[outs * ins * k];
        for (int o = 0; o < outs; o++)
            for (int i = 0; i < ins; i++)
                for (int n = 0; n < k; n++)
                    for (int a = 0; a < p; a++)
                        for (int b = 0; b < q; b++)
                            expected[(o * ins + i) * k + n] +=
                                    2 * up[o * p + a] * mid[(a * q + b) * k + n] * down[b * ins + i];
        assertArrayEquals(expected, WeightChange.difference(module));
    }

    @RepeatedTest(10)
    void hadamardOfTwoTuckerForms() {
        final int outs = size(), ins = size(), r = size(), k = 9;
        final Map<TensorRole, StoredTensor> parts = new EnumMap<>(TensorRole.class);
        final float[] expected = new float[outs * ins * k];
        Arrays.fill(expected, 1);
        for (int f = 1; f <= 2; f++) {
            final float[] a = values(r * outs), b = values(r * ins), t = values(r * r * k);
            parts.put(TensorRole.valueOf("HADA_W" + f + "_A"), part(a, r, outs));
            parts.put(TensorRole.valueOf("HADA_W" + f + "_B"), part(b, r, ins));
            parts.put(TensorRole.valueOf("HADA_T" + f), part(t, r, r, 3, 3));
            for (int at = 0; at < expected.length; at++) {
                float sum = 0;
                for (int p = 0; p < r; p++)
                    for (int q = 0; q < r; q++)
                        sum += t[(p * r + q) * k + at % k] * a[p * outs + at / k / ins] * b[q * ins + at / k % ins];
                expected[at] *= sum;
            }
        }
        assertArrayEquals(expected, WeightChange.difference(module(parts)));
    }

    @RepeatedTest(1)
    void magnitudesOfOutputsAndInputs() {
        final float[] weight = { 3, 0, 0, 0 }, up = { 0, 1 }, down = { 0, 4 };
        // the changed weight is 3 0 / 0 4
        final Map<TensorRole, StoredTensor> parts = new EnumMap<>(Map.of(TensorRole.UP, part(up, 2, 1),
                TensorRole.DOWN, part(down, 1, 2)));
        parts.put(TensorRole.DORA_SCALE, part(new float[] { 6, 2 }, 2, 1));
        assertArrayEquals(new float[] { 3, 0, 0, 2 }, WeightChange.of(module(parts), weight, 2, 2));
        parts.put(TensorRole.DORA_SCALE, part(new float[] { 6, 2 }, 1, 2));
        assertArrayEquals(new float[] { 3, 0, 0, 2 }, WeightChange.of(module(parts), weight, 2, 2));
    }

    @RepeatedTest(1)
    void channelsThatTheFileDoesNotKnowStayAsTheyAre() {
        assertArrayEquals(new float[] { 1, 2, 0, 3, 4, 0 },
                WeightChange.widened(new float[] { 1, 2, 3, 4 }, 6, 2));
    }

    @RepeatedTest(1)
    void partsThatDoNotFitAreTold() {
        for (final Map<TensorRole, StoredTensor> parts : List.of(
                Map.of(TensorRole.UP, part(values(4), 2, 2), TensorRole.DOWN, part(values(6), 3, 2)),
                Map.of(TensorRole.UP, part(values(1)), TensorRole.DOWN, part(values(6), 3, 2)),
                Map.of(TensorRole.LOKR_W1, part(values(2), 2), TensorRole.LOKR_W2, part(values(4), 2, 2)),
                Map.of(TensorRole.HADA_W1_A, part(values(4), 2, 2), TensorRole.HADA_W1_B, part(values(4), 2, 2),
                        TensorRole.HADA_W2_A, part(values(6), 3, 2), TensorRole.HADA_W2_B, part(values(4), 2, 2))))
            assertTrue(!new LoraModule("module", parts, OptionalDouble.empty()).isConsistent(), parts.toString());
    }
}
