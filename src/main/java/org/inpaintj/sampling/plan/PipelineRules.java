package org.inpaintj.sampling.plan;

import java.util.Set;

import org.inpaintj.engine.Task;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * The rules by which diffusers' pipelines and the WebUI treat the scheduler of one model family unlike that of another.
 *
 * @param corrected the tasks whose pipeline sets the fields that the first Stable Diffusion models had wrong
 * @param laidOutBelow whether image-to-image lays its steps out below the strength rather than leaving out the first,
 *                  as latent consistency models do
 * @param alignedXl whether the schedule Align Your Steps takes its table for Stable Diffusion XL
 */
public record PipelineRules(Set<Task> corrected, boolean laidOutBelow, boolean alignedXl) {

    /** The scheduler is taken as it is. */
    public static final PipelineRules NONE = new PipelineRules(Set.of(), false, false);

    public PipelineRules {
        corrected = Set.copyOf(corrected);
    }

    /**
     * A configuration as the pipeline uses it. Where it corrects, it sets three fields; the pipeline for inpainting
     * sets the clipping of predictions not, but the warm-up.
     */
    SchedulerConfig corrected(final SchedulerConfig config, final Task task) {
        if (!corrected.contains(task))
            return config;
        return task == Task.INPAINT ? config.with("steps_offset", 1).with("skip_prk_steps", true)
                : config.with("steps_offset", 1).with("clip_sample", false);
    }

    /** Whether steps are laid out below the strength in a task. */
    boolean laysOutBelow(final Task task) {
        return laidOutBelow && task == Task.IMAGE_TO_IMAGE;
    }
}
