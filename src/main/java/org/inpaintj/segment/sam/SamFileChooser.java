package org.inpaintj.segment.sam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The chooser finds the encoder and the decoder of a folder, which may hold the same network several times, in other
 * precisions or for other numbers of masks. What a network is for is told by its inputs and outputs; file names only
 * tell variants of one network from different networks.
 */
final class SamFileChooser {

    /** What exporters add to the name of a variant. */
    private static final String VARIANT = "([._-](fp32|fp16|bf16|float16|int8|uint8|q8|q4f16|q4|bnb4|quantized|quant"
            + "|single|multi))+$";

    private final Path folder;
    private final FolderScan scan;
    private final List<String> notes = new ArrayList<>();

    SamFileChooser(final Path folder) {
        this.folder = folder;
        scan = new FolderScan(folder);
    }

    List<String> notes() {
        return notes;
    }

    EncoderDecoderPair pair() {
        final List<OnnxModelInfo> decoders = decoders();
        final List<OnnxModelInfo> encoders = encoders(decoders);
        if (encoders.isEmpty() || decoders.isEmpty())
            throw missing(encoders, decoders);
        final OnnxModelInfo decoder = best(decoders, "decoders"), encoder = best(encoders, "encoders");
        return EncoderDecoderPair.of(encoder, decoder, scan.preprocessor());
    }

    private List<OnnxModelInfo> decoders() {
        return scan.all(NetworkKind.SEGMENT_DECODER).stream().filter(c -> !takesImage(c)).toList();
    }

    /** Encoders by the names of what they give, else those that give just what the decoder takes. */
    private List<OnnxModelInfo> encoders(final List<OnnxModelInfo> decoders) {
        final List<OnnxModelInfo> named = scan.all(NetworkKind.SEGMENT_ENCODER);
        if (!named.isEmpty() || decoders.isEmpty())
            return named;
        final List<OnnxModelInfo> others = new ArrayList<>(scan.all(NetworkKind.VAE_ENCODER));
        others.addAll(scan.all(NetworkKind.UNKNOWN));
        others.removeIf(c -> c.inputs().size() != 1 || c.outputs().size() != 1 || !takesImage(c)
                || decoders.stream().noneMatch(d -> fits(c, d)));
        return others;
    }

    private static boolean fits(final OnnxModelInfo encoder, final OnnxModelInfo decoder) {
        final ValueInfo features = encoder.outputs().get(0);
        return features.rank() == 4 && features.size(1) > 0 && decoder.inputs().stream().anyMatch(p -> p.rank() == 4
                && p.size(1) == features.size(1) && p.size(2) == features.size(2) && p.size(3) == features.size(3));
    }

    private static boolean takesImage(final OnnxModelInfo c) {
        return c.inputs().stream().anyMatch(p -> p.type().isFloat()
                && (p.rank() == 4 && p.size(1) == 3 || p.rank() == 3 && p.size(2) == 3));
    }

    private OnnxModelInfo best(final List<OnnxModelInfo> all, final String kind) {
        final Set<String> networks = all.stream().map(SamFileChooser::network).collect(Collectors.toSet());
        if (networks.size() > 1)
            throw new InpaintException(folder + " holds the " + kind + " of several models: " + names(all)
                    + "; put each model with its encoder and its decoder into a folder of its own.");
        final OnnxModelInfo best = all.stream().min(Comparator
                .comparing((OnnxModelInfo c) -> !c.problems().isEmpty() || c.cpuProblem().isPresent())
                .thenComparing(c -> -masks(c)).thenComparing(c -> -c.weightBytes())
                .thenComparing(c -> c.file().toString().length())).orElseThrow();
        if (all.size() > 1)
            notes.add("Of the " + kind + " in " + folder + ", " + folder.relativize(best.file()) + " is used.");
        return best;
    }

    /** The name of a file without what tells variants apart. */
    private static String network(final OnnxModelInfo c) {
        return c.file().getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "")
                .replaceFirst(VARIANT, "");
    }

    /** Masks that a decoder gives, if the graph tells. */
    private static long masks(final OnnxModelInfo c) {
        return c.outputs().stream().filter(p -> p.name().matches("iou_predictions|iou_scores|scores"))
                .mapToLong(p -> p.size(-1)).max().orElse(-1);
    }

    private String names(final List<OnnxModelInfo> all) {
        return all.stream().map(c -> folder.relativize(c.file()).toString()).collect(Collectors.joining(", "));
    }

    private InpaintException missing(final List<OnnxModelInfo> encoders, final List<OnnxModelInfo> decoders) {
        final String damage = scan.damaged().isEmpty() ? "" : " " + scan.damaged().get(0);
        if (encoders.isEmpty() && decoders.isEmpty())
            return new InpaintException(folder + " holds no Segment Anything model, but " + scan.contents()
                    + "; give a folder with its encoder and its decoder." + damage);
        return new InpaintException(encoders.isEmpty()
                ? folder + " holds only the decoder of a Segment Anything model, " + names(decoders)
                        + "; add the image encoder of the same export." + damage
                : folder + " holds only the image encoder of a Segment Anything model, " + names(encoders)
                        + "; add the decoder of the same export." + damage);
    }
}
