package org.inpaintj.engine.diffusion.embedding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.TextEncoders;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;

/** Texts with textual inversions of every published form, against what diffusers encodes when it has loaded them. */
class EmbeddingParityTest {

    private static final double TOLERANCE = 1e-4;

    @ParameterizedTest
    @CsvSource({ "checkpoint-sd1, checkpoint-embeddings, 5", "checkpoint-sdxl, checkpoint-embeddings-xl, 1" })
    void theTextsAreTheReferences(final String checkpoint, final String vectors, final int files) {
        final ModelFixture golden = ModelFixture.of(vectors);
        final EmbeddingFolder embeddings = EmbeddingFolder.of(golden.folder());
        final DiffusionModel model = DiffusionModel.read(only(ModelFixture.of(checkpoint).folder()));
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, options -> options.setIntraOpNumThreads(1))) {
            final TextEncoders encoders = new TextEncoders(model, pool, embeddings);
            golden.cases().entrySet().stream()
                    .filter(told -> told.getValue().getAsJsonObject().get("task").getAsString().equals("context"))
                    .forEach(told -> {
                        final String prompt = told.getValue().getAsJsonObject().get("prompt").getAsString();
                        compare(golden, told.getKey(), encoders.encode(prompt, 0, Progress.NONE));
                        compare(golden, told.getKey(), encoders.encode(prompt.toUpperCase(Locale.ROOT), 0,
                                Progress.NONE));
                    });
        }
        assertEquals(files, embeddings.used().size());
    }

    private static void compare(final ModelFixture golden, final String name, final Conditioning text) {
        assertClose(name, golden.tensors().get(name + "/context"), text.context());
        text.pooled().ifPresent(pooled -> assertClose(name, golden.tensors().get(name + "/pooled"), pooled));
    }

    private static void assertClose(final String what, final Tensor expected, final Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        for (int i = 0; i < expected.size(); i++)
            assertTrue(Math.abs(expected.get(i) - actual.get(i)) < TOLERANCE, what + " at " + i);
    }

    private static Path only(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((a, b) -> {
                throw new IllegalStateException(folder + " holds several files");
            }).orElseThrow();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
