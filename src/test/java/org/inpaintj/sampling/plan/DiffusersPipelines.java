package org.inpaintj.sampling.plan;

import java.util.Set;

import org.inpaintj.engine.Task;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/** The rules of some of diffusers' pipelines, and the scheduler of the first Stable Diffusion. */
public final class DiffusersPipelines {

    public static final PipelineRules STABLE_DIFFUSION = new PipelineRules(Set.of(Task.values()), false, false);
    public static final PipelineRules CONSISTENCY = new PipelineRules(Set.of(Task.INPAINT), true, false);
    public static final PipelineRules XL = new PipelineRules(Set.of(), false, true);

    /** What Stable Diffusion 1 was trained with. */
    public static final SchedulerConfig SD = SchedulerConfig.parse("""
            {"_class_name": "PNDMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
             "beta_schedule": "scaled_linear", "skip_prk_steps": true, "steps_offset": 1, "clip_sample": false,
             "set_alpha_to_one": false}""", "Stable Diffusion");

    private DiffusersPipelines() {}
}
