/**
 * Networks of checkpoints with linear layers of 8-bit integers ({@code precision=fast}): weights are quantized for each
 * output, inputs as they come (dynamic quantization). Faster where the processor multiplies such integers well, less
 * exact everywhere.
 * <p>
 * {@link org.inpaintj.engine.diffusion.fast.FastPrecision} measures the processor first and keeps the exact layers
 * where it would gain little; {@link org.inpaintj.engine.diffusion.fast.QuantizedLinears} makes the weights.
 * </p>
 * <p>
 * Internal.
 * </p>
 */
package org.inpaintj.engine.diffusion.fast;
