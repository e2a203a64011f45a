/**
 * Checkpoints: files of weights as they are published ({@code .safetensors}, {@code .ckpt}, {@code .pth}, {@code .pt},
 * {@code .bin}), told and read by their contents. What is in them is found without reading the weights:
 * {@link org.inpaintj.model.checkpoint.StoredTensor} says where each tensor lies, and ONNX Runtime maps it from there.
 * <p>
 * Guarantees: files are hostile. Sizes, offsets and names are checked before use; a pickle is read by a machine that
 * can call nothing; no more memory is taken than the index of a file needs; what cannot be used is refused in a
 * sentence that says what it is. Only tensors whose elements do not follow one another are copied: into a temporary
 * file of the user's own, which is deleted when Java ends.
 * </p>
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoint.read(Path.of("model.safetensors"));
 * CheckpointContents.of(checkpoint).require(CheckpointKind.DIFFUSION_MODEL, checkpoint);
 * Map<String, StoredTensor> unet = DiffusersNames.unet(checkpoint);
 * String type = CheckpointPrediction.of(checkpoint).type();   // "epsilon" or "v_prediction"
 * }</pre>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.model.checkpoint;
