package org.inpaintj.engine.diffusion.checkpoint;

import org.inpaintj.core.JsonConfig;

/**
 * The noise schedules that the families were published with, for checkpoints, which carry none: what their
 * scheduler_config.json says.
 */
final class PublishedScheduler {

    private PublishedScheduler() {}

    /**
     * @param source     for messages
     * @param xl         whether the model is of the XL family
     * @param inpainting whether it was made for inpainting
     * @param prediction as diffusers writes it
     * @param zeroSnr    whether the schedule ends with a signal-to-noise ratio of zero
     */
    static JsonConfig of(final String source, final boolean xl, final boolean inpainting, final String prediction,
            final boolean zeroSnr) {
        final JsonConfig usual = JsonConfig.absent(source).with("beta_start", 0.00085).with("beta_end", 0.012)
                .with("beta_schedule", "scaled_linear").with("num_train_timesteps", 1000).with("steps_offset", 1)
                .with("clip_sample", false).with("set_alpha_to_one", false).with("prediction_type", prediction);
        final JsonConfig spaced = zeroSnr
                ? usual.with("timestep_spacing", "trailing").with("rescale_betas_zero_snr", true)
                : usual.with("timestep_spacing", "leading");
        if (xl)
            return spaced.with("_class_name", "EulerDiscreteScheduler").with("interpolation_type", "linear");
        if (inpainting || prediction.equals("v_prediction"))
            return spaced.with("_class_name", "DDIMScheduler");
        return spaced.with("_class_name", "PNDMScheduler").with("skip_prk_steps", true);
    }
}
