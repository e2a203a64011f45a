package org.inpaintj.segment.sam;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.FileDigest;
import org.inpaintj.onnx.file.OnnxModelInfo;

/**
 * A SAM model is an exported Segment Anything model: an encoder, which looks at an image once, and a decoder, which
 * answers prompts. It is recognised by inputs and outputs without loading anything. Immutable.
 */
public final class SamModel {

    private final EncoderDecoderPair pair;
    private final SamFormat format;
    private final List<String> notes;

    private SamModel(final EncoderDecoderPair pair, final List<String> notes) {
        this.pair = pair;
        this.notes = List.copyOf(notes);
        for (final OnnxModelInfo c : List.of(pair.encoder(), pair.decoder())) {
            c.problems().stream().findFirst().or(c::cpuProblem).ifPresent(problem -> {
                throw new InpaintException(problem);
            });
        }
        format = format(pair);
    }

    /**
     * Looks into a folder, and into those in it.
     *
     * @throws InpaintException if it does not hold one usable model, saying what is missing, damaged or does not fit
     */
    public static SamModel read(final Path folder) {
        final SamFileChooser chooser = new SamFileChooser(folder);
        return new SamModel(chooser.pair(), chooser.notes());
    }

    /** The same from the two files of an export, wherever they are. */
    public static SamModel of(final Path encoder, final Path decoder) {
        return new SamModel(EncoderDecoderPair.of(OnnxModelInfo.read(encoder), OnnxModelInfo.read(decoder),
                JsonConfig.absent(encoder.toString())), List.of());
    }

    private static SamFormat format(final EncoderDecoderPair pair) {
        final int side = pair.side();
        final OnnxModelInfo decoder = pair.decoder();
        if (pair.encoder().inputs().size() != 1)
            throw new InpaintException(pair.encoder().file() + " takes " + pair.encoder().inputs()
                    + " instead of one image; it is no encoder of a Segment Anything model.");
        if (decoder.input("batched_point_coords").isPresent())
            return EfficientSamFormat.of(pair, side);
        if (decoder.input("input_points").isPresent())
            return TransformersSamFormat.of(pair, side);
        if (decoder.input("point_coords").isPresent())
            return OfficialSamFormat.of(pair, side);
        throw new InpaintException(decoder.file() + " takes no points, only " + decoder.inputs()
                + "; it is no decoder of a Segment Anything model.");
    }

    /** The family, such as "SAM 2". */
    public String title() {
        return format.title();
    }

    public Path encoder() {
        return pair.encoder().file();
    }

    public Path decoder() {
        return pair.decoder().file();
    }

    /** True if the decoder reads boxes; others get points in their place. */
    public boolean takesBoxes() {
        return format.takesBoxes();
    }

    /** True if the decoder reads a previous mask; others get points and a box in its place. */
    public boolean takesMasks() {
        return format.maskSize() > 0;
    }

    /** What the user should know about the choice of files, full sentences. */
    public List<String> notes() {
        return notes;
    }

    /**
     * SHA-256 of the two networks, in hexadecimal, by "encoder" and "decoder". Reads the files the first time.
     *
     * @throws InpaintException if they cannot be read
     */
    public Map<String, String> digests() {
        return new TreeMap<>(Map.of("encoder", FileDigest.of(pair.encoder()), "decoder",
                FileDigest.of(pair.decoder())));
    }

    /** One text that is different for different encoders. Reads the file the first time. */
    public String digest() {
        return FileDigest.of(pair.encoder());
    }

    EncoderDecoderPair pair() {
        return pair;
    }

    SamFormat format() {
        return format;
    }

    @Override
    public String toString() {
        return title() + " (" + encoder().getFileName() + ", " + decoder().getFileName() + ")";
    }
}
