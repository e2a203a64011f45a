/**
 * What a {@code .onnx} file says of itself, read without loading it: inputs, outputs, nodes, weights.
 */
package org.inpaintj.onnx.file;
