package org.inpaintj.engine.diffusion;

import org.inpaintj.engine.diffusion.sampling.Architecture;
import org.inpaintj.engine.diffusion.sampling.SchedulerConfig;
import org.inpaintj.model.DiffusionModel;
import org.inpaintj.model.Prediction;

/** The scheduler configuration of a model, and what its family was trained with where the folder has none. */
final class SchedulerConfigs {

    private SchedulerConfigs() {}

    static SchedulerConfig of(final DiffusionModel model) {
        if (!model.scheduler().isEmpty())
            return SchedulerConfig.parse(model.scheduler().json(), model.scheduler().source());
        if (model.prediction() == Prediction.FLOW)
            return SchedulerConfig.parse("""
                    {"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": 3.0}""", model.family().title());
        return SchedulerConfig.parse("""
                {"_class_name": "PNDMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
                 "beta_schedule": "scaled_linear", "skip_prk_steps": true, "steps_offset": 1, "clip_sample": false,
                 "set_alpha_to_one": false, "prediction_type": "%s"}""".formatted(switch (model.prediction()) {
                    case V -> "v_prediction";
                    case SAMPLE -> "sample";
                    default -> "epsilon";
                }), model.family().title());
    }

    /** Which of diffusers' pipelines a model belongs to. */
    static Architecture architecture(final DiffusionModel model) {
        return switch (model.family()) {
            case SDXL -> Architecture.XL;
            case SD3 -> Architecture.TRANSFORMER;
            default -> model.denoiser().guidance().isPresent() ? Architecture.CONSISTENCY
                    : Architecture.STABLE_DIFFUSION;
        };
    }
}
