/**
 * What all samplers of diffusion models share: noise levels, what a network predicts, the noise itself.
 *
 * <p>Noisy latents are {@code x = alpha * clean + sigma * noise}; a {@link org.inpaintj.sampling.NoiseLevel} is the two
 * factors and the timestep that the network is told. A {@link org.inpaintj.sampling.Denoiser} predicts the clean
 * latents of a level; {@link org.inpaintj.sampling.PredictionType} makes one of a network that predicts noise,
 * velocity, sample or flow. A {@link org.inpaintj.sampling.Sampler} walks a {@link org.inpaintj.sampling.NoiseSchedule}
 * with it, and a {@link org.inpaintj.sampling.StepCallback} follows, steers and stops the walk:
 *
 * <pre>{@code
 * final Denoiser denoiser = PredictionType.EPSILON.denoiser((x, timestep) -> network(x, timestep));
 * final SamplingPlan plan = SamplingPlan.of(choice, config, rules, 0, StepRequest.textToImage(20));
 * final float[] x = plan.start(null, noise.get());
 * plan.run(x, 1, denoiser, noise, StepCallback.NONE);      // x is now clean
 * }</pre>
 *
 * <p>Latents are flat arrays: images after each other, each channel by row by column. Nothing here has state between
 * runs, draws random numbers of its own ({@link org.inpaintj.sampling.ImageNoise} gives those of a seed, as PyTorch or
 * the WebUI draw them), or knows models, prompts and pictures; sums are made in the order of the reference
 * implementations, so that results repeat to the last bit.
 *
 * <p>Internal; which sampler runs is decided in {@link org.inpaintj.sampling.plan}.
 */
package org.inpaintj.sampling;
