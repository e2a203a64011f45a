package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DenoiserBranch;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.LatentConsistency;
import org.inpaintj.engine.diffusion.latent.LatentCodec;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.TextEncoders;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.tokenizer.Tokenizer;

/** Each part of a model against what PyTorch computed with it, for every family; a line a part says how near. */
class ParityTest {

    private static final double TOLERANCE = 1e-4;
    private static final String PROMPT = "a photo of an astronaut riding a horse, highly detailed";
    private static final String NEGATIVE = "blurry, low quality";

    private static SessionPool pool() {
        return new SessionPool(Long.MAX_VALUE / 2, options -> options.setIntraOpNumThreads(1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd15", "sd2", "sdxl", "sdxl-refiner", "sd3", "sd3-no-t5" })
    void textsAreEncodedAsByTheReference(final String name) {
        final ModelFixture fixture = ModelFixture.of(name);
        final DiffusionModel model = DiffusionModel.read(fixture.folder());
        final Map<String, Tensor> golden = fixture.tensors();
        try (SessionPool pool = pool()) {
            final TextEncoders text = new TextEncoders(model, pool);
            for (int e = 0; e < text.tokenizers().size(); e++) {
                final int[] ids = text.tokenizers().get(e).encode(PROMPT, model.encoders().get(e).length());
                assertArrayEquals(golden.get("text/prompt_ids." + e).array(), floats(ids), "encoder " + e);
            }
            final Conditioning prompt = text.encode(PROMPT, 0, Progress.NONE);
            final Conditioning negative = text.encode(NEGATIVE, 0, Progress.NONE);
            assertClose(name + " prompt", golden.get("text/prompt"), prompt.context());
            assertClose(name + " negative", golden.get("text/negative"), negative.context());
            assertEquals(golden.containsKey("text/prompt_pooled"), prompt.pooled().isPresent());
            prompt.pooled().ifPresent(p -> assertClose(name + " pooled", golden.get("text/prompt_pooled"), p));
            negative.pooled().ifPresent(p -> assertClose(name + " pooled", golden.get("text/negative_pooled"), p));
            assertTrue(distance(prompt.context(), negative.context()) > 0.1, "the text must matter");
            if (!model.family().skipsClipLayers())
                assertClose(name + " skip", golden.get("text_skip1/prompt"),
                        text.encode(PROMPT, 1, Progress.NONE).context());
            else
                assertThrows(InpaintException.class, () -> text.encode(PROMPT, 1, Progress.NONE));
            assertThrows(InpaintException.class, () -> text.encode(PROMPT, 9, Progress.NONE));
        }
    }

    private static float[] floats(final int[] ids) {
        final float[] floats = new float[ids.length];
        for (int i = 0; i < ids.length; i++)
            floats[i] = ids[i];
        return floats;
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd15", "sd15-inpaint", "sd2", "lcm", "sdxl", "sdxl-inpaint", "sdxl-refiner", "sd3" })
    void oneStepOfTheDenoiserIsTheReferences(final String name) {
        final ModelFixture fixture = ModelFixture.of(name);
        final DiffusionModel model = DiffusionModel.read(fixture.folder());
        final Map<String, Tensor> golden = fixture.tensors();
        final Map<String, Tensor> feeds = model.family().feeds(model, List.of(branch(golden, "text/negative", true),
                branch(golden, "text/prompt", false)));
        model.denoiser().inputs().timeIds().ifPresent(ids -> assertArrayEquals(golden.get("step/time_ids").array(),
                feeds.get(ids.name()).array()));
        try (SessionPool pool = pool()) {
            final NoisePredictor noise = new NoisePredictor(model, pool);
            final Tensor out = noise.predict(golden.get("step/sample"), golden.get("step/timestep").get(0), feeds,
                    Progress.NONE);
            assertArrayEquals(golden.get("step/out").shape(), out.shape());
            assertClose(name + " step", golden.get("step/out"), out);
        }
    }

    /** One of the two questions of the golden step, which is one of 96 x 64 px with a guidance of 8.5. */
    private static DenoiserBranch branch(final Map<String, Tensor> golden, final String text, final boolean unwanted) {
        return new DenoiserBranch(new Conditioning(golden.get(text), Optional.ofNullable(golden.get(text + "_pooled"))),
                96, 64, unwanted, 8.5);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd15", "sdxl", "sd3" })
    void theAutoencoderIsTheReferences(final String name) {
        final ModelFixture fixture = ModelFixture.of(name);
        final DiffusionModel model = DiffusionModel.read(fixture.folder());
        final Map<String, Tensor> golden = fixture.tensors();
        try (SessionPool pool = pool()) {
            final LatentCodec codec = new LatentCodec(model, pool);
            final Tensor picture = golden.get("picture"), pixels = Tensor.zeros(picture.shape());
            for (int i = 0; i < pixels.size(); i++)
                pixels.buffer().put(i, 2 * picture.get(i) - 1);
            final Tensor latents = codec.encode(pixels, Progress.NONE);
            final Tensor mean = golden.get("vae/mean"), raw = Tensor.zeros(mean.shape());
            for (int i = 0; i < raw.size(); i++)
                raw.buffer().put(i, (float) (latents.get(i) / model.vae().scale().get(0) + model.vae().shift().get(0)));
            assertClose(name + " encoded", mean, raw);
            assertClose(name + " decoded", golden.get("vae/decoded"), codec.decode(latents, Progress.NONE));
        }
    }

    @Test
    void guidanceIsEmbeddedAsByTheReference() {
        final Tensor e = LatentConsistency.embed(8.5, 32, 2);
        assertEquals((float) Math.sin(7500), e.get(0), 1e-6);
        assertEquals((float) Math.cos(7500), e.get(16), 1e-6);
        assertEquals((float) Math.sin(0.75), e.get(15), 1e-6);
        assertArrayEquals(Arrays.copyOf(e.array(), 32), Arrays.copyOfRange(e.array(), 32, 64));
    }

    @Test
    void thePoolKeepsWithinItsBudget() {
        final DiffusionModel model = DiffusionModel.read(ModelFixture.of("sdxl").folder());
        final long first = model.encoders().get(0).network().weightBytes();
        final long second = model.encoders().get(1).network().weightBytes();
        try (SessionPool pool = new SessionPool(Math.max(first, second), options -> options.setIntraOpNumThreads(1))) {
            final TextEncoders text = new TextEncoders(model, pool);
            text.encode(PROMPT, 0, Progress.NONE);
            assertEquals(second, pool.loaded());
            assertEquals(Math.max(first, second), pool.peak());
            try (SessionCache.Lease<Session> used = pool.lease(model.encoders().get(0).network(), 0)) {
                pool.lease(model.encoders().get(1).network(), 0).close();
                assertTrue(pool.loaded() >= first, "what is in use stays");
                final int[] ids = Tokenizer.read(model.encoders().get(0).tokenizer()).encode(PROMPT, 77);
                assertEquals(1, used.value().run(Map.of("input_ids", Tensor.of(floats(ids), 1, 77)),
                        List.of("last_hidden_state")).size());
            }
        }
        try (SessionPool pool = pool()) {
            pool.lease(model.denoiser().network(), 0).close();
            final SessionCache.Lease<Session> late = pool.lease(model.vae().decoder().network(), 0);
            pool.close();
            assertEquals(model.vae().decoder().network().weightBytes(), pool.loaded());
            late.close();
            assertEquals(0, pool.loaded());
            assertThrows(IllegalStateException.class, () -> pool.lease(model.vae().decoder().network(), 0));
        }
    }

    private static void assertClose(final String what, final Tensor expected, final Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        System.out.printf(Locale.ROOT, "%-24s %.1e%n", what, distance(expected, actual));
        assertTrue(distance(expected, actual) < TOLERANCE, what + " differs by " + distance(expected, actual));
    }

    private static double distance(final Tensor a, final Tensor b) {
        double most = 0;
        for (int i = 0; i < a.size(); i++)
            most = Math.max(most, Math.abs(a.get(i) - b.get(i)));
        return most;
    }
}
