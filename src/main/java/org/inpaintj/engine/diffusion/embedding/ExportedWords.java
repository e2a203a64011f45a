package org.inpaintj.engine.diffusion.embedding;

import java.util.Map;
import java.util.OptionalLong;

import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.model.folder.FileMemo;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.network.ChangedExport;
import org.inpaintj.network.ExportedNetwork;
import org.inpaintj.network.TextEncoderNetwork;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * The text encoders of an export to ONNX, changed in memory so that they take tokens beyond their vocabulary as those
 * of a checkpoint do. One that cannot be changed stays as it is.
 */
public final class ExportedWords {

    private static final FileMemo<NetworkFile, TextEncoderFile> KNOWN = new FileMemo<>(3);

    private ExportedWords() {}

    /** The same model for prompts with the words of a folder. */
    public static DiffusionModel of(final DiffusionModel model, final EmbeddingFolder words) {
        return words.names().isEmpty() ? model : model.with(model.denoiser(), model.encoders().stream()
                .map(ExportedWords::of).toList());
    }

    private static TextEncoderFile of(final TextEncoderFile encoder) {
        if (encoder.kind() != NetworkKind.CLIP || encoder.network().graph().isPresent())
            return encoder;
        return KNOWN.get(encoder.network(), encoder.network().files(), () -> read(encoder));
    }

    private static TextEncoderFile read(final TextEncoderFile encoder) {
        final ChangedExport changed =
                new ChangedExport(ExportedNetwork.read(encoder.network().file()), Map.of(), Map.of());
        final OptionalLong first = changed.takeTokens(encoder.ids());
        if (first.isEmpty())
            return encoder;
        final OnnxModelInfo info = OnnxModelInfo.of(changed.graph(encoder.network().name() + " with words"));
        return encoder.withVectors(NetworkFile.of(info), new TextEncoderFile.Vectors(
                info.input(TextEncoderNetwork.VECTORS).orElseThrow(), Math.toIntExact(first.getAsLong())));
    }
}
