package org.inpaintj.engine.diffusion.family;

import java.util.Optional;

import org.inpaintj.onnx.Tensor;

/**
 * What the denoiser is told about the wanted image.
 *
 * @param context the text, of shape batch, sequence, width
 * @param pooled  one vector a text, of shape batch, width, where the family has it
 */
public record Conditioning(Tensor context, Optional<Tensor> pooled) {

    /** Both in one batch, this one first; the sequences must be of one length. */
    public Conditioning and(final Conditioning other) {
        return new Conditioning(TensorStack.batch(context, other.context),
                pooled.map(p -> TensorStack.batch(p, other.pooled.orElseThrow())));
    }

    /** The conditioning of no text at all, as the SDXL family was trained: zeros of the same shape. */
    public Conditioning zeros() {
        return new Conditioning(Tensor.zeros(context.shape()), pooled.map(p -> Tensor.zeros(p.shape())));
    }
}
