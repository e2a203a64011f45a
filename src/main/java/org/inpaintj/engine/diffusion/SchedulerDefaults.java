package org.inpaintj.engine.diffusion;

import org.inpaintj.model.folder.DiffusionModel;
import org.inpaintj.model.folder.PredictionType;
import org.inpaintj.sampling.plan.Architecture;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/** The scheduler configuration of a model, and what its family was trained with where the folder has none. */
final class SchedulerDefaults {

    private SchedulerDefaults() {}

    static SchedulerConfig of(final DiffusionModel model) {
        if (!model.scheduler().isEmpty())
            return SchedulerConfig.parse(model.scheduler().json(), model.scheduler().source());
        if (model.prediction() == PredictionType.FLOW)
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
