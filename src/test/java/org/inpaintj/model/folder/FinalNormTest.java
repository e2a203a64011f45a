package org.inpaintj.model.folder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.onnx.ModelBytes;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxModelInfo;

class FinalNormTest {

    private static final float[] SCALE = { 2, -1, 0.5f }, SHIFT = { 0.25f, 3, -4 };

    @TempDir
    Path folder;

    @Test
    void itComputesWhatTheOperatorDoes() throws IOException {
        final Path file = write(model().node("", "LayerNormalization", "x", "scale", "shift", "->", "y"));
        final float[] tokens = { 1, 5, -2, 0.125f, 7, 7.5f };
        try (Session session = Session.open(file, options -> { })) {
            final float[] wanted = session.run(Map.of("x", Tensor.of(tokens, 1, 2, 3)), List.of("y")).get("y").array();
            norm(file).orElseThrow().apply(tokens);
            assertArrayEquals(wanted, tokens, 1e-6f);
        }
    }

    @Test
    void itIsFoundInOldOperatorSetsToo() throws IOException {
        for (final String[] sides : new String[][] { { "t", "scale", "u", "shift" }, { "scale", "t", "shift", "u" } }) {
            final Path file = write(model().node("", "Tanh", "x", "->", "t")
                    .node("", "Mul", sides[0], sides[1], "->", "u").node("", "Add", sides[2], sides[3], "->", "y"));
            final FinalNorm norm = norm(file).orElseThrow();
            assertEquals(List.of("scale", "shift"), List.of(norm.scale().name(), norm.shift().name()));
            final float[] token = { -1, 0, 1 };
            norm.apply(token);
            final float one = (float) Math.sqrt(1.5);
            assertArrayEquals(new float[] { 0.25f - 2 * one, 3, 0.5f * one - 4 }, token, 1e-4f);
        }
    }

    @Test
    void anythingElseIsNone() throws IOException {
        assertEquals(Optional.empty(), norm(write(model().node("", "Tanh", "x", "->", "y"))));
        assertEquals(Optional.empty(), norm(write(model().node("", "Add", "x", "shift", "->", "y"))));
    }

    private static ModelBytes model() {
        return new ModelBytes().input("x", ElementType.FLOAT, 1, "n", 3).output("y", ElementType.FLOAT, 1, "n", 3)
                .weights("scale", SCALE, 3).weights("shift", SHIFT, 3);
    }

    private Path write(final ModelBytes model) throws IOException {
        return Files.write(folder.resolve("model.onnx"), model.build());
    }

    private static Optional<FinalNorm> norm(final Path file) {
        final OnnxModelInfo info = OnnxModelInfo.read(file);
        return FinalNorm.of(info, info.output("y").orElseThrow());
    }
}
