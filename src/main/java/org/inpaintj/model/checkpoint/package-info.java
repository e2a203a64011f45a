/**
 * Checkpoints: files of weights as they are published ({@code .safetensors}, {@code .ckpt}, {@code .pth}, {@code .pt},
 * {@code .bin}), told and read by their contents. What is in them is found without reading the weights:
 * {@link org.inpaintj.model.checkpoint.StoredTensor} says where each tensor lies, and ONNX Runtime maps it from there.
 * <p>
 * Guarantees: files are hostile. Sizes, offsets and names are checked before use; a pickle is read by a machine that
 * can call nothing; no more memory is taken than the index of a file needs.
 * </p>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.model.checkpoint;
