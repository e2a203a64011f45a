package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.params.Parameters;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;

/** Whole pipelines against the latents and images of diffusers with the same noise; a line a case says how near. */
class DiffusionPipelineTest {

    private static final double LATENTS = 2e-3, IMAGE = 2e-3;

    @ParameterizedTest
    @ValueSource(strings = { "sd15", "sd15-inpaint", "sd2", "lcm", "sdxl", "sdxl-inpaint", "sdxl-turbo", "sdxl-refiner",
        "sd3", "sd3-no-t5" })
    void everyCaseGivesTheReferencesImage(final String name) {
        final ModelFixture fixture = ModelFixture.of(name);
        final DiffusionModel model = DiffusionModel.read(fixture.folder());
        final List<String> wrong = new ArrayList<>();
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, o -> o.setIntraOpNumThreads(1))) {
            for (final String kase : fixture.cases().keySet()) {
                final DiffusionPipeline.Output output = paint(fixture, model, pool, kase);
                final Tensor latents = fixture.tensors().get(kase + "/latents");
                final double off = difference(output.latents().orElseThrow(),
                        latents.entries((int) latents.size(0) - 1, 1));
                final double image = difference(output.pixels(), fixture.tensors().get(kase + "/image"));
                final String report = String.format(Locale.ROOT, "%-14s %-26s latents %.1e, image %.1e", name, kase,
                        off, image);
                System.out.println(report);
                if (!(off < LATENTS && image < IMAGE))
                    wrong.add(report);
            }
        }
        assertEquals(List.of(), wrong);
        assertFalse(fixture.cases().keySet().isEmpty());
    }

    private static DiffusionPipeline.Output paint(final ModelFixture fixture, final DiffusionModel model,
            final SessionPool pool,
            final String kase) {
        final JsonObject told = fixture.cases().getAsJsonObject(kase);
        final SamplerName.Choice choice =
                new SamplerName.Choice(model.schedulerConfig().sampler(), ScheduleName.MODEL);
        final PipelineSettings settings = new PipelineSettings(choice, told.get("steps").getAsInt(),
                told.get("strength").getAsDouble(), false, told.get("prompt").getAsString(),
                told.get("negative").getAsString(), told.get("guidance").getAsDouble(), 1,
                Emphasis.ORIGINAL, Content.ORIGINAL, Keep.NOISE, 1,
                Parameters.of(SoftInpainting.class).parse(Map.of()), EmbeddingFolder.NONE,
                SamplingKeys.ALL.parse(Map.of()));
        final DiffusionPipeline pipeline = new DiffusionPipeline(model, pool, settings, picture(fixture, kase),
                told.get("width").getAsInt(), told.get("height").getAsInt(), false);
        final AtomicInteger drawn = new AtomicInteger();
        return pipeline.paint(() -> fixture.tensors().get(kase + "/noise." + drawn.getAndIncrement()).array(), 1,
                DiffusionPipeline.Steps.NONE, Progress.NONE).get(0);
    }

    private static Optional<MaskedPicture> picture(final ModelFixture fixture, final String kase) {
        if (kase.startsWith("text"))
            return Optional.empty();
        final Tensor picture = fixture.tensors().get("picture");
        final int width = (int) picture.size(-1), height = (int) picture.size(-2), size = width * height;
        final List<Plane> planes = IntStream.range(0, 3).mapToObj(c -> new Plane(
                Arrays.copyOfRange(picture.array(), c * size, (c + 1) * size), width, height)).toList();
        return Optional.of(new MaskedPicture(planes, kase.startsWith("inpaint")
                ? Optional.of(new Plane(fixture.tensors().get("mask").array(), width, height)) : Optional.empty()));
    }

    private static double difference(final Tensor a, final Tensor b) {
        assertEquals(b.size(), a.size());
        double worst = 0;
        for (int i = 0; i < a.size(); i++)
            worst = Math.max(worst, Math.abs(a.get(i) - b.get(i)));
        return worst;
    }
}
