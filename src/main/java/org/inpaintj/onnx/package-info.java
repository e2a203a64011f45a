/**
 * ONNX Runtime: its native library, sessions, tensors, and how its errors are told. What a session runs on is the
 * business of {@code onnx.device}, what a model file says of itself that of {@code onnx.file}.
 * <p>
 * Guarantees: a {@link org.inpaintj.onnx.Session} is thread-safe, ends within one network node once a run is cancelled,
 * and waits for its runs when it is closed. A {@link org.inpaintj.onnx.Tensor} holds no native handle, so it may
 * outlive its session and is left to the garbage collector. All values are 32-bit floats on our side, whatever type the
 * network declares. Errors of ONNX Runtime come as {@link org.inpaintj.core.InpaintException}s in our words. Who opens
 * a session closes it, or has a {@link org.inpaintj.onnx.SessionCache} do so, whose leases are closed instead.
 * </p>
 * <pre>{@code
 * try (Session session = Session.open(file, DeviceSetup.CPU)) {
 *     Tensor in = Tensor.of(values, 1, 3, height, width);
 *     Tensor out = session.run(Map.of("input", in), List.of("output"), progress).get("output");
 * }
 * }</pre>
 * <p>
 * Internal. {@link org.inpaintj.onnx.Session}, {@link org.inpaintj.onnx.Tensor} and
 * {@link org.inpaintj.onnx.SessionCache} are what other rooms use, none of which should import {@code ai.onnxruntime}.
 * </p>
 */
package org.inpaintj.onnx;
