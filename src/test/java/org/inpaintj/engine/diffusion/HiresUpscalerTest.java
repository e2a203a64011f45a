package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.KeyUse;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.sampling.ImageNoise;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.upscale.Upscalers;

/** The hires fix of text-to-image. */
class HiresUpscalerTest {

    private static final DiffusionEngine ENGINE = new DiffusionEngine();
    private static final ModelFixture UPSCALERS = ModelFixture.of("upscalers");

    @ParameterizedTest
    @CsvSource({ "latent,bilinear", "latent_antialiased,bilinear-antialiased", "latent_bicubic,bicubic",
        "latent_bicubic_antialiased,bicubic-antialiased", "latent_nearest,nearest",
        "latent_nearest_exact,nearest-exact" })
    void latentsAreInterpolatedAsPyTorchDoes(final String id, final String name) {
        final HiresUpscaler.Latent mode = (HiresUpscaler.Latent) HiresUpscaler.of(id, Device.CPU);
        for (final String way : List.of("up", "down")) {
            final Tensor golden = UPSCALERS.tensors().get("latent/" + name + '/' + way);
            final Tensor made = mode.resize(UPSCALERS.tensors().get("latent/in"), (int) golden.size(3),
                    (int) golden.size(2));
            assertArrayEquals(golden.shape(), made.shape());
            for (int i = 0; i < golden.size(); i++)
                assertEquals(golden.get(i), made.get(i), 5e-6, way + " at " + i);
        }
    }

    @Test
    void aNameThatIsNoneIsSaid() {
        assertEquals("hires_with=latent_linear names nothing: use latent, latent_antialiased, latent_bicubic, "
                + "latent_bicubic_antialiased, latent_nearest, latent_nearest_exact, or an upscaler such as lanczos.",
                said(() -> HiresUpscaler.of("latent_linear", Device.CPU)));
        final String eraser = ModelFixture.of("erasers").folder().resolve("lama-fixed.onnx").toString();
        assertTrue(said(() -> HiresUpscaler.of(eraser, Device.CPU)).startsWith(eraser + " is a one-shot eraser"));
        assertEquals("hires=0.5 would not enlarge: give more than 1, or 0 for one pass.",
                said(() -> ENGINE.resultSide(request("sd15").with("hires", 0.5), 40)));
    }

    private static String said(final Executable what) {
        return assertThrows(InpaintException.class, what).getMessage();
    }

    private static Request request(final String model) {
        return Engines.found().request(Map.of("engine", "diffusion", "model",
                ModelFixture.of(model).folder().toString(), "seed", "5", "steps", "3", "width", "48", "height", "32",
                "prompt", "a cat", "device", "cpu"));
    }

    private static Result run(final Request request, final Progress progress) {
        return ENGINE.run(request, TestScenes.of(ENGINE.resultSide(request, request.width()),
                ENGINE.resultSide(request, request.height()), Task.TEXT_TO_IMAGE), progress);
    }

    private static float[] values(final RandomAccessibleInterval<FloatType> image) {
        final float[] out = new float[(int) Views.iterable(image).size()];
        int i = 0;
        for (final FloatType value : Views.flatIterable(image))
            out[i++] = value.get();
        return out;
    }

    /** Put together by hand: the first pass as it is without, enlarged, then all steps of the second, the same seed. */
    @ParameterizedTest
    @ValueSource(strings = { "latent", "latent_bicubic_antialiased", "nearest", "x4" })
    void theSecondPassStartsFromTheFirst(final String upscaler) {
        final String with = upscaler.equals("x4") ? UPSCALERS.folder().resolve("x4.onnx").toString() : upscaler;
        final Request plain = request("sd15"), hires = plain.with("hires", 2.1).with("hires_with", with)
                .with("hires_count", 4).with("hires_denoising", 0.6);
        final Result first = run(plain, Progress.NONE), both = run(hires, Progress.NONE);
        final RandomAccessibleInterval<FloatType> small = first.candidates().get(0).pixels();
        assertArrayEquals(new long[] { 96, 64, 3 }, both.candidates().get(0).pixels().dimensionsAsLongArray());
        assertEquals("48 x 32", both.facts().get("processing_size"));
        assertEquals("96 x 64", both.facts().get("refining_processing_size"));
        assertEquals("0.6", both.facts().get("refining_strength"));
        assertEquals(upscaler.equals("x4") ? "x4.onnx" : upscaler, both.facts().get("refining_upscaler"));
        assertEquals(upscaler.equals("x4"), both.facts().containsKey("refining_upscaler_sha256"));

        final DiffusionModel model = DiffusionModel.read(ModelFixture.of("sd15").folder());
        final int factor = model.vae().factor();
        final List<Plane> blank = List.of(new Plane(96, 64), new Plane(96, 64), new Plane(96, 64));
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, o -> o.setIntraOpNumThreads(1))) {
            final DiffusionPipeline second = new DiffusionPipeline(model, pool, new PipelineSettings(
                    SamplerName.Choice.of("DPM++ 2M", "Automatic").resolved(model.schedulerConfig()), 4, 0.6, true,
                    "a cat", "", 7, 1, Emphasis.ORIGINAL, Content.ORIGINAL, Keep.AUTO, 1,
                    DiffusionParameters.of(plain).soft(), EmbeddingFolder.NONE,
                    DiffusionParameters.of(plain).options()),
                    Optional.of(new MaskedPicture(blank, Optional.empty())), 96, 64, false);
            if (HiresUpscaler.of(with, Device.CPU) instanceof HiresUpscaler.Latent mode) {
                final float[] stage = values(first.stages().get("latent"));
                final Tensor latents = Tensor.of(stage, 1, model.vae().channels(), 32 / factor, 48 / factor);
                second.show(new MaskedPicture(blank, Optional.empty()),
                        mode.resize(latents, 96 / factor, 64 / factor));
            } else
                second.show(new MaskedPicture(Plane.channels(Upscalers.resize(Upscalers.named(with), small,
                        96, 64, Progress.NONE)), Optional.empty()));
            final Tensor pixels = second.paint(List.of(new ImageNoise(5, new ImageNoise.Variation(-1, 0),
                    model.vae().channels(), 64 / factor, 96 / factor)), DiffusionPipeline.Steps.NONE, Progress.NONE)
                    .get(0).pixels();
            final float[] made = values(both.candidates().get(0).pixels());
            for (int i = 0; i < made.length; i++)
                assertEquals(pixels.get(i), made[i], 1e-5, "at " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd15-inpaint", "sdxl", "sd3" })
    void everyFamilyEndsItCancelsItAndRepeatsIt(final String name) {
        final Request request = request(name).with("hires", 2).with("candidates", 2).with("hires_with", "lanczos");
        final List<String> words = new ArrayList<>();
        final List<Integer> totals = new ArrayList<>();
        final Result result = run(request, (done, total, what) -> {
            totals.add(total);
            if (!words.contains(what))
                words.add(what);
        });
        assertTrue(words.containsAll(List.of("Diffusion, candidate 1 of 2, pass 1 of 2", "Enlarging",
                "Refining, candidate 2 of 2, pass 2 of 2")), words.toString());
        assertEquals(1, totals.stream().skip(1).distinct().count());
        assertEquals(2, result.candidates().size());
        final float[] second = values(result.candidates().get(1).pixels());
        assertArrayEquals(second, values(run(request.with("candidates", 1).with("seed", 6), Progress.NONE).candidates()
                .get(0).pixels()));
        assertFalse(Arrays.equals(second, values(result.candidates().get(0).pixels())));
        final String[] now = { "" };
        assertThrows(CancelledException.class, () -> run(request, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                now[0] = what;
            }

            @Override
            public boolean cancelled() {
                return now[0].startsWith("Enlarging");
            }
        }));
    }

    @Test
    void elsewhereItsKeysAreSaidToMeanNothing() {
        final Request request = request("sd15").with("hires", 2).with("hires_count", 3);
        assertEquals(List.of("The keys hires and hires_count have no effect with inpaint."),
                KeyUse.of(ENGINE, Task.INPAINT).notes(request));
        assertEquals(List.of("The key hires_count has no effect with hires=0."),
                KeyUse.of(ENGINE, Task.TEXT_TO_IMAGE).notes(request.with("hires", 0)));
        assertFalse(KeyUse.of(ENGINE, Task.INPAINT).used(request).containsKey("hires"));
        assertFalse(Engines.found().keys(Task.IMAGE_TO_IMAGE).has("hires"));
        assertEquals(40, ENGINE.resultSide(request.with("hires", 0), 40));
        assertEquals(48, ENGINE.resultSide(request.with("hires", 1.5), 32));
    }
}
