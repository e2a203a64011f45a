package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.plugin.SciJavaPlugin;

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
 * A family of latent diffusion models that are built and fed alike, such as Stable Diffusion XL. All that is known of a
 * family stands in the one class that implements this: how it is recognised, how it reads texts, what its denoiser is
 * fed, how its latents lie, its usual scheduler and what it needs of memory. A class with the annotation
 * {@code @Plugin(type = DiffusionFamily.class)} is found wherever it lies on the class path; those of higher priority
 * are asked first. Implementations have a constructor without arguments and no state; any thread may call them.
 */
public interface DiffusionFamily extends SciJavaPlugin {

    /** Its name for people, such as "Stable Diffusion XL". */
    String title();

    // How it is recognised

    /** What its denoiser is. */
    NetworkKind denoiserKind();

    /**
     * Whether a model is of this family.
     *
     * @param network   the denoiser, of {@link #denoiserKind}
     * @param denoiser  the same, with what its inputs are for and its config.json
     * @param scheduler scheduler_config.json, empty if the folder has none
     */
    boolean recognises(OnnxModelInfo network, DenoiserFile denoiser, JsonConfig scheduler);

    // Latents and sizes

    /** Channels, scale and shift of its latents where a folder's VAE does not say. */
    LatentLayout latents();

    /** The sizes of images that a model was trained at and can take. */
    ImageSizes sizes(OnnxModelInfo network, DenoiserFile denoiser, VaeFiles vae, PredictionType prediction);

    /**
     * Latents as the denoiser takes them; most take them as they are.
     *
     * @param latents with what is shown beside them, of shape batch, channels, y, x
     * @return of the same shape
     */
    default Tensor pack(final Tensor latents) {
        return latents;
    }

    /**
     * The inverse of {@link #pack} for what the denoiser gives.
     *
     * @param output as the network gave it
     * @param height of the latents, samples
     * @param width  of the latents, samples
     * @return of shape batch, channels, y, x
     */
    default Tensor unpack(final Tensor output, final long height, final long width) {
        return output;
    }

    // Noise

    /**
     * What a model's denoiser predicts.
     *
     * @param report takes what the user should know where the folder does not say, or why it cannot be told
     */
    PredictionType prediction(DenoiserFile denoiser, JsonConfig scheduler, FolderReport report);

    /** What a model of the family was trained with, for folders without a scheduler_config.json. */
    SchedulerConfig scheduler(PredictionType prediction);

    /** How diffusers' pipelines for a model treat its scheduler. */
    PipelineRules rules(DenoiserFile denoiser);

    // Texts

    /** Which text encoders a model must have. */
    TextEncoderSpec encoders();

    /** Whether the WebUI's clip skip works; with the schedule Model it always does, as in diffusers. */
    boolean skipsClipLayers();

    /** Whether a long prompt is read in several chunks, as the WebUI does; else its end is left out. */
    boolean readsManyChunks();

    /** Whether an encoder reads a prompt by chunks of weighted tokens; else it reads the words as a whole. */
    boolean readsWeights(TextEncoderFile encoder);

    /**
     * The output of an encoder that tells of each token.
     *
     * @param skip CLIP layers to leave out at the end beyond what the family leaves out anyway
     * @throws org.inpaintj.core.InpaintException if the export does not give it
     */
    EncoderLayer layer(TextEncoderFile encoder, int skip);

    /** The output of an encoder that tells of the text as a whole, if the denoiser wants it. */
    Optional<ValueInfo> pooled(TextEncoderFile encoder);

    /**
     * What the encoders made of one sequence each, put together as the denoiser wants it.
     *
     * @param parts in the order of {@link DiffusionModel#encoders}
     */
    Conditioning join(List<TextEncoding> parts, DenoiserFile denoiser);

    /**
     * Whether an empty negative prompt stands for zeros instead of the encoding of an empty text.
     *
     * @param index model_index.json, empty if the folder has none
     */
    boolean zeroNegative(JsonConfig index, DenoiserFile denoiser);

    // What the denoiser is fed

    /**
     * What a call of the denoiser is fed beside latents and timestep.
     *
     * @param branches what is asked, in the order of the batch
     * @return by the names of the network's inputs
     */
    Map<String, Tensor> feeds(DiffusionModel model, List<DenoiserBranch> branches);

    // Memory

    /** Tokens that its largest attention layers compare for one channel of latents of that many samples. */
    double attended(double samples);

    /**
     * What a call of the denoiser occupies besides the weights, bytes, estimated.
     *
     * @param batch   latents in the call
     * @param samples of one channel of the latents
     */
    double workSpace(DiffusionModel model, long batch, double samples);
}
