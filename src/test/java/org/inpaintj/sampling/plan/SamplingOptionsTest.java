package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Task;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.SamplerOption;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.SamplerName.Choice;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;
import org.inpaintj.sampling.schedule.SigmaRange;

/** What the options of samplers do beside what the goldens show. */
class SamplingOptionsTest {

    private static final SchedulerConfig SD = DiffusersPipelines.SD;
    private static final SchedulerConfig SD3 = SchedulerConfig.parse(
            "{\"_class_name\": \"FlowMatchEulerDiscreteScheduler\", \"shift\": 3.0}", "test");

    /** From an image x = image + sigma m n + e m n, on the scale of the latents; from noise alone as ever. */
    @Test
    void noiseMultiplierAndExtraNoise() {
        final float[] clean = { 0.5f, -2 }, noise = { 1.5f, -0.25f };
        final SamplingPlan image = plan(SamplerName.EULER, ScheduleName.KARRAS, IMAGE);
        final double sigma = image.startLevel().sigma();
        final float[] x = image.start(clean, noise, 1.1, 0.2);
        for (int i = 0; i < 2; i++)
            assertEquals(clean[i] + (sigma + 0.2) * 1.1 * noise[i], x[i], 1e-6);
        assertArrayEquals(image.start(clean, noise), image.start(clean, noise, 1, 0));
        final SamplingPlan ddim = plan(SamplerName.DDIM, ScheduleName.AUTOMATIC, IMAGE);
        final NoiseLevel level = ddim.startLevel();
        final float[] y = ddim.start(clean, noise, 0.9, 0.2 * level.alpha());
        for (int i = 0; i < 2; i++)
            assertEquals(level.alpha() * clean[i] + (level.sigma() + 0.2 * level.alpha()) * 0.9 * noise[i], y[i], 1e-6);
        final SamplingPlan text = plan(SamplerName.EULER, ScheduleName.KARRAS, StepRequest.textToImage(10));
        assertArrayEquals(text.start(null, noise), text.start(null, noise, 1.1, 0.2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0.1 | 8 | sd | ",
            "20 | 0 | sd | The steps cannot go from sigma 14.61",
            "3 | 2 | sd | The steps cannot go from sigma 2.0 down to 3.0",
            "0 | 2 | flow | The value of 'sigma_max' must be at most 1 for a model trained by flow matching, not "
                    + "2.0." })
    void rangesOfSigma(final double min, final double max, final String model, final String message) {
        final SigmaRange range = new SigmaRange(min, max, 0);
        final StepRequest request = new StepRequest(Task.TEXT_TO_IMAGE, 6, 1, false, SamplerOptions.DEFAULTS, range);
        final Choice choice = new Choice(SamplerName.EULER, ScheduleName.KARRAS);
        final SchedulerConfig config = model.equals("sd") ? SD : SD3;
        if (message != null)
            assertTrue(assertThrows(InpaintException.class, () -> SamplingPlan.of(choice, config,
                    DiffusersPipelines.CONSISTENCY, 0, request)).getMessage().startsWith(message));
        else
            for (final ScheduleName schedule : ScheduleName.values())
                if (schedule.heeded().contains(SamplerOption.SIGMA_RANGE)) {
                    final List<NoiseLevel> levels = NamedPlans.of(SamplerName.EULER, schedule, config, false, request)
                            .levels();
                    assertEquals(max, levels.get(0).sigma(), 1e-6, schedule.label());
                    assertTrue(levels.get(5).sigma() >= min - 1e-9, schedule.label());
                }
    }

    @ParameterizedTest
    @CsvSource({ "DPM++ 2M, Karras, false, 'SIGMA_RANGE RHO'", "DPM++ 2M, Uniform, false, ''",
            "Euler a, Automatic, false, 'ETA NOISE RESEED'", "DPM++ SDE, Simple, false, 'ETA NOISE'",
            "Euler, Normal, false, 'CHURN SIGMA_RANGE'", "Euler, Normal, true, 'SIGMA_RANGE'",
            "DDIM, Automatic, false, 'ETA'",
            "LMS, Uniform, false, ''", "LCM, Automatic, false, 'RESEED'",
            "DPM fast, Uniform, false, 'ETA NOISE RESEED'",
            "Euler, Model, false, 'CHURN'", "DPM++ 2M SDE, Model, false, ''", "Flow Match Euler, Model, true, ''" })
    void optionsThatMeanSomething(final String sampler, final String schedule, final boolean flow,
            final String options) {
        final Set<SamplerOption> expected = options.isEmpty() ? Set.of()
                : Stream.of(options.split(" ")).map(SamplerOption::valueOf).collect(Collectors.toSet());
        assertEquals(expected, SamplingPlan.of(Choice.of(sampler, schedule), flow ? SD3 : SD,
                DiffusersPipelines.CONSISTENCY, 256, StepRequest.textToImage(5)).heeded());
    }

    /** Negative Guidance minimum sigma leaves out odd evaluations below it, or all; the early ones count from 0. */
    @Test
    void evaluationsWithoutTheNegativePrompt() {
        assertEquals(List.of(5, 7, 9), skipped(Map.of("min_uncond", "3")));
        assertEquals(List.of(5, 6, 7, 8, 9), skipped(Map.of("min_uncond", "3", "min_uncond_all", "true")));
        assertEquals(List.of(0, 1, 2), skipped(Map.of("skip_early_cond", "0.2")));
        assertEquals(List.of(0, 1, 9), skipped(Map.of("skip_early_cond", "0.1", "min_uncond", "0.5")));
        assertEquals(List.of(), skipped(Map.of()));
    }

    /** Of ten evaluations at the sigmas 10, 8, 6 and so on, at last 0.1. */
    private static List<Integer> skipped(final Map<String, String> keys) {
        final double[] sigmas = { 10, 8, 6, 5, 3, 2, 1.5, 1, 0.6, 0.1 };
        final SamplingKeys.GuidanceKeys guidance = SamplingKeys.ALL.parse(keys).guidance();
        return IntStream.range(0, 10).filter(i -> guidance.skips(i, 10, sigmas[i])).boxed().toList();
    }

    @Test
    void etaIsAShareOrTheSamplersOwn() {
        assertEquals(1, SamplingKeys.ALL.parse(Map.of()).options().eta(1));
        assertEquals(0, SamplingKeys.ALL.parse(Map.of("eta", "0")).options().eta(1));
        assertEquals("The value of 'eta' must be from 0 to 1, or -1 for the sampler's own, not -0.5.",
                assertThrows(InpaintException.class, () -> SamplingKeys.ALL.parse(Map.of("eta", "-0.5")))
                        .getMessage());
    }

    private static final StepRequest IMAGE = new StepRequest(Task.IMAGE_TO_IMAGE, 10, 0.6, false);

    private static SamplingPlan plan(final SamplerName sampler, final ScheduleName schedule,
            final StepRequest request) {
        return NamedPlans.of(sampler, schedule, SD, false, request);
    }
}
