package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.scijava.plugin.Plugin;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.LatentLayout;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.TextEncoderSpec;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.plan.PipelineRules;

/**
 * Stable Diffusion XL and its refiner (Podell et al. 2023): the features of two CLIPs side by side, from the layer
 * before the last, or of the second alone (refiner); the second's pooled vector; and time ids, which tell the sizes of
 * image, crop and target, or for the refiner an aesthetic score instead of the target.
 */
@Plugin(type = DiffusionFamily.class)
public final class StableDiffusionXl extends UnetFamily {

    private static final int SIZE = 1024, REFINER_IDS = 5, IDS = 6;
    private static final double SCALE = 0.13025;
    /** Aesthetic scores that the refiner is told for the wanted and the unwanted image. */
    private static final float WANTED = 6, UNWANTED = 2.5f;

    @Override
    public String title() {
        return "Stable Diffusion XL";
    }

    @Override
    public boolean recognises(final OnnxModelInfo network, final DenoiserFile denoiser, final JsonConfig scheduler) {
        return denoiser.inputs().timeIds().isPresent();
    }

    @Override
    public LatentLayout latents() {
        return new LatentLayout(4, SCALE, 0);
    }

    @Override
    protected int usualSize(final PredictionType prediction) {
        return SIZE;
    }

    @Override
    public PipelineRules rules(final DenoiserFile denoiser) {
        return new PipelineRules(Set.of(), false, true);
    }

    @Override
    public TextEncoderSpec encoders() {
        return new TextEncoderSpec(1, 2, 0, true, false);
    }

    @Override
    public boolean skipsClipLayers() {
        return false;
    }

    @Override
    public EncoderLayer layer(final TextEncoderFile encoder, final int skip) {
        return EncoderLayer.penultimate(encoder, skip);
    }

    @Override
    public Optional<ValueInfo> pooled(final TextEncoderFile encoder) {
        return encoder.outputs().projected() ? encoder.outputs().pooled() : Optional.empty();
    }

    @Override
    public Conditioning join(final List<TextEncoding> parts, final DenoiserFile denoiser) {
        return new Conditioning(super.join(parts, denoiser).context(), Optional.of(TextEncoding.pooled(parts)));
    }

    @Override
    public boolean zeroNegative(final JsonConfig index, final DenoiserFile denoiser) {
        return index.flag("force_zeros_for_empty_prompt", !scored(index, denoiser));
    }

    @Override
    public Map<String, Tensor> feeds(final DiffusionModel model, final List<DenoiserBranch> branches) {
        final Map<String, Tensor> feeds = super.feeds(model, branches);
        final boolean scored = scored(model.index(), model.denoiser());
        feeds.put(model.denoiser().inputs().timeIds().orElseThrow().name(),
                DenoiserBranch.stack(branches, branch -> timeIds(branch, scored)));
        return feeds;
    }

    /** Whether the time ids end with an aesthetic score instead of the target size. */
    static boolean scored(final JsonConfig index, final DenoiserFile denoiser) {
        return index.flag("requires_aesthetics_score", denoiser.timeIdCount() == REFINER_IDS);
    }

    private static Tensor timeIds(final DenoiserBranch branch, final boolean scored) {
        final float h = branch.height(), w = branch.width();
        return scored ? Tensor.of(new float[] { h, w, 0, 0, branch.unwanted() ? UNWANTED : WANTED }, 1, REFINER_IDS)
                : Tensor.of(new float[] { h, w, 0, 0, h, w }, 1, IDS);
    }

    /** The attention at full resolution is left out. */
    @Override
    public double attended(final double samples) {
        return samples / 4;
    }
}
