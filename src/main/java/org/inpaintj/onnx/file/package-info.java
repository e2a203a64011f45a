/**
 * What a {@code .onnx} file says of itself, read without loading it: inputs, outputs, nodes, weights, operators.
 * {@link org.inpaintj.onnx.file.OnnxModelInfo#read} is the way in.
 * <p>
 * Guarantees: of gigabytes of weights only their places are read, with bounded memory, in milliseconds; a damaged or
 * hostile file ends in an {@link org.inpaintj.core.InpaintException} that names it, never in an endless loop or an
 * OutOfMemoryError. Weights in other files are found and checked ({@link org.inpaintj.onnx.file.ExternalData}). Sizes
 * of axes are -1 where the file leaves them free. All results are immutable. The reader of protocol buffers is our own,
 * since protobuf-java would read whole messages.
 * </p>
 * <pre>{@code
 * OnnxModelInfo info = OnnxModelInfo.read(Path.of("unet/model.onnx"));
 * info.problems().forEach(System.out::println);          // what would keep it from loading
 * long channels = info.input("sample").orElseThrow().size(1);
 * }</pre>
 * <p>
 * Internal. Names of fields and numbers of tags are those of {@code onnx.proto3}; what a network is for is decided a
 * room above, in {@code model.folder}.
 * </p>
 */
package org.inpaintj.onnx.file;
