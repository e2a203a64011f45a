package org.inpaintj.engine.diffusion.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionEngine;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.network.ExportedNetwork;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.network.NetworkLayers;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.ElementType;

/** Textual inversions with exports to ONNX: text encoders beside those of checkpoints of the same weights, and runs. */
class ExportedWordsTest {

    private static final int START = 732, END = 733, HEADS = 4, SIDE = 32;
    private static final String WORD = "zebrafish";
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "sd15", "sdxl" })
    void anEncoderGivesWhatThatOfACheckpointGives(final String name) throws IOException {
        final DiffusionModel plain = DiffusionModel.read(ModelFixture.of(name).folder());
        final EmbeddingFolder words = EmbeddingFolder.of(embedding(16, 24));
        final DiffusionModel model = ExportedWords.of(plain, words);
        assertSame(plain.denoiser(), model.denoiser());
        assertEquals(plain.encoders(), ExportedWords.of(plain, EmbeddingFolder.NONE).encoders());
        for (final TextEncoderFile encoder : model.encoders()) {
            assertEquals(END + 1, encoder.vectors().orElseThrow().first());
            final int width = encoder.width();
            final Tensor ids = Tensor.zeros(1, 77), vectors = random(2L, width);
            for (int i = 0; i < 77; i++)
                ids.buffer().put(i, switch (i) {
                    case 0 -> START;
                    case 3 -> END + 1;
                    case 4 -> END + 2;
                    default -> i < 7 ? 20 * i : END;
                });
            try (Session changed = encoder.network().open(DeviceSetup.CPU);
                    Session reference = checkpoint(encoder)) {
                final List<String> outputs = new ArrayList<>(changed.outputs().keySet());
                outputs.retainAll(reference.outputs().keySet());
                assertTrue(outputs.contains("last_hidden_state") && outputs.size() > 1, outputs.toString());
                final Map<String, Tensor> expected = reference.run(Map.of("input_ids", ids, "token_vectors", vectors),
                        outputs);
                final Map<String, Tensor> actual = changed.run(Map.of(encoder.ids().name(), ids, "token_vectors",
                        vectors), outputs);
                for (final String output : outputs)
                    assertArrayEquals(expected.get(output).array(), actual.get(output).array(), (float) TOLERANCE,
                            output);
            }
        }
    }

    /** The network that a checkpoint with the weights of an export would have. */
    private Session checkpoint(final TextEncoderFile encoder) throws IOException {
        final Path export = encoder.network().file();
        final Map<String, StoredTensor> weights = new HashMap<>();
        try (TensorFileWriter writer = new TensorFileWriter(Files.createTempFile(folder, "weights", ""))) {
            ExportedNetwork.read(export).modules().forEach((module, found) -> {
                final float[] values = TensorValues.floats(found.weight());
                weights.put(module + ".weight", found.transposed() ? writer.add(module, ElementType.FLOAT,
                        List.of(found.weight().size(1), found.weight().size(0)), transposed(values,
                                (int) found.weight().size(1))) : found.weight());
                found.bias().ifPresent(bias -> weights.put(module + ".bias", bias));
            });
        }
        final GraphWriter graph = new GraphWriter();
        new TextEncoderNetwork(new NetworkLayers(graph, new Weights("the export's", weights), Map.of()),
                new TextEncoderNetwork.Form(encoder.quickGelu() ? TextEncoderNetwork.Activation.QUICK_GELU
                        : TextEncoderNetwork.Activation.GELU, HEADS, 0, END)).write();
        return Session.open(graph.graph("reference", export), DeviceSetup.CPU);
    }

    private static float[] transposed(final float[] values, final int columns) {
        final int rows = values.length / columns;
        final float[] turned = new float[values.length];
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
                turned[c * rows + r] = values[r * columns + c];
        return turned;
    }

    private static Tensor random(final long... shape) {
        final Random random = new Random(6);
        final Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++)
            tensor.buffer().put(i, (float) random.nextGaussian());
        return tensor;
    }

    /** A file of two vectors for each encoder of XL, or for the one of other families. */
    private Path embedding(final int... widths) throws IOException {
        final Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("clip_l", random(2, widths[0]));
        tensors.put("clip_g", random(2, widths[1]));
        final StringBuilder header = new StringBuilder("{");
        final ByteBuffer data = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        tensors.forEach((name, tensor) -> {
            final int from = data.position();
            for (final float value : tensor.array())
                data.putFloat(value);
            header.append(header.length() > 1 ? "," : "").append("\"%s\":{\"dtype\":\"F32\",\"shape\":[2,%d],"
                    .formatted(name, tensor.size(1))).append("\"data_offsets\":[%d,%d]}".formatted(from,
                            data.position()));
        });
        final byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        final ByteBuffer all = ByteBuffer.allocate(8 + json.length + data.position()).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length).put(json).put(data.flip());
        final Path words = Files.createDirectories(folder.resolve("words"));
        Files.write(words.resolve(WORD + ".safetensors"), all.array());
        return words;
    }

    @Test
    void aWordChangesThePictureBesideALora() throws IOException {
        final Path words = embedding(16, 24);
        final Result without = run("a fish", words, "");
        final Result with = run("a " + WORD, words, "");
        final Result both = run("a " + WORD + " <lora:onnx-lora:1>", words, ModelFixture.of("loras").folder()
                .toString());
        assertEquals(hash(without), hash(run("a fish", Path.of(""), "")), "words that no prompt names");
        assertNotEquals(hash(without), hash(with));
        assertNotEquals(hash(with), hash(both));
        assertNotEquals(hash(run("a fish <lora:onnx-lora:1>", words, ModelFixture.of("loras").folder().toString())),
                hash(both));
        assertFalse(without.facts().containsKey("embeddings"));
        for (final Result result : List.of(with, both))
            assertTrue(result.facts().get("embeddings").startsWith(WORD + ".safetensors "), result.facts().toString());
    }

    private static Result run(final String prompt, final Path words, final String loras) {
        return new DiffusionEngine().run(Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of("sd15").folder().toString(), "seed", "5", "steps", "2", "prompt", prompt, "embeddings",
                words.toString(), "loras", loras)), new Scene(ArrayImgs.floats(SIDE, SIDE, 3),
                        ArrayImgs.floats(SIDE, SIDE), ArrayImgs.floats(SIDE, SIDE), new Box(0, 0, SIDE, SIDE),
                        Task.TEXT_TO_IMAGE), Progress.NONE);
    }

    private static int hash(final Result result) {
        int hash = 1;
        for (final FloatType v : Views.flatIterable(result.candidates().get(0).pixels()))
            hash = 31 * hash + Float.hashCode(v.get());
        return hash;
    }
}
