/**
 * LoRA files and their relatives: small changes of a model's weights, as kohya's sd-scripts, LyCORIS, PEFT and
 * diffusers write them. A {@link org.inpaintj.lora.LoraFile} is a file taken apart into modules, a
 * {@link org.inpaintj.lora.LoraFolder} finds it by its name, a {@link org.inpaintj.lora.LoraPlan} says which layers
 * of a model it changes, and {@link org.inpaintj.lora.LoraChanges} are what a network is then written with.
 * <p>
 * Changes of low rank (LoRA, LoCon) are computed beside the weights by the network itself and stay in their file; their
 * strengths are an input, so that another strength reloads nothing. All others (LoHa, LoKr, DoRA, whole differences)
 * are added to the weights here, one layer at a time, and written into a side file. Nothing is ever subtracted again: a
 * network without a LoRA is the one of the model's own weights.
 * </p>
 * <pre>{@code
 * LoraFile file = LoraFile.read(new LoraFolder(folder).file("detail"));
 * LoraPlan plan = new LoraPlan(networks, new LoraSelection(List.of(new LoraSelection.Choice("detail", file, 1, 0.8))),
 *         "Stable Diffusion XL");
 * LoraChanges changes = LoraChanges.of(plan, 0, () -> sideFile, Progress.NONE);
 * }</pre>
 * <p>
 * Guarantees: every module that is not applied is told; a file of another family is refused before anything is loaded;
 * what is computed is the same to the last bit every time. Internal.
 * </p>
 */
package org.inpaintj.lora;
