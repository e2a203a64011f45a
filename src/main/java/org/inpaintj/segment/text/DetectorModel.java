package org.inpaintj.segment.text;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.folder.FileDigest;
import org.inpaintj.model.folder.FolderScan;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.tokenizer.Tokenizer;

/**
 * A detector model is an exported text-prompted detector of the kind of GroundingDINO (Liu et al. 2023). It is
 * recognised by inputs and outputs without loading anything. Immutable.
 */
public final class DetectorModel {

    /** What an input is for. */
    enum Part { IMAGE, IMAGE_MASK, TOKENS, TOKEN_TYPES, TOKEN_MASK, POSITIONS, SIGHT }

    private static final int LONGEST_TEXT = 256;
    /** The names that exports use, lower case. */
    private static final Map<String, Part> NAMES = Map.ofEntries(Map.entry("pixel_values", Part.IMAGE),
            Map.entry("img", Part.IMAGE), Map.entry("image", Part.IMAGE), Map.entry("images", Part.IMAGE),
            Map.entry("pixel_mask", Part.IMAGE_MASK), Map.entry("input_ids", Part.TOKENS),
            Map.entry("token_type_ids", Part.TOKEN_TYPES), Map.entry("attention_mask", Part.TOKEN_MASK),
            Map.entry("position_ids", Part.POSITIONS), Map.entry("text_token_mask", Part.SIGHT),
            Map.entry("text_self_attention_masks", Part.SIGHT));

    private final OnnxModelInfo network;
    private final Map<Part, ValueInfo> inputs = new LinkedHashMap<>();
    private final ValueInfo logits, boxes;
    private final OptionalInt phrases;
    private final Path tokenizer;
    private final DetectorInput image;
    private final int limit;
    private final List<String> notes;

    private DetectorModel(final Path folder, final FolderScan scan, final OnnxModelInfo network,
            final List<String> notes) {
        this.network = network;
        this.notes = List.copyOf(notes);
        network.problems().stream().findFirst().or(network::cpuProblem).ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        if (output("text_embeds").isPresent())
            throw new InpaintException(network.file() + " is an OWL-ViT detector, which is not supported; use an "
                    + "export of GroundingDINO.");
        for (final ValueInfo valueInfo : network.inputs()) {
            final Part part = NAMES.get(valueInfo.name().toLowerCase(Locale.ROOT));
            if (part == null || inputs.put(part, valueInfo) != null)
                throw new InpaintException(network.file() + " wants '" + valueInfo
                        + "', which no text-prompted detector does; use an export of GroundingDINO.");
        }
        logits = output("logits").orElseThrow(() -> foreign(network));
        boxes = output("pred_boxes").or(() -> output("boxes")).orElseThrow(() -> foreign(network));
        if (!inputs.containsKey(Part.IMAGE) || !inputs.containsKey(Part.TOKENS))
            throw foreign(network);
        phrases = inputs.containsKey(Part.SIGHT) ? OptionalInt.empty()
                : PhraseCount.of(network, inputs.get(Part.TOKENS).name());
        tokenizer = tokenizer(folder, network);
        image = new DetectorInput(inputs.get(Part.IMAGE), scan.preprocessor());
        limit = padded() > 0 ? padded() : Math.max(1, Math.min(LONGEST_TEXT,
                scan.having("max_text_len").whole("max_text_len", LONGEST_TEXT)));
    }

    /**
     * Looks into a folder, and into those in it.
     *
     * @throws InpaintException if it does not hold one usable detector, saying what is missing, damaged or does not fit
     */
    public static DetectorModel read(final Path folder) {
        final FolderScan scan = new FolderScan(folder);
        final List<OnnxModelInfo> all = scan.all(NetworkKind.DETECTOR);
        if (all.isEmpty())
            throw new InpaintException(folder + " holds no text-prompted detector, but " + scan.contents()
                    + "; give the folder of an exported GroundingDINO."
                    + (scan.damaged().isEmpty() ? "" : " " + scan.damaged().get(0)));
        final OnnxModelInfo best = all.stream().min(Comparator
                .comparing((OnnxModelInfo c) -> !c.problems().isEmpty() || c.cpuProblem().isPresent())
                .thenComparing(c -> c.file().getFileName().toString().length())
                .thenComparing(OnnxModelInfo::file)).orElseThrow();
        final List<String> notes = new ArrayList<>();
        if (all.size() > 1)
            notes.add("Of the detectors in " + folder + ", " + folder.relativize(best.file()) + " is used.");
        return new DetectorModel(folder, scan, best, notes);
    }

    private static InpaintException foreign(final OnnxModelInfo network) {
        return new InpaintException(network.file() + " is no detector that reads text: it takes " + network.inputs()
                + " and gives " + network.outputs() + "; use an export of GroundingDINO.");
    }

    private Optional<ValueInfo> output(final String name) {
        return network.outputs().stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
    }

    /** The folder with the words: that of the network or one above it, or one called tokenizer in these. */
    private static Path tokenizer(final Path folder, final OnnxModelInfo network) {
        final Path top = folder.toAbsolutePath().normalize();
        for (Path at = network.file().toAbsolutePath().normalize().getParent(); at != null && at.startsWith(top);
                at = at.getParent())
            for (final Path each : List.of(at, at.resolve("tokenizer")))
                if (Files.exists(each.resolve("tokenizer.json")) || Files.exists(each.resolve("vocab.txt")))
                    return each;
        throw new InpaintException(folder + " holds no tokenizer (tokenizer.json or vocab.txt); download it too.");
    }

    public Path file() {
        return network.file();
    }

    /** SHA-256 of the network, in hexadecimal. Reads the file the first time. */
    public String digest() {
        return FileDigest.of(network);
    }

    /** The phrases that fit into one pass over the image; empty if the number is free. */
    public OptionalInt phrases() {
        return phrases;
    }

    /** What the user should know about the choice of files, full sentences. */
    public List<String> notes() {
        return notes;
    }

    /** Makes it ready; the network is not loaded before it is needed. The caller closes it. */
    public Detector open() {
        return new Detector(this, Tokenizer.read(tokenizer));
    }

    Map<Part, ValueInfo> inputs() {
        return inputs;
    }

    ValueInfo logits() {
        return logits;
    }

    ValueInfo boxes() {
        return boxes;
    }

    DetectorInput image() {
        return image;
    }

    /** The most tokens of one pass. */
    int limit() {
        return limit;
    }

    /** Tokens that every text is padded to, or -1. */
    int padded() {
        return (int) Math.min(LONGEST_TEXT, inputs.get(Part.TOKENS).size(1));
    }

    @Override
    public String toString() {
        return "GroundingDINO (" + file().getFileName() + ")";
    }
}
