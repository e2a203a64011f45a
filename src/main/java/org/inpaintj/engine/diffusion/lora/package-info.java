/**
 * LoRA files applied to a diffusion model: the tags of a prompt become files, the files changes of the model's
 * networks.
 * <p>
 * A {@link org.inpaintj.engine.diffusion.lora.LoraApplier} gives the same model with changed networks, which are leased
 * from the pool of sessions as any others: networks of checkpoints are written anew, exported ones are changed in
 * memory, so that the user's files stay as they are. Strengths of plain LoRAs are fed in every run, so that another
 * strength needs no other network. Weights that must be computed lie in a private file that goes with them.
 * </p>
 * <pre>{@code
 * LoraSelection selection = LoraApplier.selection(ExtraNetworks.loras(prompt), "/models/loras");
 * AppliedLoras applied = new LoraApplier().apply(choice, model, selection, progress);
 * pool.feed(applied.constants());
 * }</pre>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.engine.diffusion.lora;
