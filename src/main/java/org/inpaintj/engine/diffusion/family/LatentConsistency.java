package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.engine.Task;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.sampling.plan.PipelineRules;

/**
 * What sets models apart that were distilled to make an image in a few steps. Latent consistency models (LCM, Luo et
 * al. 2023) are models of a family with a UNet whose guidance scale is fed to the UNet instead of asking it twice; a
 * LoRA of that kind and adversarial distillation (SDXL Turbo) leave the UNet's inputs as they were.
 */
public final class LatentConsistency {

    /** Of diffusers' pipelines for latent consistency models; they have none of their own for inpainting. */
    static final PipelineRules RULES = new PipelineRules(Set.of(Task.INPAINT), true, false);
    /** Of diffusers' pipelines for the models that they are distilled from. */
    static final PipelineRules TEACHER_RULES = new PipelineRules(Set.of(Task.values()), false, false);

    private LatentConsistency() {}

    /** Whether a denoiser is told the guidance scale, so that it is asked once a step. */
    public static boolean embeds(final DenoiserFile denoiser) {
        return denoiser.inputs().guidance().isPresent();
    }

    /**
     * Whether a model was distilled to a few steps. Consistency models say so; adversarially distilled ones space their
     * steps from the end without zero terminal SNR.
     */
    static boolean fewSteps(final DenoiserFile denoiser, final JsonConfig scheduler) {
        final String scheme = scheduler.text("_class_name", "");
        return embeds(denoiser) || scheme.startsWith("LCM") || scheme.startsWith("TCD")
                || scheduler.text("timestep_spacing", "").equals("trailing")
                        && !scheduler.flag("rescale_betas_zero_snr", false) && scheme.startsWith("Euler");
    }

    /** Adds the guidance scale of branches to what a denoiser is fed, if it takes it. */
    static void feed(final DenoiserFile denoiser, final List<DenoiserBranch> branches,
            final Map<String, Tensor> feeds) {
        denoiser.inputs().guidance().ifPresent(input -> feeds.put(input.name(), DenoiserBranch.stack(branches,
                branch -> embed(branch.guidance(), width(denoiser, input), 1))));
    }

    private static int width(final DenoiserFile denoiser, final ValueInfo input) {
        final int width = (int) (input.size(1) > 0 ? input.size(1)
                : denoiser.config().whole("time_cond_proj_dim", -1));
        if (width < 2)
            throw new InpaintException(denoiser.network().file() + " does not say how wide its input " + input.name()
                    + " is; add its config.json.");
        return width;
    }

    /**
     * The guidance scale as consistency models read it: sines, then cosines of (guidance - 1) x 1000 times frequencies
     * that fall geometrically from 1 to 1 / 10000.
     *
     * @return of shape batch, width
     */
    public static Tensor embed(final double guidance, final int width, final long batch) {
        final int half = width / 2;
        final Tensor all = Tensor.zeros(batch, width);
        for (int i = 0; i < half; i++) {
            final double angle = (guidance - 1) * 1000 * Math.exp(-Math.log(10000) * i / (half - 1));
            for (int b = 0; b < batch; b++) {
                all.buffer().put(b * width + i, (float) Math.sin(angle));
                all.buffer().put(b * width + half + i, (float) Math.cos(angle));
            }
        }
        return all;
    }
}
