package org.inpaintj.engine.diffusion.family;

import java.nio.FloatBuffer;
import java.util.Arrays;

import org.inpaintj.onnx.Tensor;

/** Tensors put together, along the batch or side by side. */
public final class TensorStack {

    private TensorStack() {}

    /** Along the slowest axis. */
    public static Tensor batch(final Tensor... parts) {
        final long[] shape = parts[0].shape();
        shape[0] = Arrays.stream(parts).mapToLong(p -> p.size(0)).sum();
        final Tensor all = Tensor.zeros(shape);
        final FloatBuffer to = all.buffer();
        for (final Tensor part : parts) {
            if (part.rank() != shape.length || !Arrays.equals(part.shape(), 1, shape.length, shape, 1, shape.length))
                throw new IllegalArgumentException(part + " does not go with " + parts[0]);
            to.put(part.buffer());
        }
        return all;
    }

    /**
     * Copies a tensor of shape 1, sequence, features into another one.
     *
     * @param token   first place along the sequence
     * @param feature first place along the features
     */
    public static void place(final Tensor part, final Tensor into, final int token, final int feature) {
        final int width = (int) part.size(2), all = (int) into.size(2);
        for (int s = 0; s < part.size(1); s++)
            into.buffer().position((token + s) * all + feature).put(part.buffer().slice(s * width, width));
    }
}
