/**
 * Model families: all that is known of one family of latent diffusion models, in one file each, and the models of them
 * that folders hold.
 *
 * <p>A {@link org.inpaintj.engine.diffusion.family.DiffusionFamily} says how a model is recognised, which text encoders
 * it reads and how, what its denoiser is fed, how its latents lie, what it predicts on which noise schedule, and how
 * much memory it takes. Nobody outside asks which family a model is of; whoever needs to know something asks the
 * family:
 *
 * <pre>{@code
 * final DiffusionModel model = DiffusionModel.read(Path.of("sdxl"));
 * model.title();                                       // "Stable Diffusion XL"
 * model.family().readsManyChunks();                    // true
 * model.family().rules(model.denoiser());              // what diffusers' pipelines do to the scheduler
 * }</pre>
 *
 * <p>Families are found through SciJava's index, so that a new one is one class with an annotation, here or in a jar of
 * its own; {@code docs/develop/add-a-model-family.md} is the guide. They have no state, and a model is immutable: any
 * thread may use both. {@link org.inpaintj.engine.diffusion.family.ModelFolder} never throws for what it finds and
 * gives all problems of a folder; nothing is loaded. What a family does with the same folder must not change between
 * versions, since records of results promise the same pixels again.
 *
 * <p>This room knows model folders and noise schedules, and nothing of sessions, pictures or requests. Latent
 * consistency models are a variant of families with a UNet
 * ({@link org.inpaintj.engine.diffusion.family.LatentConsistency}).
 * {@link org.inpaintj.engine.diffusion.family.DiffusionFamily} and
 * {@link org.inpaintj.engine.diffusion.family.UnetFamily} are API for other plugins, the rest is internal.
 */
package org.inpaintj.engine.diffusion.family;
