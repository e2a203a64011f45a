package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.inpaintj.onnx.file.Initializer;
import org.inpaintj.onnx.file.InitializerValues;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The layer normalisation at the end of a CLIP text encoder (Ba et al. 2016), to be laid over the output of an earlier
 * layer: clip skip leaves out the last layers but keeps the norm.
 *
 * @param file  the network
 * @param scale its factors, one a feature
 * @param shift what is added then
 */
public record FinalNorm(Path file, Initializer scale, Initializer shift) {

    private static final double EPSILON = 1e-5;

    /**
     * The norm that makes an output, as one operator or as its last two parts; empty if the output is something else.
     */
    static Optional<FinalNorm> of(final OnnxModelInfo c, final ValueInfo output) {
        return maker(c, output.name()).flatMap(last -> {
            final Optional<OnnxNode> before = last.inputs().stream().flatMap(in -> maker(c, in).stream())
                    .filter(n -> n.is("Mul")).findFirst();
            final List<Initializer> initializers = last.is("LayerNormalization") ? initializers(c,
                    last.inputs().subList(1, last.inputs().size()))
                    : last.is("Add") && before.isPresent() ? initializers(c, List.of(before.get().inputs().get(0),
                            before.get().inputs().get(1), last.inputs().get(0), last.inputs().get(1))) : List.of();
            return initializers.size() == 2 && initializers.get(0).dims().size() == 1
                    && initializers.get(0).dims().equals(initializers.get(1).dims())
                            ? Optional.of(new FinalNorm(c.file(), initializers.get(0), initializers.get(1)))
                            : Optional.empty();
        });
    }

    private static Optional<OnnxNode> maker(final OnnxModelInfo c, final String value) {
        return c.nodes().stream().filter(n -> n.outputs().contains(value)).findFirst();
    }

    private static List<Initializer> initializers(final OnnxModelInfo c, final List<String> names) {
        return names.stream().flatMap(name -> c.initializer(name).stream()).toList();
    }

    /** Normalises tokens in place; their features follow one another. */
    public void apply(final float[] tokens) {
        final float[] factors = InitializerValues.read(file, scale), offsets = InitializerValues.read(file, shift);
        final int width = factors.length;
        for (int at = 0; at < tokens.length; at += width) {
            double mean = 0, square = 0;
            for (int i = 0; i < width; i++)
                mean += tokens[at + i];
            mean /= width;
            for (int i = 0; i < width; i++)
                square += (tokens[at + i] - mean) * (tokens[at + i] - mean);
            final double each = 1 / Math.sqrt(square / width + EPSILON);
            for (int i = 0; i < width; i++)
                tokens[at + i] = (float) ((tokens[at + i] - mean) * each * factors[i] + offsets[i]);
        }
    }
}
