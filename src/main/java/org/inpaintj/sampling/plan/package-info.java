/**
 * Solves the reverse diffusion: noise and a {@link org.inpaintj.sampling.Denoiser} go in, latents come out. A
 * {@link org.inpaintj.sampling.plan.SamplingPlan} says what will run, from a sampler, a schedule, the steps and the
 * strength, by one of two rules:
 * <ul>
 * <li>a named schedule follows the Stable Diffusion WebUI,</li>
 * <li>{@code Model} follows diffusers and the model folder's {@code scheduler_config.json}.</li>
 * </ul>
 */
package org.inpaintj.sampling.plan;
