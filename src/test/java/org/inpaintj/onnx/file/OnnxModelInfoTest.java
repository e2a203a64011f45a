package org.inpaintj.onnx.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.ModelBytes;

class OnnxModelInfoTest {

    @TempDir
    Path folder;

    private Path write(final byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.onnx"), bytes);
    }

    private static ModelBytes model() {
        return new ModelBytes().input("sample", ElementType.FLOAT16, "batch", 9, "height", "width")
                .input("timestep", ElementType.INT64).output("out", ElementType.FLOAT16, "batch", 4, "h", "w");
    }

    @Test
    void tellsInputsOutputsOperatorsAndWeights() throws IOException {
        final OnnxModelInfo c = OnnxModelInfo.read(write(model().weights("w", new float[36], 4, 9, 1, 1)
                .node("", "Conv", "sample", "w", "->", "out")
                .node("com.microsoft", "NhwcConv", "a", "->", "b").build()));
        assertEquals("[sample FLOAT16 [batch, 9, height, width], timestep INT64 []]", c.inputs().toString());
        assertEquals(0, c.input("timestep").orElseThrow().rank());
        assertEquals("[out FLOAT16 [batch, 4, h, w]]", c.outputs().toString());
        assertEquals(Set.of("ai.onnx:Conv", "com.microsoft:NhwcConv"), c.operators());
        assertEquals(List.of(4L, 9L, 1L, 1L), c.initializers().get("w").dims());
        assertEquals(144, c.weightBytes());
        assertEquals(List.of("sample", "w"), c.nodes().get(0).inputs());
        assertEquals(8, c.irVersion());
        assertEquals(17, c.opsets().get("ai.onnx"));
        assertEquals(List.of(), c.problems());
    }

    @Test
    void weightsListedAsInputsAreNotInputs() throws IOException {
        final OnnxModelInfo c = OnnxModelInfo.read(write(model().input("w", ElementType.FLOAT, 2)
                .weights("w", new float[2], 2).build()));
        assertEquals(2, c.inputs().size());
    }

    @Test
    void innerGraphsCountForOperators() throws IOException {
        final byte[] inner = ModelBytes.message(graph -> ModelBytes.bytes(graph, 1,
                ModelBytes.message(node -> ModelBytes.text(node, 4, "Erf"))));
        final byte[] outer = ModelBytes.message(node -> {
            ModelBytes.text(node, 4, "If");
            ModelBytes.bytes(node, 5, ModelBytes.message(attribute -> ModelBytes.bytes(attribute, 6, inner)));
        });
        final OnnxModelInfo c = OnnxModelInfo.read(write(model().raw(1, outer).build()));
        assertEquals(Set.of("ai.onnx:Erf", "ai.onnx:If"), c.operators());
        assertEquals(1, c.nodes().size());
    }

    @Test
    void operatorsOfGpuExportsAreNamedBeforeLoading() throws IOException {
        final Path fused = write(model().node("com.microsoft", "NhwcConv", "sample", "->", "x")
                .node("com.microsoft", "MultiHeadAttention", "x", "->", "y")
                .node("", "LayerNormalization", "y", "->", "z")
                .node("ai.onnx.contrib", "Own", "z", "->", "out").build());
        final String problem = OnnxModelInfo.read(fused).cpuProblem().orElseThrow();
        assertTrue(problem.contains("com.microsoft:NhwcConv") && problem.contains("ai.onnx.contrib:Own"), problem);
        assertFalse(problem.contains("MultiHeadAttention") || problem.contains("LayerNorm"), problem);
        assertTrue(OnnxModelInfo.read(write(ModelBytes.addOne())).cpuProblem().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "version https://git-lfs.github.com/spec/v1 | Git LFS pointer",
        "<!DOCTYPE html><html> | web page",
        "<html><head> | web page",
        "{\"error\":\"Repository not found\"} | error message of a server",
        "PK\u0003\u0004abcd | ZIP archive or a PyTorch checkpoint",
        "hello | no complete ONNX model" })
    void filesThatAreNoModelsAreToldApart(final String content, final String reason) throws IOException {
        final Path file = write(content.getBytes(StandardCharsets.UTF_8));
        final String text = assertThrows(InpaintException.class, () -> OnnxModelInfo.read(file)).getMessage();
        assertTrue(text.startsWith(file.toString()) && text.contains(reason), text);
    }

    @Test
    void absentEmptyAndFolderAreToldApart() throws IOException {
        final Path file = folder.resolve("model.onnx");
        assertTrue(message(file).contains("does not exist"));
        write(new byte[0]);
        assertTrue(message(file).contains("is empty"));
        assertTrue(message(folder).contains("is a folder"));
        write(ModelBytes.message(m -> ModelBytes.number(m, 1, 8)));
        assertTrue(message(file).contains("holds no network"));
    }

    private static String message(final Path file) {
        return assertThrows(InpaintException.class, () -> OnnxModelInfo.read(file)).getMessage();
    }

    /** A download may break off anywhere: never accepted, never anything but the one exception. */
    @Test
    void everyTruncationIsNoticed() throws IOException {
        final byte[] whole = model().weights("w", new float[36], 4, 9, 1, 1)
                .node("", "Conv", "sample", "w", "->", "out")
                .build();
        for (int length = 1; length < whole.length; length++) {
            final Path file = write(Arrays.copyOf(whole, length));
            assertTrue(message(file).contains("no complete ONNX model"), "length " + length);
        }
    }

    /** Damaged files end in the one exception or in a contract, quickly, and take no memory to speak of. */
    @Test
    void damagedBytesDoNoHarm() throws IOException {
        final byte[] whole = model().weights("w", new float[36], 4, 9, 1, 1).external("x", "data.bin", 0, 8, 2)
                .node("", "Conv", "sample", "w", "->", "out").build();
        final Random random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 600; trial++) {
            final byte[] damaged = whole.clone();
            for (int k = 0; k < 1 + random.nextInt(4); k++)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                final OnnxModelInfo c = OnnxModelInfo.read(write(damaged));
                c.problems();
                c.cpuProblem();
            } catch (final InpaintException e) {
                refused++;
            }
        }
        assertTrue(refused > 60, refused + " refused");
    }

    @Test
    void nestingAndTextsAreBounded() throws IOException {
        byte[] nested = new byte[0];
        for (int i = 0; i < 200; i++) {
            final byte[] inner = nested;
            nested = ModelBytes.message(graph -> ModelBytes.bytes(graph, 1, ModelBytes.message(
                    node -> ModelBytes.bytes(node, 5, ModelBytes.message(a -> ModelBytes.bytes(a, 6, inner))))));
        }
        final byte[] deep = nested;
        assertTrue(message(write(ModelBytes.message(m -> ModelBytes.bytes(m, 7, deep)))).contains("nested too deeply"));
        assertTrue(message(write(new ModelBytes().input("x".repeat(100_000), ElementType.FLOAT).build()))
                .contains("a text is too long"));
    }

    @Test
    void missingAndShortWeightFilesAreNoticed() throws IOException {
        final Path file = write(model().external("a", "model.onnx_data", 0, 8, 2)
                .external("b", "model.onnx_data", 8, -1, 3).build());
        final Path data = folder.resolve("model.onnx_data");
        assertEquals(List.of(data), OnnxModelInfo.read(file).externalFiles());
        assertProblem(file, data + " is missing");
        Files.write(data, new byte[19]);
        assertProblem(file, "it has 19 of at least 20 bytes");
        Files.write(data, new byte[20]);
        assertEquals(List.of(), OnnxModelInfo.read(file).problems());
        Files.writeString(data, "version https://g");
        assertProblem(file, "it has 17 of at least 20 bytes");
        final Path wide = write(model().external("a", "model.onnx_data", 0, 4096, 1024).build());
        Files.writeString(data, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4096\n");
        assertProblem(wide, "Git LFS pointer");
        Files.writeString(data, "<!DOCTYPE html>");
        assertProblem(wide, "web page");
    }

    @ParameterizedTest
    @CsvSource({ "../secret.bin", "sub/../../secret.bin", "/etc/passwd", "''" })
    void weightsOutsideTheFolderAreRefused(final String location) throws IOException {
        final Path inner = Files.createDirectory(folder.resolve("unet"));
        Files.write(folder.resolve("secret.bin"), new byte[64]);
        final Path file = Files.write(inner.resolve("model.onnx"), model().external("a", location, 0, 8, 2).build());
        assertProblem(file, "outside its own folder");
    }

    @Test
    void linksMayLeadIntoTheDownloadCacheOnly() throws IOException {
        final Path blobs = Files.createDirectory(folder.resolve("blobs"));
        final Path snapshot = Files.createDirectories(folder.resolve("snapshots/1"));
        Files.write(blobs.resolve("b1"), model().external("a", "model.onnx_data", 0, 8, 2).build());
        Files.write(blobs.resolve("b2"), new byte[8]);
        final Path file = Files.createSymbolicLink(snapshot.resolve("model.onnx"), blobs.resolve("b1"));
        Files.createSymbolicLink(snapshot.resolve("model.onnx_data"), blobs.resolve("b2"));
        assertEquals(List.of(), OnnxModelInfo.read(file).problems());
        Files.delete(file);
        Files.copy(blobs.resolve("b1"), file);
        assertProblem(file, "a link that leaves its folder");
    }

    @Test
    void impossiblePlacesAreNoticed() throws IOException {
        Files.write(folder.resolve("data"), new byte[64]);
        assertProblem(write(model().external("a", "data", Long.MAX_VALUE, 8, 2).build()), "impossible place");
        final byte[] negative = ModelBytes.message(t -> {
            ModelBytes.text(t, 8, "a");
            ModelBytes.number(t, 2, 1);
            ModelBytes.number(t, 1, 2);
            for (final String[] entry : new String[][] { { "location", "data" }, { "length", "-8" } })
                ModelBytes.bytes(t, 13, ModelBytes.message(e -> {
                    ModelBytes.text(e, 1, entry[0]);
                    ModelBytes.text(e, 2, entry[1]);
                }));
            ModelBytes.number(t, 14, 1);
        });
        assertProblem(write(model().raw(5, negative).build()), "impossible place");
    }

    @Test
    void tooNewAndInconsistentFilesAreNoticed() throws IOException {
        final byte[] future = ModelBytes.message(m -> {
            ModelBytes.number(m, 1, 99);
            ModelBytes.bytes(m, 7, new byte[0]);
        });
        assertProblem(write(future), "newer ONNX Runtime");
        final byte[] wrong = ModelBytes.message(t -> {
            ModelBytes.text(t, 8, "w");
            ModelBytes.number(t, 2, 1);
            ModelBytes.number(t, 1, 5);
            ModelBytes.bytes(t, 9, new byte[16]);
        });
        assertProblem(write(model().raw(5, wrong).build()), "have 16 bytes instead of 20");
    }

    private static void assertProblem(final Path file, final String part) {
        final List<String> problems = OnnxModelInfo.read(file).problems();
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains(part), problems.get(0));
    }

    /** Gigabytes of weights in the file itself are skipped, not read. */
    @Test
    void hugeFilesAreScannedWithoutReadingTheirWeights() throws IOException {
        final Path file = folder.resolve("huge.onnx");
        final long weight = 1L << 30;
        final byte[] head = ModelBytes.message(t -> {
            ModelBytes.text(t, 8, "w");
            ModelBytes.number(t, 2, 1);
            ModelBytes.number(t, 1, weight / 4);
            ModelBytes.varint(t, 9 << 3 | 2);
            ModelBytes.varint(t, weight);
        });
        final byte[] tensor = ModelBytes.message(g -> {
            ModelBytes.varint(g, 5 << 3 | 2);
            ModelBytes.varint(g, head.length + weight);
        });
        final byte[] start = ModelBytes.message(m -> {
            ModelBytes.varint(m, 7 << 3 | 2);
            ModelBytes.varint(m, tensor.length + head.length + weight);
            m.writeBytes(tensor);
            m.writeBytes(head);
        });
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(start);
            out.setLength(start.length + weight);
        }
        final OnnxModelInfo c = OnnxModelInfo.read(file);
        assertEquals(weight, c.initializers().get("w").stored());
        assertEquals(List.of(), c.problems());
    }

    @Test
    void channelsAreToldByTheConvolutionWhenTheAxesAreFree() throws IOException {
        final OnnxModelInfo c = OnnxModelInfo.read(write(new ModelBytes()
                .input("sample", ElementType.FLOAT16, "b", "c", "h", "w")
                .output("out", ElementType.FLOAT16, "b", "k", "h", "w")
                .input("other", ElementType.FLOAT, "b", "c", "h", "w")
                .weights("in", new float[8 * 9], 8, 9, 1, 1).weights("last", new float[4 * 8], 4, 8, 1, 1)
                .node("", "Cast", "sample", "->", "x").node("", "Conv", "x", "in", "->", "y")
                .node("", "Relu", "y", "->", "z").node("", "Conv", "z", "last", "->", "v")
                .node("", "Cast", "v", "->", "out").build()));
        assertEquals(9, ChannelCount.of(c, c.inputs().get(0)));
        assertEquals(-1, ChannelCount.of(c, c.inputs().get(1)));
        assertEquals(4, ChannelCount.of(c, c.outputs().get(0)));
    }
}
