package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Optional;

import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.Tensor;

/**
 * What one text encoder makes of one sequence.
 *
 * @param encoder that made it
 * @param hidden  features of each token, of shape 1, sequence, width
 * @param pooled  one vector, of shape 1, width, if the family wants one of this encoder
 */
public record TextEncoding(TextEncoderFile encoder, Tensor hidden, Optional<Tensor> pooled) {

    /** Features of a token of all parts together. */
    static int width(final List<TextEncoding> parts) {
        return parts.stream().mapToInt(part -> (int) part.hidden.size(2)).sum();
    }

    /**
     * Puts the features of parts side by side, from the first token and feature on.
     *
     * @param context of shape 1, sequence, width, at least as long and as wide as the parts
     */
    static void sideBySide(final List<TextEncoding> parts, final Tensor context) {
        int feature = 0;
        for (final TextEncoding part : parts) {
            TensorStack.place(part.hidden, context, 0, feature);
            feature += (int) part.hidden.size(2);
        }
    }

    /** The pooled vectors of those parts that have one, one after the other; of shape 1, width. */
    static Tensor pooled(final List<TextEncoding> parts) {
        final List<Tensor> vectors = parts.stream().flatMap(part -> part.pooled.stream()).toList();
        final Tensor all = Tensor.zeros(1, vectors.stream().mapToLong(Tensor::size).sum());
        int at = 0;
        for (final Tensor vector : vectors) {
            all.buffer().position(at).put(vector.buffer());
            at += vector.size();
        }
        return all;
    }
}
