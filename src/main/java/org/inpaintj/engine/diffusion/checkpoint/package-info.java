/**
 * Diffusion models whose weights are checkpoints, put together as if they had been exported: single files as
 * {@code Illustrious-XL-v0.1.safetensors}, folders that diffusers saved, files of an autoencoder.
 * <p>
 * A {@link org.inpaintj.engine.diffusion.checkpoint.CheckpointModel} says which weights make which network;
 * {@link org.inpaintj.engine.diffusion.checkpoint.CheckpointParts} writes the networks and the configurations that
 * diffusers would have saved beside them, so that what reads folders of exports reads these alike.
 * </p>
 * <p>
 * Internal. Nothing is loaded; the weights stay in their files.
 * </p>
 */
package org.inpaintj.engine.diffusion.checkpoint;
