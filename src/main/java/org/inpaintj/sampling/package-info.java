/**
 * What all diffusion samplers share: noise levels, the {@link org.inpaintj.sampling.Denoiser} that predicts clean
 * latents, the run of one {@link org.inpaintj.sampling.Sampler}, the noise itself. {@code sampling.sampler} has one
 * sampler a file, {@code sampling.schedule} where noise levels come from, {@code sampling.plan} what runs for a
 * request.
 * <p>
 * Guarantees: pure Java, no network and no image is known here. Latents are flat arrays: images after each other, each
 * channel by row by column. A sampler changes its array in place, step by step, and keeps nothing between runs, so one
 * may serve many threads. {@link org.inpaintj.sampling.ImageNoise} draws as the WebUI does
 * ({@link org.inpaintj.sampling.Philox} for its "NV" source), so that a seed gives the same noise there and here. A
 * {@link org.inpaintj.sampling.StepCallback} sees every step and may stop it.
 * </p>
 * <pre>{@code
 * SamplingPlan plan = SamplingPlan.of(choice, config, architecture, imageTokens, request);
 * float[] x = plan.start(clean, noise);
 * plan.run(x, 1, denoiser, moreNoise, callback);
 * }</pre>
 * <p>
 * Internal. Samples are compared with k-diffusion, the WebUI and diffusers by the goldens of {@code SamplerGoldenTest};
 * whatever changes a step is judged by their tolerance.
 * </p>
 */
package org.inpaintj.sampling;
