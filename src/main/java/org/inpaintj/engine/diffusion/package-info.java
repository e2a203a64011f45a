/**
 * The engine {@code diffusion}: text-to-image, image-to-image and inpainting with latent diffusion models exported to
 * ONNX, as diffusers and the Stable Diffusion WebUI do them.
 *
 * <p>From the outside in: {@link org.inpaintj.engine.diffusion.DiffusionEngine} reads a request and its model;
 * {@code HiresFix} decides how often and how large a picture is worked on (hires fix, "only masked");
 * {@code CandidateRunner} takes each candidate through these passes; a {@code DiffusionPipeline} runs one pass: it
 * encodes the picture ({@code PictureLatents}), walks the noise levels of a
 * {@link org.inpaintj.sampling.plan.SamplingPlan}, and asks the denoiser with classifier-free guidance
 * ({@code ClassifierFreeGuidance}), through overlapping windows where the picture is larger than the model was trained
 * on ({@code MultiDiffusion}), keeping what is not masked ({@code MaskedLatents}).
 *
 * <pre>{@code
 * final Request request = Engines.found().request(Map.of("model", "/models/sd15", "prompt", "a cell", "seed", "1"));
 * final Result result = new DiffusionEngine().run(request, scene, Progress.NONE);
 * }</pre>
 *
 * <p>The same request gives the same pixels, on the CPU to the last bit, whichever candidates are made together.
 * Tensors are in the order batch, channel, y, x; pictures are planes of rows, 0..1; latents are scaled as diffusion
 * works on them. Runs follow each other, on the thread of the caller; cancelling works within a network call.
 *
 * <p>What differs between model families stands in {@link org.inpaintj.engine.diffusion.family}, prompts in
 * {@link org.inpaintj.engine.diffusion.text}, memory in {@link org.inpaintj.engine.diffusion.memory}. The engine's
 * class is API, the rest is internal.
 */
package org.inpaintj.engine.diffusion;
