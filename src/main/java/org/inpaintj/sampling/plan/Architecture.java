package org.inpaintj.sampling.plan;

import org.inpaintj.engine.Task;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/** The networks that diffusers has pipelines of their own for, which do not all take a scheduler as it is. */
public enum Architecture {

    /** Stable Diffusion 1 and 2. */
    STABLE_DIFFUSION,
    /** The same with embedded guidance: latent consistency models. */
    CONSISTENCY,
    /** Stable Diffusion XL. */
    XL,
    /** Stable Diffusion 3. */
    TRANSFORMER;

    /**
     * A configuration as the pipeline uses it. Those of Stable Diffusion 1 and 2 set three fields that their first
     * models had wrong; the one for inpainting sets the clipping of predictions not, but the warm-up.
     */
    SchedulerConfig corrected(final SchedulerConfig config, final Task task) {
        final boolean base = this == STABLE_DIFFUSION || this == CONSISTENCY && task == Task.INPAINT;
        if (!base)
            return config;
        return task == Task.INPAINT ? config.with("steps_offset", 1).with("skip_prk_steps", true)
                : config.with("steps_offset", 1).with("clip_sample", false);
    }

    /** Whether image-to-image lays its steps out below the strength rather than leaving out the first. */
    boolean laysOutBelow(final Task task) {
        return this == CONSISTENCY && task == Task.IMAGE_TO_IMAGE;
    }
}
