package org.inpaintj.sampling.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Task;
import org.inpaintj.sampling.NoiseLevel;
import org.inpaintj.sampling.Philox;
import org.inpaintj.sampling.StepCallback;
import org.inpaintj.sampling.schedule.DiscreteSigmas;
import org.inpaintj.sampling.schedule.SamplerName;
import org.inpaintj.sampling.schedule.SamplerName.Choice;
import org.inpaintj.sampling.schedule.ScheduleName;
import org.inpaintj.sampling.schedule.SchedulerConfig;

class SamplingPlanTest {

    private static final SchedulerConfig SD = DiffusersPipelines.SD;
    private static final SchedulerConfig SD3 = SchedulerConfig.parse(
            "{\"_class_name\": \"FlowMatchEulerDiscreteScheduler\", \"shift\": 3.0}", "test");

    @ParameterizedTest
    @CsvSource({ "0.01, 1", "0.05, 2", "0.1, 3", "0.4, 9", "0.5, 11", "0.75, 16", "0.8, 17", "1, 20" })
    void theWebUisStepsForAStrength(final double strength, final int steps) {
        final SamplingPlan plan = named(SamplerName.EULER, ScheduleName.AUTOMATIC, image(20, strength, false));
        assertEquals(steps, plan.steps());
        assertEquals(steps, plan.evaluations());
        assertEquals(20, plan.promptSteps());
    }

    @ParameterizedTest
    @CsvSource({ "0.75, 26", "0.05, 400", "1, 20", "0.5, 40" })
    void exactlyStretchesTheSchedule(final double strength, final int length) {
        final SamplingPlan plan = named(SamplerName.EULER, ScheduleName.UNIFORM, image(20, strength, true));
        assertEquals(20, plan.steps());
        final double[] whole = ScheduleName.UNIFORM.sigmas(length, DiscreteSigmas.of(SD.alphas()), false);
        assertEquals(whole[length - 20], plan.startLevel().sigma(), 1e-9);
        final SamplingPlan model = ModelPlans.of(SamplerName.EULER, SD, DiffusersPipelines.CONSISTENCY,
                image(20, strength, true), 0);
        assertEquals(20, model.evaluations());
    }

    @ParameterizedTest
    @CsvSource({ "DDIM, 14", "PLMS, 15", "UniPC, 15" })
    void timestepSamplersStartAtTheTimestepBelowTheirNoise(final String sampler, final int evaluations) {
        final SamplingPlan plan = named(SamplerName.of(sampler), ScheduleName.AUTOMATIC, image(20, 0.75, false));
        assertEquals(751, plan.startLevel().timestep());
        assertEquals(701, plan.levels().get(0).timestep());
        assertEquals(evaluations, plan.evaluations());
    }

    /** At 24 steps a strength of 0.8 runs the 20 that a restart needs: 11 of Heun, and 9 again, both down to zero. */
    @ParameterizedTest
    @CsvSource({ "23, 37, 0", "24, 38, 1" })
    void restartNeedsTwentySteps(final int steps, final int evaluations, final int notes) {
        final SamplingPlan plan = named(SamplerName.RESTART, ScheduleName.SGM_UNIFORM, image(steps, 0.8, false));
        assertEquals(evaluations, plan.evaluations());
        assertEquals(notes, plan.notes().size());
    }

    @Test
    void strengthZeroChangesNothing() {
        for (final ScheduleName schedule : List.of(ScheduleName.AUTOMATIC, ScheduleName.MODEL)) {
            final SamplingPlan plan = SamplingPlan.of(new Choice(SamplerName.EULER, schedule), SD,
                    DiffusersPipelines.CONSISTENCY, 0,
                    image(20, 0, true));
            assertEquals(0, plan.steps());
            final float[] clean = { 1, -2, 3 };
            final float[] x = plan.start(clean, new float[] { 5, 5, 5 });
            plan.run(x, 1, (in, level) -> {
                throw new AssertionError("the network ran");
            }, () -> x, StepCallback.NONE);
            assertArrayEquals(clean, x);
        }
    }

    @ParameterizedTest
    @CsvSource({ "Euler, 8, 0.6, 4", "Heun, 8, 0.6, 7", "PLMS, 8, 0.6, 5", "LCM, 8, 0.6, 8", "DDIM, 10, 0.25, 2" })
    void modelStartsWhereDiffusersDoes(final String sampler, final int steps, final double strength,
            final int evaluations) {
        assertEquals(evaluations,
                ModelPlans.of(SamplerName.of(sampler), SD, DiffusersPipelines.CONSISTENCY, image(steps,
                strength, false), 0)
                .evaluations());
    }

    /** What the pipelines of Stable Diffusion 1 and 2 set right in their folders' schedulers. */
    @Test
    void modelIsCorrectedAsByThePipelines() {
        final SchedulerConfig ddim = config("DDIM", "");
        final StepRequest inpaint = new StepRequest(Task.INPAINT, 5, 1, false), text = StepRequest.textToImage(5);
        assertEquals(801, first(SamplerName.DDIM, ddim, DiffusersPipelines.STABLE_DIFFUSION, text));
        assertEquals(801, first(SamplerName.DDIM, ddim, DiffusersPipelines.STABLE_DIFFUSION, inpaint));
        assertEquals(801, first(SamplerName.DDIM, ddim, DiffusersPipelines.CONSISTENCY, inpaint));
        assertEquals(800, first(SamplerName.DDIM, ddim, DiffusersPipelines.XL, text));
        assertFalse(DiffusersPipelines.STABLE_DIFFUSION.corrected(ddim, Task.TEXT_TO_IMAGE).flag("clip_sample", true));
        assertTrue(DiffusersPipelines.STABLE_DIFFUSION.corrected(ddim, Task.INPAINT).flag("clip_sample", true));
        final SchedulerConfig warming = config("PNDM", ", \"skip_prk_steps\": false");
        assertEquals(6, ModelPlans.of(SamplerName.PLMS, warming, DiffusersPipelines.STABLE_DIFFUSION, inpaint,
                0).evaluations());
        assertEquals(14, ModelPlans.of(SamplerName.PLMS, warming, DiffusersPipelines.STABLE_DIFFUSION, text,
                0).evaluations());
    }

    private static SchedulerConfig config(final String name, final String more) {
        return SchedulerConfig.parse("{\"_class_name\": \"" + name + "Scheduler\"" + more + "}", "a test");
    }

    private static double first(final SamplerName sampler, final SchedulerConfig config,
            final PipelineRules architecture, final StepRequest request) {
        return ModelPlans.of(sampler, config, architecture, request, 0).levels().get(0).timestep();
    }

    @Test
    void onlyConsistencyModelsLayImageToImageOutAnew() {
        assertEquals(8, ModelPlans.of(SamplerName.LCM, SD, DiffusersPipelines.CONSISTENCY, image(8, 0.6, false),
                0).evaluations());
        assertEquals(4, ModelPlans.of(SamplerName.LCM, SD, DiffusersPipelines.STABLE_DIFFUSION, image(8, 0.6, false), 0)
                .evaluations());
        assertEquals(4, ModelPlans.of(SamplerName.LCM, SD, DiffusersPipelines.XL, image(8, 0.6, false), 0)
                .evaluations());
    }

    @Test
    void modelOfStableDiffusion3RoundsTheOtherWay() {
        assertEquals(5, ModelPlans.of(SamplerName.EULER, SD3, DiffusersPipelines.CONSISTENCY, image(8, 0.6, false),
                0).evaluations());
    }

    @Test
    void onlyInpaintingAtFullStrengthStartsFromNoiseAlone() {
        assertFalse(ModelPlans.of(SamplerName.DDIM, SD, DiffusersPipelines.CONSISTENCY,
                new StepRequest(Task.INPAINT, 5, 1,
                false), 0).startsFromImage());
        assertTrue(ModelPlans.of(SamplerName.DDIM, SD, DiffusersPipelines.CONSISTENCY,
                new StepRequest(Task.INPAINT, 5, 0.9,
                false), 0).startsFromImage());
        assertTrue(ModelPlans.of(SamplerName.DDIM, SD, DiffusersPipelines.CONSISTENCY, image(5, 1, false),
                0).startsFromImage());
        assertTrue(named(SamplerName.DDIM, ScheduleName.AUTOMATIC, new StepRequest(Task.INPAINT, 5, 1, false))
                .startsFromImage());
    }

    /** Every pair either says why not, or runs to finite latents with the evaluations it announced. */
    @TestFactory
    Stream<DynamicTest> everyPair() {
        return Stream.of(SamplerName.values()).map(sampler -> DynamicTest.dynamicTest(sampler.label(), () -> {
            for (final SchedulerConfig config : List.of(SD, SD3))
                for (final ScheduleName schedule : ScheduleName.values())
                    for (final int steps : new int[] { 1, 2, 3, 5, 37 })
                        for (final double strength : new double[] { 0.01, 0.3, 1 })
                            runs(sampler, schedule, config, image(steps, strength, steps == 5));
        }));
    }

    private static void runs(final SamplerName sampler, final ScheduleName schedule, final SchedulerConfig config,
            final StepRequest request) {
        final SamplingPlan plan;
        try {
            plan = SamplingPlan.of(new Choice(sampler, schedule), config, DiffusersPipelines.CONSISTENCY, 256, request);
        } catch (final InpaintException e) {
            assertTrue(e.getMessage().startsWith("The sampler '" + sampler.label() + "' cannot run with the schedule '")
                    || e.getMessage().contains("strength"), e.getMessage());
            return;
        }
        final SamplerGoldens.Trace trace = SamplerGoldens.run(plan, config.prediction(), 3, false, false, false);
        for (final float v : trace.end())
            assertTrue(Math.abs(v) < 100, sampler + " " + schedule + " " + request + ": " + v);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Euler a | Karras | flow | the sampler needs a diffusion model",
            "DDIM | Automatic | flow | the sampler needs a diffusion model",
            "Flow Match Euler | Automatic | sd | this model is a diffusion model",
            "UniPC | Karras | sd | walks its own timesteps",
            "Euler | Align Your Steps | flow | its table was made for diffusion models",
            "DDIM CFG++ | Karras | sd | use the schedule Automatic.",
            "DPM adaptive | Model | sd | diffusers has no such scheduler",
            "DPM++ 2M | Model | flow | diffusers walks with Euler",
            "Heun | Model | flow solver | only DPM++ 2M",
            "Flow Match Euler | Model | sd | is not flow matching" })
    void pairsThatCannotWorkSayWhy(final String sampler, final String schedule, final String model,
            final String reason) {
        final Choice choice = Choice.of(sampler.trim(), schedule.trim());
        final SchedulerConfig config = switch (model.trim()) {
            case "flow" -> SD3;
            case "sd" -> SD;
            default -> SchedulerConfig.parse("{\"_class_name\": \"DPMSolverMultistepScheduler\", \"prediction_type\":"
                    + " \"flow_prediction\", \"use_flow_sigmas\": true}", "test");
        };
        final String message = assertThrows(InpaintException.class,
                () -> SamplingPlan.of(choice, config, DiffusersPipelines.CONSISTENCY, 0, StepRequest.textToImage(5)))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest
    @CsvSource({ "DPM++ 2M Karras, Automatic, DPMPP_2M, KARRAS", "k_dpmpp_2s_a, Karras, DPMPP_2S_A, KARRAS",
            "euler ancestral, sgm_uniform, EULER_A, SGM_UNIFORM", "k_euler, automatic, EULER, AUTOMATIC",
            "DPM++ 2M SDE Exponential, Automatic, DPMPP_2M_SDE, EXPONENTIAL", "unipc, model, UNIPC, MODEL",
            "Restart SGM Uniform, Automatic, RESTART, SGM_UNIFORM", "Euler SGMUniform, automatic, EULER, SGM_UNIFORM",
            "DPM2 a Karras, Karras, DPM2_A, KARRAS", "k_dpmpp_2m_ka, Automatic, DPMPP_2M, KARRAS",
            "k_dpm_fast, Automatic, DPM_FAST, AUTOMATIC", "k_dpm_ad, Automatic, DPM_ADAPTIVE, AUTOMATIC",
            "k_dpmpp_2m_sde_heun, Automatic, DPMPP_2M_SDE_HEUN, AUTOMATIC", "ddim_cfgpp, DDIM, DDIM_CFGPP, DDIM",
            "DPM++ 2M SDE Heun Karras, Automatic, DPMPP_2M_SDE_HEUN, KARRAS",
            "DDIM, DDIM, DDIM, DDIM", "k_dpm_2_a_ka, Automatic, DPM2_A, KARRAS",
            "' Euler a  Align Your Steps ', Automatic, EULER_A, ALIGN_YOUR_STEPS" })
    void names(final String sampler, final String schedule, final SamplerName s, final ScheduleName t) {
        assertEquals(new Choice(s, t), Choice.of(sampler, schedule));
    }

    @Test
    void everySamplerCarriesEverySchedule() {
        for (final SamplerName sampler : SamplerName.values())
            for (final ScheduleName schedule : ScheduleName.values()) {
                final Choice both = new Choice(sampler, schedule);
                final String together = sampler.label() + " " + schedule.label();
                assertEquals(both, Choice.of(together, "Automatic"));
                assertEquals(both, Choice.of(together.toLowerCase(Locale.ROOT), schedule.label()), together);
                assertEquals(both, Choice.of(sampler.label() + " " + schedule.label().replace(" ", ""), "automatic"));
                assertEquals(both,
                        Choice.of(sampler.label() + " " + schedule.name().toLowerCase(Locale.ROOT), "Automatic"));
                assertEquals(both, Choice.of(sampler.label(), schedule.label()));
            }
    }

    @Test
    void twoSchedulesAtOnceAreRefused() {
        assertEquals("The sampler 'Restart SGM Uniform' names a schedule of its own, and schedule is 'Karras': leave "
                + "out one of them.",
                assertThrows(InpaintException.class, () -> Choice.of("Restart SGM Uniform", "Karras"))
                        .getMessage());
    }

    @Test
    void automaticBecomesTheSchedulesThatRun() {
        assertEquals(new Choice(SamplerName.DPMPP_2M, ScheduleName.KARRAS),
                Choice.of("DPM++ 2M", "Automatic").resolved(SD));
        assertEquals(new Choice(SamplerName.EULER, ScheduleName.NORMAL), Choice.of("Euler", "Automatic").resolved(SD3));
        for (final SamplerName sampler : SamplerName.values())
            if (sampler != SamplerName.FLOW_MATCH_EULER) {
                final Choice resolved = new Choice(sampler, ScheduleName.AUTOMATIC).resolved(SD);
                assertEquals(resolved, resolved.resolved(SD));
                assertEquals(new Choice(sampler, ScheduleName.MODEL), new Choice(sampler, ScheduleName.MODEL)
                        .resolved(SD));
            }
    }

    @Test
    void unknownNamesOfferNearOnes() {
        for (final String wrong : List.of("Eulr", "Eulr SGM Uniform"))
            assertEquals("There is no sampler 'Eulr': did you mean 'Euler'?",
                    assertThrows(InpaintException.class, () -> Choice.of(wrong, "Automatic")).getMessage());
        assertTrue(assertThrows(InpaintException.class, () -> ScheduleName.of("xyzzy")).getMessage()
                .startsWith("There is no schedule 'xyzzy': the choices are Automatic, Model, "));
    }

    @Test
    void oddWaysAreTold() {
        assertTrue(named(SamplerName.RESTART, ScheduleName.SGM_UNIFORM, image(24, 0.8, false)).notes().get(0)
                .startsWith("Restart spaces its steps as Karras"));
        assertEquals(List.of(), named(SamplerName.RESTART, ScheduleName.SGM_UNIFORM, image(23, 0.8, false)).notes());
        assertEquals(1, ModelPlans.of(SamplerName.LMS, SD, DiffusersPipelines.CONSISTENCY, image(8, 0.5, false),
                0).notes().size());
        assertEquals(1,
                ModelPlans.of(SamplerName.RESTART, SD, DiffusersPipelines.CONSISTENCY, StepRequest.textToImage(8),
                0).notes().size());
    }

    @Test
    void theWatcherCanCancelBetweenAnyTwoEvaluations() {
        final SamplingPlan plan = named(SamplerName.HEUN, ScheduleName.KARRAS, StepRequest.textToImage(5));
        for (int at = 0; at < plan.evaluations(); at++) {
            final int stop = at;
            final List<Integer> seen = new ArrayList<>();
            final float[] x = plan.start(null, new Philox(1).normal(8));
            assertThrows(CancelledException.class, () -> plan.run(x, 1, (in, level) -> in.clone(), () -> x,
                    new StepCallback() {
                        @Override
                        public void before(final int evaluation, final NoiseLevel level, final float[] latents) {
                            seen.add(evaluation);
                            if (evaluation == stop)
                                throw new CancelledException();
                        }
                    }));
            assertEquals(stop + 1, seen.size());
        }
    }

    private static SamplingPlan named(final SamplerName sampler, final ScheduleName schedule,
            final StepRequest request) {
        return NamedPlans.of(sampler, schedule, SD, false, request);
    }

    private static StepRequest image(final int steps, final double strength, final boolean exactly) {
        return new StepRequest(Task.IMAGE_TO_IMAGE, steps, strength, exactly);
    }
}
