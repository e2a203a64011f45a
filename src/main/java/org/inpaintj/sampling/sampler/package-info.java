/**
 * The samplers, one a file, under the names they have in k-diffusion, the WebUI and diffusers: each takes latents from
 * one noise level to the next. {@link org.inpaintj.sampling.sampler.Euler} is the one to read first.
 * <p>
 * Guarantees: a sampler is immutable and keeps its history in local variables, so that it may run on many threads; it
 * draws noise only from the {@link org.inpaintj.sampling.SamplingRun} it is given, in the order of the program it
 * follows, and calls that run after each step. The paper and the algorithm's number stand in each class's comment;
 * oddities of the reference are kept, and called so.
 * </p>
 * <pre>{@code
 * public void sample(float[] x, NoiseSchedule schedule, SamplingRun run) {
 *     for (int i = schedule.start(); i < schedule.end(); i++) {
 *         float[] clean = run.clean(x, schedule.at(i));     // one evaluation of the network
 *         step(x, clean, schedule.sigma(i), schedule.sigma(i + 1), x);
 *         run.moved(x, schedule.at(i + 1));
 *     }
 * }
 * }</pre>
 * <p>
 * Internal. A new one is a file here, a constant of {@link org.inpaintj.sampling.schedule.SamplerName}, a case where
 * plans are made, and a golden made by the reference.
 * </p>
 */
package org.inpaintj.sampling.sampler;
