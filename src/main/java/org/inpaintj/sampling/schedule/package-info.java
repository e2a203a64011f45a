/**
 * Noise schedules and the scheduler configuration of diffusers: which noise levels a run visits.
 * {@link org.inpaintj.sampling.schedule.AlphasCumprod} is the training's table,
 * {@link org.inpaintj.sampling.schedule.DiscreteSigmas} and {@link org.inpaintj.sampling.schedule.FlowSigmas} make a
 * scale of sigma of it or of flow matching, {@link org.inpaintj.sampling.schedule.SigmaSchedules} are the named
 * schedules of the WebUI (Karras, Exponential, SGM Uniform, Beta and so on),
 * {@link org.inpaintj.sampling.schedule.TimestepSpacing} those of diffusers.
 * <p>
 * Guarantees: sigmas fall, and are computed in double precision where the reference does so and in single where that
 * does; goldens hold them to it. {@link org.inpaintj.sampling.schedule.SchedulerConfig} takes every field that
 * diffusers knows or refuses it with a sentence that names the field and its value.
 * </p>
 * <pre>{@code
 * SchedulerConfig config = SchedulerConfig.parse(json, "scheduler_config.json");
 * DiscreteSigmas scale = DiscreteSigmas.of(config.alphas());
 * double largest = scale.max();
 * }</pre>
 * <p>
 * Internal. Labels of {@link org.inpaintj.sampling.schedule.SamplerName} and
 * {@link org.inpaintj.sampling.schedule.ScheduleName} are values of macro keys: never renamed.
 * </p>
 */
package org.inpaintj.sampling.schedule;
