package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.control.ControlKeys;
import org.inpaintj.engine.diffusion.control.ControlNets;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.params.Parameters;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.ScheduleName;

/** Whole pipelines with ControlNets against diffusers' with the same noise; a line a case says how near. */
class ControlNetParityTest {

    private static final double NEAR = 2e-3;
    /** The two exports of the fixtures: with an input for the scale, and with names that say nothing. */
    private static final List<String> CONTROLS = List.of("scaled.onnx", "plain.onnx");

    @ParameterizedTest
    @ValueSource(strings = { "controlnet", "controlnet-inpaint", "controlnet-xl" })
    void everyCaseGivesTheReferencesImage(final String name) {
        final ModelFixture fixture = ModelFixture.of(name);
        final DiffusionModel model = DiffusionModel.known(ModelChoice.of(fixture.folder())
                .with(NetworkChanges.NONE.withControl()));
        final List<String> wrong = new ArrayList<>();
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, o -> o.setIntraOpNumThreads(1))) {
            for (final String kase : fixture.cases().keySet()) {
                final DiffusionPipeline.Output output = paint(fixture, model, pool, kase);
                final double off =
                        difference(output.latents().orElseThrow(), fixture.tensors().get(kase + "/latents"));
                final double image = difference(output.pixels(), fixture.tensors().get(kase + "/image"));
                final String report = String.format(Locale.ROOT, "%-18s %-18s latents %.1e, image %.1e", name, kase,
                        off, image);
                System.out.println(report);
                if (!(off < NEAR && image < NEAR))
                    wrong.add(report);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(fixture.cases().size() > 1);
    }

    private static DiffusionPipeline.Output paint(final ModelFixture fixture, final DiffusionModel model,
            final SessionPool pool, final String kase) {
        final JsonObject told = fixture.cases().getAsJsonObject(kase);
        final SamplerName.Choice choice = new SamplerName.Choice(model.schedulerConfig().sampler(), ScheduleName.MODEL);
        final PipelineSettings settings = new PipelineSettings(choice, told.get("steps").getAsInt(),
                told.get("strength").getAsDouble(), false, told.get("prompt").getAsString(),
                told.get("negative").getAsString(), told.get("guidance").getAsDouble(), 1,
                Emphasis.ORIGINAL, Content.ORIGINAL, Keep.NOISE, 1,
                Parameters.of(SoftInpainting.class).parse(Map.of()), EmbeddingFolder.NONE,
                SamplingKeys.ALL.parse(Map.of()));
        final Optional<MaskedPicture> picture = picture(fixture, kase);
        final DiffusionPipeline pipeline = new DiffusionPipeline(model, pool, settings, picture,
                told.get("width").getAsInt(), told.get("height").getAsInt(), false);
        final ControlNets nets = ControlNets.of(keys(fixture, told), model);
        pipeline.steer(nets.on(Map.of(1, planes(fixture, "hint.0"), 2, planes(fixture, "hint.1")),
                UnaryOperator.identity(), picture.flatMap(MaskedPicture::mask), model, pool));
        final AtomicInteger drawn = new AtomicInteger();
        return pipeline.paint(() -> fixture.tensors().get(kase + "/noise." + drawn.getAndIncrement()).array(), 1,
                DiffusionPipeline.Steps.NONE, Progress.NONE).get(0);
    }

    private static ControlKeys keys(final ModelFixture fixture, final JsonObject told) {
        final Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < told.getAsJsonArray("weights").size(); i++) {
            final String number = i == 0 ? "" : Integer.toString(i + 1);
            texts.put("control" + number, "hint.png");
            texts.put("controlnet" + number, fixture.folder().resolve("controls").resolve(CONTROLS.get(i)).toString());
            texts.put("control" + number + "_weight", told.getAsJsonArray("weights").get(i).getAsString());
            texts.put("control" + number + "_start", told.getAsJsonArray("starts").get(i).getAsString());
            texts.put("control" + number + "_end", told.getAsJsonArray("ends").get(i).getAsString());
            texts.put("control" + number + "_mode", told.get("mode").getAsString());
        }
        return Parameters.of(ControlKeys.class).parse(texts);
    }

    private static Optional<MaskedPicture> picture(final ModelFixture fixture, final String kase) {
        return kase.startsWith("text") ? Optional.empty()
                : Optional.of(new MaskedPicture(planes(fixture, "picture"), kase.startsWith("inpaint")
                        ? Optional.of(planes(fixture, "mask").get(0)) : Optional.empty()));
    }

    private static List<Plane> planes(final ModelFixture fixture, final String name) {
        final Tensor picture = fixture.tensors().get(name);
        if (picture == null)
            return List.of();
        final int width = (int) picture.size(-1), height = (int) picture.size(-2), size = width * height;
        return IntStream.range(0, (int) picture.size(1)).mapToObj(c -> new Plane(
                Arrays.copyOfRange(picture.array(), c * size, (c + 1) * size), width, height)).toList();
    }

    private static double difference(final Tensor a, final Tensor b) {
        assertEquals(b.size(), a.size());
        double worst = 0;
        for (int i = 0; i < a.size(); i++)
            worst = Math.max(worst, Math.abs(a.get(i) - b.get(i)));
        return worst;
    }
}
