package org.inpaintj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import ai.onnxruntime.platform.Fp16Conversions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxGraph;

/** Exports as different exporters write them, with changed weights. */
class ChangedExportTest {

    private static final float[] WEIGHT = { 1, 2, 3, 4, 5, 6 }, X = { 1, -1, 2, 0.5f }, PLAIN = { -3, -3, -3, 4,
            6.5f, 9 };
    private static final String SCOPES = "pkg.torch.onnx.name_scopes";

    @TempDir
    private Path folder;

    private StoredTensor down, up, other;

    @BeforeEach
    void makeChanges() {
        try (TensorFileWriter file = new TensorFileWriter(folder.resolve("changes"))) {
            down = file.add("down", ElementType.FLOAT16, List.of(1L, 2L), new float[] { 1, 2 });
            up = file.add("up", ElementType.FLOAT, List.of(3L, 1L), new float[] { 1, 0, -1 });
            other = file.add("other", ElementType.FLOAT, List.of(2L, 3L), new float[6]);
        }
    }

    private static byte[] bytes(final ElementType type, final float... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (final float value : values)
            if (type == ElementType.FLOAT)
                bytes.putFloat(value);
            else
                bytes.putShort(Fp16Conversions.floatToFp16(value));
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static ProtobufWriter value(final String name, final ElementType type, final int width) {
        final ProtobufWriter shape = new ProtobufWriter().message(1, new ProtobufWriter().number(1, 2)).message(1,
                new ProtobufWriter().number(1, width));
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1,
                new ProtobufWriter().number(1, type.ordinal()).message(2, shape)));
    }

    private static ProtobufWriter node(final String operator, final String name, final String output,
            final String... inputs) {
        final ProtobufWriter node = new ProtobufWriter();
        for (final String input : inputs)
            node.text(1, input);
        return node.text(2, output).text(3, name).text(4, operator);
    }

    /** x [2, 2] times one weight, which two modules share. */
    private Path export(final ElementType type, final ProtobufWriter... nodes) throws IOException {
        final ProtobufWriter graph = new ProtobufWriter().text(2, "main");
        for (final ProtobufWriter node : nodes)
            graph.message(1, node);
        graph.message(5, new ProtobufWriter().number(1, 2).number(1, 3).number(2, type.ordinal())
                .text(8, "onnx::MatMul_7").bytes(9, bytes(type, WEIGHT)));
        graph.message(11, value("x", type, 2)).message(12, value("q", type, 3)).message(12, value("k", type, 3));
        final Path file = folder.resolve("model.onnx");
        Files.write(file, new ProtobufWriter().number(1, 8).message(7, graph)
                .message(8, new ProtobufWriter().text(1, "").number(2, 17)).bytes());
        return file;
    }

    private Path shared(final ElementType type) throws IOException {
        return export(type, node("Identity", "Identity_1", "copy", "onnx::MatMul_7"),
                node("MatMul", "/block/to_q/MatMul", "q", "x", "onnx::MatMul_7"),
                node("MatMul", "/block/to_k/MatMul", "k", "x", "copy"));
    }

    private static List<float[]> run(final OnnxGraph graph, final float... strengths) {
        try (Session session = Session.open(graph, options -> options.setIntraOpNumThreads(1))) {
            final Map<String, Tensor> feeds = strengths.length == 0 ? Map.of("x", Tensor.of(X, 2, 2))
                    : Map.of("x", Tensor.of(X, 2, 2), NetworkLayers.STRENGTHS, Tensor.of(strengths, strengths.length));
            final Map<String, Tensor> out = session.run(feeds, List.of("q", "k"));
            return List.of(out.get("q").array(), out.get("k").array());
        }
    }

    private void changesOnlyOne(final Path file) {
        final ExportedNetwork network = ExportedNetwork.read(file);
        assertEquals(Set.of("block.to_q", "block.to_k"), network.modules().keySet());
        assertTrue(network.modules().get("block.to_k").transposed());
        final LowRank change = new LowRank(down, Optional.empty(), up, 0.5, 1);
        final OnnxGraph graph =
                new ChangedExport(network, Map.of("block.to_k", List.of(change)), Map.of()).graph("one");
        // rows of x times down: -1 and 3
        final float[] changed = { -3 - 1, -3, -3 + 1, 4 + 3, 6.5f, 9 - 3 };
        assertArrayEquals(PLAIN, run(graph, 7, 2).get(0), 1e-3f);
        assertArrayEquals(changed, run(graph, 7, 2).get(1), 1e-3f);
        assertArrayEquals(PLAIN, run(graph, 7, 0).get(1), 1e-3f);
    }

    @Test
    void aBranchIsOfOneModuleThoughTheWeightIsShared() throws IOException {
        changesOnlyOne(shared(ElementType.FLOAT));
    }

    @Test
    void halvesAreComputedBesideHalves() throws IOException {
        changesOnlyOne(shared(ElementType.FLOAT16));
    }

    @Test
    void thePathOfAModuleMayStandInTheMetadata() throws IOException {
        changesOnlyOne(export(ElementType.FLOAT,
                node("MatMul", "node_linear", "q", "x", "onnx::MatMul_7").message(9, new ProtobufWriter()
                        .text(1, SCOPES).text(2, "['', 'block', 'block.to_q', 'linear']")),
                node("MatMul", "node_linear_1", "k", "x", "onnx::MatMul_7").message(9, new ProtobufWriter()
                        .text(1, SCOPES).text(2, "['', 'block', 'block.to_k', 'linear_1']"))));
    }

    @Test
    void anotherWeightTakesThePlaceOfOneModules() throws IOException {
        final Path file = shared(ElementType.FLOAT);
        final OnnxGraph graph = new ChangedExport(ExportedNetwork.read(file), Map.of(),
                Map.of("block.to_q.weight", other)).graph("other");
        assertArrayEquals(new float[6], run(graph).get(0));
        assertArrayEquals(PLAIN, run(graph).get(1));
        assertTrue(graph.files().contains(other.file()));
    }

    /** As exporters write the constants of models above 2 GB. */
    @Test
    void aConstantMayHaveItsValuesInAnotherFile() throws IOException {
        Files.write(folder.resolve("model.onnx_data"), bytes(ElementType.FLOAT, 9, 9, 1, 2, 3, 4, 5, 6));
        final ProtobufWriter tensor = new ProtobufWriter().number(1, 2).number(1, 3).number(2, 1).number(14, 1);
        Map.of("location", "model.onnx_data", "offset", "8", "length", "24").forEach((key, value) -> tensor
                .message(13, new ProtobufWriter().text(1, key).text(2, value)));
        final ProtobufWriter constant = node("Constant", "/block/to_q/Constant_1", "c").message(5,
                new ProtobufWriter().text(1, "value").message(5, tensor).number(20, 4));
        final Path file = export(ElementType.FLOAT, constant, node("MatMul", "/block/to_q/MatMul", "q", "x", "c"),
                node("MatMul", "/block/to_k/MatMul", "k", "x", "onnx::MatMul_7"));
        final ExportedNetwork network = ExportedNetwork.read(file);
        assertArrayEquals(PLAIN, run(new ChangedExport(network, Map.of(), Map.of()).graph("outside")).get(0));
        final LowRank change = new LowRank(down, Optional.empty(), up, 0.5, 1);
        final OnnxGraph changed =
                new ChangedExport(network, Map.of("block.to_q", List.of(change)), Map.of()).graph("one");
        assertEquals(-4, run(changed, 7, 2).get(0)[0], 1e-3f);
        assertTrue(changed.files().contains(folder.resolve("model.onnx_data").toRealPath()));
    }
}
