/**
 * Noise schedules: the sigmas and timesteps that a run visits, and the scheduler_config.json of diffusers that tells
 * what a model was trained with.
 *
 * <p>{@link org.inpaintj.sampling.schedule.SchedulerConfig} reads the file; a field that is absent has the default of
 * the scheduler class that reads it, which is why most getters take one.
 * {@link org.inpaintj.sampling.schedule.AlphasCumprod} are the training noise,
 * {@link org.inpaintj.sampling.schedule.SigmaScale} the way from sigma to timestep and back, in
 * {@link org.inpaintj.sampling.schedule.DiscreteSigmas} for variance preserving models and
 * {@link org.inpaintj.sampling.schedule.FlowSigmas} for flow matching.
 * {@link org.inpaintj.sampling.schedule.SigmaSchedules} are the named schedules (Karras, Exponential, ...),
 * {@link org.inpaintj.sampling.schedule.ModelSigmas} those of diffusers' schedulers.
 *
 * <pre>{@code
 * final SchedulerConfig config = SchedulerConfig.of(JsonConfig.read(file));
 * config.sampler();                                                          // such as SamplerName.EULER
 * ScheduleName.KARRAS.sigmas(20, DiscreteSigmas.of(config.alphas()), false); // falling, without the final 0
 * }</pre>
 *
 * <p>Sigmas fall, timesteps count from 0 for the least noise. Everything is immutable or a pure function; what a file
 * gets wrong is refused with a sentence that names file, field and value. Internal.
 */
package org.inpaintj.sampling.schedule;
