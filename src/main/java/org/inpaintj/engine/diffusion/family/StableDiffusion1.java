package org.inpaintj.engine.diffusion.family;

import org.scijava.Priority;
import org.scijava.plugin.Plugin;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.sampling.PredictionType;

/**
 * Stable Diffusion 1 (Rombach et al. 2022), whose text encoder is OpenAI's CLIP: any model with a UNet that is of no
 * other family.
 */
@Plugin(type = DiffusionFamily.class, priority = Priority.VERY_LOW)
public final class StableDiffusion1 extends UnetFamily {

    private static final int SIZE = 512;

    @Override
    public String title() {
        return "Stable Diffusion 1";
    }

    @Override
    public boolean recognises(final OnnxModelInfo network, final DenoiserFile denoiser, final JsonConfig scheduler) {
        return denoiser.inputs().timeIds().isEmpty();
    }

    @Override
    protected int usualSize(final PredictionType prediction) {
        return SIZE;
    }
}
