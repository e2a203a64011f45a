/**
 * Sampling plans: what will run, resolved from a sampler, a schedule, the steps and the strength before anything is
 * computed.
 *
 * <p>There are two rules. A named schedule follows the Stable Diffusion WebUI ({@code NamedPlans}); {@code Model}
 * follows diffusers and the model folder's {@code scheduler_config.json}
 * ({@link org.inpaintj.sampling.plan.ModelPlans}, for flow matching {@code FlowPlans}), oddities included. How
 * diffusers' pipelines for one model family treat a scheduler unlike those for another stands in
 * {@link org.inpaintj.sampling.plan.PipelineRules}, which the family gives:
 *
 * <pre>{@code
 * final SamplingPlan plan = SamplingPlan.of(SamplerName.Choice.of("Euler a", "Karras"), config, PipelineRules.NONE, 0,
 *         new StepRequest(Task.INPAINT, 20, 0.75, false));
 * plan.evaluations();     // how often the network will be asked
 * plan.notes();           // what the user should know, full sentences
 * }</pre>
 *
 * <p>A {@link org.inpaintj.sampling.plan.SamplingPlan} is immutable and serves any number of runs and threads. What
 * does not go together is refused while it is made, with the reason and what to do; a run refuses nothing any more.
 * Golden numbers of diffusers and of k-diffusion are compared in the tests, step by step.
 *
 * <p>A new sampler is one file in {@link org.inpaintj.sampling.sampler}, a name in
 * {@link org.inpaintj.sampling.schedule.SamplerName} and a line in both rules. Internal.
 */
package org.inpaintj.sampling.plan;
