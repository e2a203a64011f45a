package org.inpaintj.sampling.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.sampling.plan.DiffusersPipelines;
import org.inpaintj.sampling.plan.ModelPlans;
import org.inpaintj.sampling.plan.StepRequest;

class SchedulerConfigTest {

    @ParameterizedTest
    @CsvSource({ "PNDMScheduler, PLMS", "DDIMScheduler, DDIM", "EulerDiscreteScheduler, EULER",
            "EulerAncestralDiscreteScheduler, EULER_A", "DPMSolverMultistepScheduler, DPMPP_2M",
            "UniPCMultistepScheduler, UNIPC", "LCMScheduler, LCM", "KDPM2AncestralDiscreteScheduler, DPM2_A",
            "FlowMatchEulerDiscreteScheduler, FLOW_MATCH_EULER" })
    void theFoldersOwnSampler(final String className, final SamplerName sampler) {
        assertEquals(sampler, parse("{\"_class_name\": \"" + className + "\"}").sampler());
    }

    @Test
    void stochasticSolversByTheirFields() {
        final String solver = "{\"_class_name\": \"DPMSolverMultistepScheduler\", \"algorithm_type\":";
        assertEquals(SamplerName.DPMPP_2M_SDE, parse(solver + "\"sde-dpmsolver++\"}").sampler());
        assertEquals(SamplerName.DPMPP_3M_SDE, parse(solver + "\"sde-dpmsolver++\", \"solver_order\": 3}").sampler());
    }

    @Test
    void pythonsInfinityAndNullsAreRead() {
        final SchedulerConfig config = parse("""
                {"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity, "trained_betas": null,
                 "variance_type": null}""");
        assertEquals(Double.NEGATIVE_INFINITY, config.number("lambda_min_clipped", 0));
        assertFalse(config.has("trained_betas"));
        assertEquals(5,
                ModelPlans.of(config.sampler(), config, DiffusersPipelines.CONSISTENCY, StepRequest.textToImage(5), 0)
                .evaluations());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'beta_schedule': 'cubic'} | 'beta_schedule' is cubic; it must be linear, scaled_linear",
            "{'timestep_spacing': 'odd'} | 'timestep_spacing' is odd; it must be linspace, leading or trailing.",
            "{'final_sigmas_type': 'one'} | 'final_sigmas_type' is one; it must be zero or sigma_min.",
            "{'num_train_timesteps': 'many'} | 'num_train_timesteps' is \"many\"; it must be a number.",
            "{'num_train_timesteps': 10.5} | 'num_train_timesteps' is 10.5; it must be a whole number.",
            "{'trained_betas': [0.1, 0.2]} | 'trained_betas' is 2 numbers; num_train_timesteps says 1000.",
            "{'use_karras_sigmas': true, 'use_beta_sigmas': true} | only one of use_karras_sigmas",
            "{'use_karras_sigmas': 1} | 'use_karras_sigmas' is 1; it must be true or false." })
    void badFieldsAreNamed(final String json, final String part) {
        final SchedulerConfig config = parse(json.replace('\'', '"').trim());
        final String message = assertThrows(InpaintException.class,
                () -> ModelPlans.of(SamplerName.EULER, config, DiffusersPipelines.CONSISTENCY,
                        StepRequest.textToImage(5), 0)).getMessage();
        assertTrue(message.startsWith("The scheduler configuration folder/scheduler_config.json cannot be used: "),
                message);
        assertTrue(message.contains(part.trim()), message);
    }

    @Test
    void otherFilesAreRefused() {
        for (final String text : new String[] { "<!DOCTYPE html>", "[1]", "", "{\"a\":" })
            assertTrue(assertThrows(InpaintException.class, () -> parse(text)).getMessage()
                    .startsWith("folder/scheduler_config.json is damaged: it is no JSON "), text);
        assertTrue(assertThrows(InpaintException.class, () -> parse("{\"_class_name\": \"MyScheduler\"}").sampler())
                .getMessage().contains("'_class_name' is MyScheduler; choose a sampler and a named schedule."));
    }

    @Test
    void moreStepsThanTimestepsAreRefused() {
        final SchedulerConfig config = DiffusersPipelines.SD;
        assertTrue(assertThrows(InpaintException.class,
                () -> ModelPlans.of(SamplerName.DDIM, config, DiffusersPipelines.CONSISTENCY,
                        StepRequest.textToImage(1001), 0)).getMessage()
                .contains("1000 timesteps"));
    }

    private static SchedulerConfig parse(final String json) {
        return SchedulerConfig.parse(json, "folder/scheduler_config.json");
    }
}
