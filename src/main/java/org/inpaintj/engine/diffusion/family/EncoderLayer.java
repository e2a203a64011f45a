package org.inpaintj.engine.diffusion.family;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FinalNorm;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The layer of a text encoder that is read (clip skip).
 *
 * @param output features of each token
 * @param norm   to be laid over them, if any
 */
public record EncoderLayer(ValueInfo output, Optional<FinalNorm> norm) {

    /** The last one, as the network gives it. */
    public static EncoderLayer last(final TextEncoderFile encoder) {
        return new EncoderLayer(encoder.outputs().hidden(), Optional.empty());
    }

    /**
     * The layer of CLIP so many before the last, with the final norm, as Stable Diffusion 1 and 2 take it.
     *
     * @throws InpaintException if the export does not give it
     */
    public static EncoderLayer normed(final TextEncoderFile encoder, final int skip) {
        if (skip == 0)
            return last(encoder);
        final TextEncoderFile.Outputs outputs = encoder.outputs();
        if (!outputs.normed().isEmpty())
            return new EncoderLayer(layer(encoder, outputs.normed(), 1 + skip), Optional.empty());
        return new EncoderLayer(layer(encoder, outputs.norm().isEmpty() ? List.of() : outputs.layers(), 1 + skip),
                outputs.norm());
    }

    /**
     * The layer of CLIP so many before the one before the last, without the final norm, as Stable Diffusion XL and 3
     * take it (Podell et al. 2023).
     *
     * @throws InpaintException if the export does not give it
     */
    public static EncoderLayer penultimate(final TextEncoderFile encoder, final int skip) {
        return new EncoderLayer(layer(encoder, encoder.outputs().layers(), 2 + skip), Optional.empty());
    }

    private static ValueInfo layer(final TextEncoderFile encoder, final List<ValueInfo> layers, final int fromEnd) {
        if (layers.isEmpty())
            throw new InpaintException(encoder.network().file()
                    + " gives only its last layer, so that the clip skip must"
                    + " be 1; set skip=1, or use an export with hidden states.");
        if (fromEnd > layers.size())
            throw new InpaintException(encoder.network().file() + " has only " + (layers.size() - 1)
                    + " layers; use a smaller clip skip (skip).");
        return layers.get(layers.size() - fromEnd);
    }
}
