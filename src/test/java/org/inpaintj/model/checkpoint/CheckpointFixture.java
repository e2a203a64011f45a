package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Files that models/tools/tiny_containers.py makes with torch, safetensors and diffusers. */
public final class CheckpointFixture {

    private CheckpointFixture() {}

    public static Path of(final String name) {
        try {
            return Path.of(CheckpointFixture.class.getResource("/checkpoints/" + name).toURI());
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines of a network: the original name, diffusers' name, and of OpenCLIP the first row. */
    public static List<String[]> names(final String network) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(of("names.tsv.gz"))), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> line.startsWith(network + '\t'))
                    .map(line -> line.substring(network.length() + 1).split("\t")).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The values that the script gives, whatever they are stored in. */
    static void assertWeights(final Checkpoint c) {
        final float[] f32 = new float[24], f16 = new float[24], bf16 = new float[24], f64 = new float[24];
        final float[] transposed = new float[24];
        for (int i = 0; i < 24; i++) {
            f32[i] = i;
            f16[i] = i - 5;
            bf16[i] = i / 8f;
            f64[i] = (float) (i / 3.0);
            transposed[i] = i % 6 * 4 + i / 6;
        }
        assertValues(c, "f32", List.of(2L, 3L, 4L), f32);
        assertValues(c, "f16", List.of(2L, 3L, 4L), f16);
        assertValues(c, "bf16", List.of(2L, 3L, 4L), bf16);
        assertValues(c, "f64", List.of(2L, 3L, 4L), f64);
        for (final String type : List.of("i64", "i32", "i16", "i8"))
            assertValues(c, type, List.of(5L), -2, -1, 0, 1, 2);
        assertValues(c, "u8", List.of(3L), 0, 127, 255);
        assertValues(c, "bool", List.of(2L), 1, 0);
        assertValues(c, "scalar", List.of(), 3.5f);
        assertValues(c, "empty", List.of(0L, 3L));
        assertValues(c, "transposed", List.of(4L, 6L), transposed);
        assertValues(c, "part", List.of(2L, 4L), 16, 17, 18, 19, 20, 21, 22, 23);
        assertValues(c, "stepped", List.of(2L, 2L), 1, 9, 13, 21);
        assertValues(c, "parameter", List.of(3L), 1, -0f, Float.MIN_VALUE);
        if (c.tensors().containsKey("f8_e4m3")) {
            assertValues(c, "f8_e4m3", List.of(8L), 0, 1, 2, 3, 4, 5, 6, 7);
            assertValues(c, "u16", List.of(2L), 0, 65535);
        }
    }

    private static void assertValues(final Checkpoint c, final String name, final List<Long> dims,
            final float... values) {
        assertEquals(dims, c.tensors().get(name).dims(), name);
        assertArrayEquals(values, TensorValues.floats(c.tensors().get(name)), name);
    }
}
