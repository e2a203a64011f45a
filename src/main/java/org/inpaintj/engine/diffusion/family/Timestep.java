package org.inpaintj.engine.diffusion.family;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;

/** The timestep as networks take it. */
public final class Timestep {

    private Timestep() {}

    /**
     * What an input of whatever type and rank is fed.
     *
     * @param timestep 0..1000; rounded where the export takes whole numbers
     * @param batch    latents in the call
     */
    public static Tensor of(final ValueInfo input, final double timestep, final long batch) {
        final float value = (float) (input.type().isInteger() ? Math.rint(timestep) : timestep);
        if (input.rank() == 0)
            return Tensor.scalar(value);
        final boolean each = input.size(0) > 1
                || input.size(0) < 0 && input.axes().stream().anyMatch(a -> a.name().startsWith("batch"));
        final Tensor all = Tensor.zeros(each ? batch : 1);
        for (int i = 0; i < all.size(); i++)
            all.buffer().put(i, value);
        return all;
    }
}
