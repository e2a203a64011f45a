package org.inpaintj.engine.diffusion;

import org.inpaintj.engine.diffusion.DiffusionParameters.Content;
import org.inpaintj.engine.diffusion.DiffusionParameters.Keep;
import org.inpaintj.engine.diffusion.embedding.EmbeddingFolder;
import org.inpaintj.engine.diffusion.soft.SoftInpainting;
import org.inpaintj.engine.diffusion.text.Emphasis;
import org.inpaintj.sampling.plan.SamplingKeys;
import org.inpaintj.sampling.schedule.SamplerName;

/**
 * What is wanted of a {@link DiffusionPipeline}.
 *
 * @param guidance 1 or less asks the prompt alone
 * @param skip     the layer of the text encoders that is used, counted from the end, from 1
 * @param emphasis what the weights in prompts do
 * @param content  what the masked part starts from
 * @param keep     how the part that is not masked is kept
 * @param hide     how much of the masked part is hidden from an inpainting model, 0..1
 * @param soft     whether and how the mask is mixed by its greys
 * @param embeddings words of textual inversions
 * @param options  what few ever change about samplers
 */
record PipelineSettings(SamplerName.Choice choice, int steps, double strength, boolean exactly, String prompt,
        String negative, double guidance, int skip, Emphasis emphasis, Content content, Keep keep, double hide,
        SoftInpainting soft, EmbeddingFolder embeddings, SamplingKeys options) {
}
