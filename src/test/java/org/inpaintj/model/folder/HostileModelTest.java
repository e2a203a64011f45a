package org.inpaintj.model.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engines.Engines;
import org.inpaintj.onnx.Tensor;

/** Model folders whose files are not what they should be, each refused in a sentence and in no time. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileModelTest {

    private static final int SIDE = 64;

    @TempDir
    Path folder;

    private static String refused(final Path model) {
        final float[] mask = new float[SIDE * SIDE], valid = new float[SIDE * SIDE];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i / SIDE > 20 && i / SIDE < 40 ? 1 : 0;
            valid[i] = 1;
        }
        final Scene scene = new Scene(ArrayImgs.floats(SIDE, SIDE, 3), ArrayImgs.floats(mask, SIDE, SIDE),
                ArrayImgs.floats(valid, SIDE, SIDE), new Box(0, 0, SIDE, SIDE), Task.INPAINT);
        final Request request = Engines.found().request(java.util.Map.of("engine", "diffusion", "model",
                model.toString(), "steps",
                "1", "prompt", "a cell", "seed", "1", "device", "cpu"));
        return assertThrows(InpaintException.class, () -> Engines.found().get("diffusion").run(request, scene,
                Progress.NONE))
                .getMessage();
    }

    private static void replace(final Path file, final String regex, final String by) throws IOException {
        final String before = Files.readString(file), after = before.replaceFirst(regex, by);
        assertTrue(!before.equals(after), before);
        Files.writeString(file, after);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, -1, 2 })
    void aTextEncoderForNoWords(final int length) throws IOException {
        final Path model = ModelFixture.copy("sd15", folder);
        final Path config = model.resolve("text_encoder/config.json");
        replace(config, "\"max_position_embeddings\": *\\d+", "\"max_position_embeddings\": " + length);
        assertEquals(config + " is damaged: 'max_position_embeddings' must be at least 3, but is " + length
                + "; download it again.", refused(model));
    }

    @Test
    void anAutoencoderOfTooManyBlocks() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder);
        for (final String part : List.of("vae_decoder", "vae_encoder"))
            replace(model.resolve(part + "/config.json"), "(\"block_out_channels\": *\\[)",
                    "$1" + "4, ".repeat(16));
        assertTrue(refused(model).contains("'block_out_channels' has "), refused(model));
    }

    @Test
    void mergesOfManyMegabytes() throws IOException {
        final Path model = ModelFixture.copy("sd15", folder);
        final Path merges = model.resolve("tokenizer/merges.txt");
        try (var file = new java.io.RandomAccessFile(merges.toFile(), "rw")) {
            file.setLength(250L << 20);
        }
        assertEquals(merges + " is too large for the merges of a tokenizer; download it again.", refused(model));
    }

    @Test
    void aCharacterMapThatIsNoBase64() throws IOException {
        final Path model = ModelFixture.copy("sd3", folder);
        try (var files = Files.walk(model)) {
            for (final Path file : files.filter(f -> f.endsWith("tokenizer.json")).toList())
                if (Files.readString(file).contains("precompiled_charsmap"))
                    replace(file, "\"precompiled_charsmap\": *\"..", "\"precompiled_charsmap\": \"*?");
        }
        assertTrue(refused(model).contains("tokenizer.json is damaged ("), refused(model));
    }

    @ParameterizedTest
    @CsvSource({ "1 3 8 9,1 3 9 8", "1 0 8 9,1 3 8 9", "1 3 8,1 3 8 1", "'',1" })
    void aTensorOfAnotherShapeIsRefused(final String has, final String wants) {
        final long[] shape = has.isEmpty() ? new long[0]
                : java.util.Arrays.stream(has.split(" ")).mapToLong(Long::parseLong).toArray();
        final Tensor tensor = Tensor.zeros(shape);
        final long[] wanted = java.util.Arrays.stream(wants.split(" ")).mapToLong(Long::parseLong).toArray();
        final String message = assertThrows(InpaintException.class, () -> tensor.expect(Path.of("vae.onnx"), wanted))
                .getMessage();
        assertTrue(message.startsWith("vae.onnx gave a tensor of shape ["), message);
        assertEquals(tensor, shape.length == 0 ? tensor.expect(Path.of("a")) : tensor.size() == 0 ? tensor
                : tensor.expect(Path.of("a"), shape));
    }

    /** Networks that are whole but for another purpose, or of another model. */
    @ParameterizedTest
    @CsvSource({ "vae_decoder,sd3", "vae_encoder,sd3", "vae_decoder,sd2", "unet,sd2" })
    void partsOfOtherModels(final String part, final String other) throws IOException {
        final Path model = ModelFixture.copy("sd15", folder.resolve("a")),
                from = ModelFixture.copy(other, folder.resolve("b"));
        try {
            Files.copy(from.resolve(part).resolve("model.onnx"), model.resolve(part).resolve("model.onnx"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            refused(model);
        } catch (final AssertionError e) {
            // it may fit; an exception of another kind is what must not come
            assertTrue(e.getMessage().contains("nothing was thrown"), e.getMessage());
        }
    }
}
