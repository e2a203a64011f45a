/**
 * The samplers, one a file, named as k-diffusion, the WebUI and diffusers name them: each takes latents from one noise
 * level to the next.
 *
 * <p>Euler and its kin ({@code Euler}, {@code Heun}, {@code Dpm2}, {@code Lms}, {@code Restart}) solve the probability
 * flow as an ordinary differential equation (Karras et al. 2022), the ancestral and SDE ones add fresh noise at each
 * step, the DPM-Solver and UniPC family uses the exact linear part (Lu et al. 2022; Zhao et al. 2023), {@code Ddim},
 * {@code Ddpm}, {@code Plms} and {@code Pndm} walk timesteps, {@code Lcm} jumps and noises again.
 *
 * <pre>{@code
 * new Euler().sample(x, schedule, run);      // x holds the latents of the last level then
 * }</pre>
 *
 * <p>A sampler is stateless: what it remembers between steps lives within one call, so that one instance serves any
 * number of runs and threads. All that happens in a run, network, noise, clipping and who follows, comes through
 * {@link org.inpaintj.sampling.SamplingRun}. Latents are changed in place; other arrays are nobody else's.
 *
 * <p>Golden numbers fix each one: neither the order of sums nor that of the noise may change. Internal.
 */
package org.inpaintj.sampling.sampler;
