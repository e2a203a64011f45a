package org.inpaintj.engine.diffusion.family;

import org.scijava.plugin.Plugin;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.sampling.PredictionType;

/**
 * Stable Diffusion 2, whose text encoder is OpenCLIP's, without its last layer in the export. It is told by the width
 * of the text's features; where that is not of the known sizes, by its velocity prediction or its UNet's linear
 * projections.
 */
@Plugin(type = DiffusionFamily.class)
public final class StableDiffusion2 extends UnetFamily {

    private static final int WIDTH = 1024, WIDTH_OF_FIRST = 768;
    private static final int SIZE = 512, LARGE = 768, LARGE_LATENTS = 96;

    @Override
    public String title() {
        return "Stable Diffusion 2";
    }

    @Override
    public boolean recognises(final OnnxModelInfo network, final DenoiserFile denoiser, final JsonConfig scheduler) {
        final long width = denoiser.inputs().context().size(-1);
        if (denoiser.inputs().timeIds().isPresent() || width == WIDTH_OF_FIRST)
            return false;
        return width == WIDTH
                || scheduler.text("prediction_type", "").equals(PredictionType.V_PREDICTION.word())
                || denoiser.config().flag("use_linear_projection", false);
    }

    /** Only the models of 768 px predict the velocity. */
    @Override
    protected PredictionType assumed(final DenoiserFile denoiser, final FolderReport report) {
        final boolean velocity = denoiser.config().whole("sample_size", 0) == LARGE_LATENTS;
        report.notes().add("The folder does not say what its UNet predicts; "
                + (velocity ? "the velocity" : "the noise")
                + " is assumed. If images are only noise, add its scheduler_config.json.");
        return velocity ? PredictionType.V_PREDICTION : PredictionType.EPSILON;
    }

    @Override
    protected int usualSize(final PredictionType prediction) {
        return prediction == PredictionType.V_PREDICTION ? LARGE : SIZE;
    }
}
