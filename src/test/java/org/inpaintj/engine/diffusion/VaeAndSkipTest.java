package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.TextEncoders;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;

/** The keys {@code vae} and {@code skip}. */
class VaeAndSkipTest {

    private static final DiffusionEngine ENGINE = new DiffusionEngine();

    @TempDir
    Path folder;

    @Test
    void anotherVaeStandsInForTheModelsOwn() {
        final Path vae = folder.resolve("vae");
        copy(ModelFixture.of("sd2").folder(), vae, "vae_encoder", "vae_decoder");
        final Path swapped = ModelFixture.copy("sd15", folder.resolve("model"));
        copy(ModelFixture.of("sd2").folder(), swapped, "vae_encoder", "vae_decoder");
        final Request request = request("sd15");
        final float[] wanted = values(run(request.with("model", swapped)));
        assertArrayEquals(wanted, values(run(request.with("vae", vae))));
        assertArrayEquals(wanted, values(run(request.with("vae", ModelFixture.of("sd2").folder()))));
        assertFalse(Arrays.equals(wanted, values(run(request))));
    }

    @Test
    void aVaeThatDoesNotFitIsRefused() {
        final Path sd3 = ModelFixture.of("sd3").folder();
        assertEquals("The VAE in " + sd3 + " makes latents of 16 channels, one for 8 pixels, but the model needs 4 and "
                + "8; use one made for Stable Diffusion 1.", failure(request("sd15").with("vae", sd3)));
        assertEquals("There is no VAE 'nowhere': give the file or folder of one.",
                failure(request("sd15").with("vae", "nowhere")));
        final Path texts = folder.resolve("texts");
        copy(ModelFixture.of("sd15").folder(), texts, "text_encoder");
        assertEquals(texts + " does not hold one VAE decoder, but text_encoder/model.onnx (a CLIP text encoder); give "
                + "the folder or file of a VAE.", failure(request("sd15").with("vae", texts)));
    }

    @Test
    void earlierLayersAreReadThroughTheFinalNorm() {
        final Path model = ModelFixture.copy("sd15", folder.resolve("layers"));
        copy(ModelFixture.of("sdxl").folder(), model, "text_encoder");
        final DiffusionModel read = DiffusionModel.read(model);
        final TextEncoderFile encoder = read.encoders().get(0);
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, options -> { });
                Session session = Session.open(encoder.network().file(), options -> { })) {
            final TextEncoders text = new TextEncoders(read, pool);
            final int[] ids = text.tokenizers().get(0).encode("a cat", encoder.length());
            final Tensor tokens = Tensor.zeros(1, ids.length);
            for (int i = 0; i < ids.length; i++)
                tokens.buffer().put(i, ids[i]);
            final Map<String, Tensor> out = session.run(Map.of("input_ids", tokens),
                    List.of("last_hidden_state", "hidden_states.3", "hidden_states.2", "hidden_states.1"));
            final float[] last = out.get("hidden_states.3").array();
            encoder.outputs().norm().orElseThrow().apply(last);
            assertArrayEquals(out.get("last_hidden_state").array(), last, 1e-5f);
            for (int skip = 1; skip < 3; skip++) {
                final float[] layer = out.get("hidden_states." + (3 - skip)).array();
                encoder.outputs().norm().orElseThrow().apply(layer);
                assertArrayEquals(layer, text.encode("a cat", skip, Progress.NONE).context().array(), 1e-6f);
            }
        }
        assertFalse(Arrays.equals(values(run(request("sd15").with("model", model))),
                values(run(request("sd15").with("model", model).with("skip", 2)))));
        assertTrue(failure(request("sd15").with("model", model).with("skip", 12)).endsWith(
                "has only 3 layers; use a smaller clip skip (skip)."));
    }

    @Test
    void exportsWithoutTheirLayersSaySo() {
        assertEquals(ModelFixture.of("sd15").folder().resolve("text_encoder/model.onnx") + " gives only its last "
                + "layer, so that the clip skip must be 1; set skip=1, or use an export with hidden states.",
                failure(request("sd15").with("skip", 2)));
    }

    @Test
    void laterFamiliesSkipAsDiffusersDoesAndNotAsTheWebUi() {
        final Request request = request("sdxl"), skipping = request.with("skip", 2);
        assertArrayEquals(values(run(request)), values(run(skipping)));
        assertEquals(List.of("The clip skip means nothing to Stable Diffusion XL with this schedule, as in the WebUI."),
                run(skipping).notes());
        assertFalse(Arrays.equals(values(run(request.with("schedule", "Model"))),
                values(run(skipping.with("schedule", "Model")))));
    }

    private static void copy(final Path from, final Path to, final String... parts) {
        for (final String part : parts)
            try (Stream<Path> files = Files.walk(from.resolve(part))) {
                for (final Path file : files.filter(Files::isRegularFile).toList()) {
                    final Path target = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
    }

    private static Request request(final String fixture) {
        return Engines.found().request(Map.of("model", ModelFixture.of(fixture).folder().toString(), "seed", "5",
                "steps", "2", "prompt",
                "a cat", "width", "32", "height", "32", "sampler", "Euler"));
    }

    private static Result run(final Request request) {
        final Img<FloatType> mask = ArrayImgs.floats(32, 32);
        return ENGINE.run(request, new Scene(ArrayImgs.floats(32, 32, 3), mask, mask, new Box(0, 0, 32, 32),
                Task.TEXT_TO_IMAGE), Progress.NONE);
    }

    private static String failure(final Request request) {
        return assertThrows(InpaintException.class, () -> run(request)).getMessage();
    }

    private static float[] values(final Result result) {
        final float[] out = new float[32 * 32 * 3];
        int i = 0;
        for (final FloatType v : Views.flatIterable(result.candidates().get(0).pixels()))
            out[i++] = v.get();
        return out;
    }
}
