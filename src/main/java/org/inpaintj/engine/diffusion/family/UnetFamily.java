package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.model.folder.LatentLayout;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.TextEncoderSpec;
import org.inpaintj.model.folder.VaeFiles;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.sampling.PredictionType;
import org.inpaintj.sampling.plan.PipelineRules;
import org.inpaintj.sampling.schedule.SchedulerConfig;

/**
 * What families with a UNet have in common (Rombach et al. 2022): one CLIP whose tokens the UNet attends to, latents of
 * four channels, the scaled linear noise schedule. Latent consistency models are variants of any of them, see
 * {@link LatentConsistency}.
 */
public abstract class UnetFamily implements DiffusionFamily {

    private static final double SCALE = 0.18215;
    /** Maps of the widest layer that live at once, measured; see {@code MemoryEstimate}. */
    private static final double MAPS = 12;
    private static final int USUAL_WIDTH = 320, USUAL_HEADS = 8;

    /** Width and height that models of the family were trained at where a folder does not say, px. */
    protected abstract int usualSize(PredictionType prediction);

    @Override
    public NetworkKind denoiserKind() {
        return NetworkKind.UNET;
    }

    @Override
    public LatentLayout latents() {
        return new LatentLayout(4, SCALE, 0);
    }

    @Override
    public ImageSizes sizes(final OnnxModelInfo network, final DenoiserFile denoiser, final VaeFiles vae,
            final PredictionType prediction) {
        final int told = denoiser.config().whole("sample_size", 0) * vae.factor();
        return new ImageSizes(told > 0 ? told : usualSize(prediction),
                // what is written here follows odd sizes on the way up
                (network.graph().isPresent() ? 1 : DenoiserFile.downsampling(network, denoiser.config()))
                        * vae.factor(), Integer.MAX_VALUE);
    }

    @Override
    public PredictionType prediction(final DenoiserFile denoiser, final JsonConfig scheduler,
            final FolderReport report) {
        final String told = scheduler.text("prediction_type", "");
        if (told.isEmpty())
            return scheduler.isEmpty() ? assumed(denoiser, report) : PredictionType.EPSILON;
        final Optional<PredictionType> type = PredictionType.of(told)
                .filter(t -> t.word().equals(told) && t != PredictionType.FLOW_PREDICTION);
        if (type.isEmpty())
            report.problems().add(scheduler + " says that the model predicts '" + told
                    + "', which is unknown; use epsilon, v_prediction or sample.");
        return type.orElse(PredictionType.EPSILON);
    }

    /** What a model without a scheduler_config.json predicts. */
    protected PredictionType assumed(final DenoiserFile denoiser, final FolderReport report) {
        return PredictionType.EPSILON;
    }

    @Override
    public SchedulerConfig scheduler(final PredictionType prediction) {
        return SchedulerConfig.parse("""
                {"_class_name": "PNDMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
                 "beta_schedule": "scaled_linear", "skip_prk_steps": true, "steps_offset": 1, "clip_sample": false,
                 "set_alpha_to_one": false, "prediction_type": "%s"}""".formatted(prediction.word()), title());
    }

    @Override
    public PipelineRules rules(final DenoiserFile denoiser) {
        return LatentConsistency.embeds(denoiser) ? LatentConsistency.RULES : LatentConsistency.TEACHER_RULES;
    }

    @Override
    public TextEncoderSpec encoders() {
        return new TextEncoderSpec(1, 1, 0, false, false);
    }

    @Override
    public boolean skipsClipLayers() {
        return true;
    }

    @Override
    public boolean readsManyChunks() {
        return true;
    }

    @Override
    public boolean readsWeights(final TextEncoderFile encoder) {
        return true;
    }

    @Override
    public EncoderLayer layer(final TextEncoderFile encoder, final int skip) {
        return EncoderLayer.normed(encoder, skip);
    }

    @Override
    public Optional<ValueInfo> pooled(final TextEncoderFile encoder) {
        return Optional.empty();
    }

    @Override
    public Conditioning join(final List<TextEncoding> parts, final DenoiserFile denoiser) {
        final Tensor context = Tensor.zeros(1, parts.get(0).hidden().size(1), TextEncoding.width(parts));
        TextEncoding.sideBySide(parts, context);
        return new Conditioning(context, Optional.empty());
    }

    @Override
    public boolean zeroNegative(final JsonConfig index, final DenoiserFile denoiser) {
        return index.flag("force_zeros_for_empty_prompt", false);
    }

    @Override
    public Map<String, Tensor> feeds(final DiffusionModel model, final List<DenoiserBranch> branches) {
        final Map<String, Tensor> feeds = DenoiserBranch.texts(model.denoiser().inputs(), branches);
        LatentConsistency.feed(model.denoiser(), branches, feeds);
        return feeds;
    }

    @Override
    public double attended(final double samples) {
        return samples;
    }

    @Override
    public double workSpace(final DiffusionModel model, final long batch, final double samples) {
        final JsonConfig config = model.denoiser().config();
        final List<String> blocks = config.texts("down_block_types");
        int level = 0;
        while (level < blocks.size() - 1 && !blocks.get(level).contains("Attn"))
            level++;
        final List<Double> widths = config.numbers("block_out_channels");
        final double tokens = samples / Math.pow(4, level), width = widths.isEmpty() ? USUAL_WIDTH : widths.get(0);
        final double pairs = model.denoiser().network().holdsTables() ? tokens * tokens : 0;
        return batch * Float.BYTES * (MAPS * width * samples + 2 * heads(config, level) * pairs);
    }

    private static double heads(final JsonConfig config, final int level) {
        final List<Integer> each = DenoiserFile.heads(config);
        return each.isEmpty() ? USUAL_HEADS : each.get(Math.min(level, each.size() - 1));
    }
}
