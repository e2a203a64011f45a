package org.inpaintj.sampling.plan;

import org.inpaintj.engine.Task;
import org.inpaintj.sampling.SamplerOptions;
import org.inpaintj.sampling.schedule.SigmaRange;

/**
 * How far to go.
 *
 * @param task     what the latents start from
 * @param steps    steps asked for, at least 1
 * @param strength 0 changes nothing, 1 repaints freely; text-to-image is always 1
 * @param exactly  run that many steps whatever the strength
 * @param options  of the sampler
 * @param sigmas   of a named schedule
 */
public record StepRequest(Task task, int steps, double strength, boolean exactly, SamplerOptions options,
        SigmaRange sigmas) {

    public StepRequest {
        if (steps < 1 || !(strength >= 0 && strength <= 1))
            throw new IllegalArgumentException(steps + " steps at strength " + strength);
        strength = task == Task.TEXT_TO_IMAGE ? 1 : strength;
    }

    /** With sampler and schedule as they are by themselves. */
    public StepRequest(final Task task, final int steps, final double strength, final boolean exactly) {
        this(task, steps, strength, exactly, SamplerOptions.DEFAULTS, SigmaRange.DEFAULTS);
    }

    /** From noise alone. */
    public static StepRequest textToImage(final int steps) {
        return new StepRequest(Task.TEXT_TO_IMAGE, steps, 1, false);
    }

    boolean fromImage() {
        return task != Task.TEXT_TO_IMAGE;
    }
}
