package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.plugin.Plugin;

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
 * Stable Diffusion 3 (Esser et al. 2024): a diffusion transformer trained by flow matching. Its text is the features of
 * two CLIPs side by side, padded to T5's width, then T5's tokens, or as many zeros where T5 was left out; and the
 * pooled vectors of both CLIPs.
 */
@Plugin(type = DiffusionFamily.class)
public final class StableDiffusion3 implements DiffusionFamily {

    private static final int SIZE = 1024;
    private static final int CHANNELS = 16;
    private static final double SCALE = 1.5305, SHIFT = 0.0609;
    /** Tokens of T5, whether it is there or not. */
    private static final int T5_TOKENS = 256;
    /** Maps of a layer that live at once, measured; see {@code MemoryEstimate}. */
    private static final double MAPS = 16;
    /** Tokens of both texts, to which the transformer attends with the image's. */
    private static final int TEXT_TOKENS = 77 + T5_TOKENS;
    private static final int USUAL_HEADS = 24, USUAL_HEAD_WIDTH = 64;

    @Override
    public String title() {
        return "Stable Diffusion 3";
    }

    @Override
    public NetworkKind denoiserKind() {
        return NetworkKind.TRANSFORMER;
    }

    @Override
    public boolean recognises(final OnnxModelInfo network, final DenoiserFile denoiser, final JsonConfig scheduler) {
        return denoiser.inputs().pooled().isPresent();
    }

    @Override
    public LatentLayout latents() {
        return new LatentLayout(CHANNELS, SCALE, SHIFT);
    }

    @Override
    public ImageSizes sizes(final OnnxModelInfo network, final DenoiserFile denoiser, final VaeFiles vae,
            final PredictionType prediction) {
        final JsonConfig config = denoiser.config();
        final int told = config.whole("sample_size", 0) * vae.factor();
        final int patch = DenoiserFile.patchSize(network, config) * vae.factor();
        final int places = config.whole("pos_embed_max_size", 0) * patch;
        return new ImageSizes(told > 0 ? told : SIZE, patch, places > 0 ? places : Integer.MAX_VALUE);
    }

    @Override
    public PredictionType prediction(final DenoiserFile denoiser, final JsonConfig scheduler,
            final FolderReport report) {
        return PredictionType.FLOW_PREDICTION;
    }

    @Override
    public SchedulerConfig scheduler(final PredictionType prediction) {
        return SchedulerConfig.parse("""
                {"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": 3.0}""", title());
    }

    @Override
    public PipelineRules rules(final DenoiserFile denoiser) {
        return PipelineRules.NONE;
    }

    @Override
    public TextEncoderSpec encoders() {
        return new TextEncoderSpec(2, 2, T5_TOKENS, true, true);
    }

    @Override
    public boolean skipsClipLayers() {
        return false;
    }

    /** T5 has the whole prompt anyway. */
    @Override
    public boolean readsManyChunks() {
        return false;
    }

    @Override
    public boolean readsWeights(final TextEncoderFile encoder) {
        return isClip(encoder);
    }

    private static boolean isClip(final TextEncoderFile encoder) {
        return encoder.kind() == NetworkKind.CLIP;
    }

    @Override
    public EncoderLayer layer(final TextEncoderFile encoder, final int skip) {
        return isClip(encoder) ? EncoderLayer.penultimate(encoder, skip) : EncoderLayer.last(encoder);
    }

    @Override
    public Optional<ValueInfo> pooled(final TextEncoderFile encoder) {
        return isClip(encoder) ? encoder.outputs().pooled() : Optional.empty();
    }

    @Override
    public Conditioning join(final List<TextEncoding> parts, final DenoiserFile denoiser) {
        final List<TextEncoding> clips = parts.stream().filter(part -> isClip(part.encoder())).toList();
        final Optional<TextEncoding> t5 = parts.stream().filter(part -> !isClip(part.encoder())).findFirst();
        final int tokens = (int) clips.get(0).hidden().size(1);
        final int behind = t5.map(part -> (int) part.hidden().size(1)).orElse(T5_TOKENS);
        final Tensor context = Tensor.zeros(1, tokens + behind,
                Math.max(TextEncoding.width(clips), denoiser.inputs().context().size(-1)));
        TextEncoding.sideBySide(clips, context);
        t5.ifPresent(part -> TensorStack.place(part.hidden(), context, tokens, 0));
        return new Conditioning(context, Optional.of(TextEncoding.pooled(clips)));
    }

    @Override
    public boolean zeroNegative(final JsonConfig index, final DenoiserFile denoiser) {
        return index.flag("force_zeros_for_empty_prompt", false);
    }

    @Override
    public Map<String, Tensor> feeds(final DiffusionModel model, final List<DenoiserBranch> branches) {
        return DenoiserBranch.texts(model.denoiser().inputs(), branches);
    }

    /** Patches of two by two samples. */
    @Override
    public double attended(final double samples) {
        return samples / 4;
    }

    @Override
    public double workSpace(final DiffusionModel model, final long batch, final double samples) {
        final JsonConfig config = model.denoiser().config();
        final double patch = model.latentMultiple(), tokens = samples / (patch * patch) + TEXT_TOKENS;
        final double heads = config.whole("num_attention_heads", USUAL_HEADS);
        final double width = heads * config.whole("attention_head_dim", USUAL_HEAD_WIDTH);
        return batch * Float.BYTES * (MAPS * width * tokens + 2 * heads * tokens * tokens);
    }
}
