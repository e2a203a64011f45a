/**
 * Solves the reverse diffusion: noise and a {@link org.inpaintj.sampling.Denoiser} go in, latents come out. A
 * {@link org.inpaintj.sampling.plan.SamplingPlan} says what will run, from a sampler, a schedule, the steps and the
 * strength, by one of two rules:
 * <ul>
 * <li>a named schedule follows the Stable Diffusion WebUI ({@link org.inpaintj.sampling.plan.NamedPlans}),</li>
 * <li>{@code Model} follows diffusers and the model folder's {@code scheduler_config.json}
 * ({@link org.inpaintj.sampling.plan.ModelPlans}; {@link org.inpaintj.sampling.plan.FlowPlans} for flow matching).</li>
 * </ul>
 * <p>
 * Guarantees: a plan is immutable and known in full before the first step: its steps, its evaluations of the network,
 * its noise levels, and notes for what could not be had as asked. It may be run many times and by many threads. A pair
 * of sampler and schedule that does not go together is said in a note or refused with a sentence, never replaced in
 * silence.
 * </p>
 * <pre>{@code
 * StepRequest request = new StepRequest(Task.INPAINT, 20, 0.75, false);
 * SamplingPlan plan = SamplingPlan.of(choice, config, architecture, imageTokens, request);
 * System.out.println(plan.evaluations() + " runs of the network " + plan.notes());
 * }</pre>
 * <p>
 * Internal. What is particular to a model family comes in as configuration, not as a comparison here.
 * </p>
 */
package org.inpaintj.sampling.plan;
