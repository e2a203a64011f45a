package org.inpaintj.interrogate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * An interrogator model is a folder with networks that say what is in a picture. It is recognised by its files and by
 * the inputs and outputs of the networks, without loading anything. Immutable.
 */
public sealed interface InterrogatorModel permits TaggerModel, CaptionModel {

    /**
     * Looks into a folder, and into those in it.
     *
     * @throws InpaintException if it does not hold one usable model, saying what is missing, damaged or does not fit
     */
    static InterrogatorModel read(final Path folder) {
        final FolderScan scan = new FolderScan(folder);
        if (!scan.all(NetworkKind.CAPTION_DECODER).isEmpty())
            return CaptionModel.read(folder, scan);
        if (!scan.all(NetworkKind.IMAGE_TAGGER).isEmpty())
            return TaggerModel.read(folder, scan);
        throw new InpaintException(folder + " holds nothing that says what is in a picture, but " + scan.contents()
                + "; give the folder of a WD14 tagger, of an exported BLIP or of ViT-GPT2."
                + (scan.damaged().isEmpty() ? "" : " " + scan.damaged().get(0)));
    }

    /** The files that it is made of. */
    List<Path> files();

    /** What the user should know about the choice of files, full sentences. */
    List<String> notes();

    /** What it is called, such as "tagger (model.onnx)". */
    String title();

    /** Makes it ready; the networks are not loaded before they are needed. The caller closes it. */
    Interrogator open();

    /** Of networks that do the same, the usable one with the plainest name; empty if there are none. */
    static Optional<OnnxModelInfo> plainest(final List<OnnxModelInfo> networks) {
        return networks.stream().min(Comparator
                .comparing((OnnxModelInfo c) -> !c.problems().isEmpty() || c.cpuProblem().isPresent())
                .thenComparing(c -> c.file().getFileName().toString().length()).thenComparing(OnnxModelInfo::file));
    }

    /** @throws InpaintException if a network cannot be loaded or run here, saying why */
    static OnnxModelInfo usable(final OnnxModelInfo network) {
        network.problems().stream().findFirst().or(network::cpuProblem).ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        return network;
    }

    /** The folder nearest to a network, its own or one above it up to the model's, that has one of some files. */
    static Optional<Path> beside(final Path folder, final OnnxModelInfo network, final String... names) {
        final Path top = folder.toAbsolutePath().normalize();
        for (Path at = network.file().toAbsolutePath().normalize().getParent(); at != null && at.startsWith(top);
                at = at.getParent())
            for (final Path each : List.of(at, at.resolve("tokenizer")))
                for (final String name : names)
                    if (Files.exists(each.resolve(name)))
                        return Optional.of(each);
        return Optional.empty();
    }
}
