/**
 * What all samplers share: noise levels, the {@link org.inpaintj.sampling.Denoiser} that predicts clean latents, the run
 * of one sampler, the noise itself. Latents are flat arrays, images after each other, each channel by row by column.
 */
package org.inpaintj.sampling;
