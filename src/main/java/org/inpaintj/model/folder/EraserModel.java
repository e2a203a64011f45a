package org.inpaintj.model.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A one-shot eraser: one network that repaints the hole of a picture in a single run, such as LaMa or MI-GAN. Told by
 * its inputs and outputs, which are all of shape batch, channel, height, width. Immutable.
 *
 * @param network  the file
 * @param layout   how the picture and the mask go in
 * @param picture  input of the picture; of the mask as well if stacked
 * @param mask     input of the mask, empty if stacked
 * @param output   the painted picture: red, green, blue
 * @param width    the only width it takes, px; 0 if it takes any {@link #multiple}
 * @param height   the only height it takes, px; 0 if it takes any {@link #multiple}
 */
public record EraserModel(NetworkFile network, Layout layout, ValueInfo picture, Optional<ValueInfo> mask,
        ValueInfo output, int width,
        int height) {

    /** How the picture and the mask go in. */
    public enum Layout {

        /** Two inputs of floats: red, green, blue of 0..1; mask with 1 in the hole (LaMa). */
        PAIR,

        /** Two inputs of bytes: red, green, blue of 0..255; mask with 0 in the hole and 255 elsewhere (MI-GAN). */
        BYTES,

        /**
         * One input of four channels of floats: red, green, blue of 0..1 with a hole of zeros, then the mask with 1 in
         * the hole (LaMa); or the mask with -0.5 in the hole and 0.5 elsewhere, then red, green, blue of -1..1 with a
         * hole of zeros (MI-GAN). Which of the two, only a run can tell.
         */
        STACKED
    }

    /**
     * LaMa halves a picture three times and then transforms it; exports write the transform back for even widths only,
     * and the public one of free size asks for multiples of 32.
     */
    private static final int MULTIPLE = 32;
    private static final int LARGEST = 8192, RGB = 3, STACK = 4;
    /** What autoencoders normalise and attend with and erasers do not. */
    private static final Set<String> OF_AUTOENCODERS =
            Set.of("InstanceNormalization", "GroupNormalization", "GroupNorm",
            "Softmax");

    /**
     * The eraser of a file, or of a folder that holds one, perhaps among other things.
     *
     * @throws InpaintException if there is none, more than one, or it cannot be used, saying why
     */
    public static EraserModel read(final Path path) {
        final OnnxModelInfo info = Files.isDirectory(path) ? only(path) : OnnxModelInfo.read(path);
        final EraserModel eraser = of(info)
                .orElseThrow(() -> new InpaintException(path + " is " + NetworkClassifier.of(info).label()
                + ", not a one-shot eraser such as LaMa or MI-GAN: it takes " + info.inputs() + " and gives "
                + info.outputs() + "."));
        info.problems().stream().findFirst().ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        return eraser;
    }

    /** What a width or height that is not fixed must be a multiple of, px. */
    public int multiple() {
        return layout == Layout.BYTES ? 1 : MULTIPLE;
    }

    /**
     * True for a file that exists, unless it begins as a checkpoint, and for a folder whose networks are all erasers.
     * Never throws.
     */
    public static boolean isLikely(final Path path) {
        if (!Files.isDirectory(path))
            return Files.exists(path) && !Checkpoint.isLikely(path);
        try {
            final List<FolderScan.Found> networks = new FolderScan(path).networks();
            return !networks.isEmpty() && networks.stream().allMatch(n -> n.kind() == NetworkKind.ERASER);
        } catch (final InpaintException e) {
            return false;
        }
    }

    private static OnnxModelInfo only(final Path folder) {
        final FolderScan scan = new FolderScan(folder);
        final List<OnnxModelInfo> erasers = scan.networks().stream().filter(n -> n.kind() == NetworkKind.ERASER)
                .map(FolderScan.Found::info).toList();
        if (erasers.isEmpty() && scan.networks().isEmpty() && !scan.damaged().isEmpty())
            throw new InpaintException(scan.damaged().get(0));
        if (erasers.isEmpty())
            throw new InpaintException(folder + " holds no one-shot eraser such as LaMa or MI-GAN, but "
                    + scan.contents()
                    + "; give the .onnx file of one.");
        if (erasers.size() > 1)
            throw new InpaintException(folder + " holds " + erasers.size() + " erasers: give one of the files "
                    + erasers.stream().map(c -> folder.relativize(c.file()).toString())
                    .collect(Collectors.joining(", "))
                    + ".");
        return erasers.get(0);
    }

    /** What a network is as an eraser, empty if it is none. */
    static Optional<EraserModel> of(final OnnxModelInfo c) {
        if (c.outputs().isEmpty() || !isPicture(c.outputs().get(0)) || c.outputs().get(0).size(1) > RGB)
            return Optional.empty();
        return switch (c.inputs().size()) {
            case 1 -> stacked(c, c.inputs().get(0));
            case 2 -> pair(c, c.inputs().get(0), c.inputs().get(1))
                    .or(() -> pair(c, c.inputs().get(1), c.inputs().get(0)));
            default -> Optional.empty();
        };
    }

    private static Optional<EraserModel> pair(final OnnxModelInfo c, final ValueInfo picture, final ValueInfo mask) {
        final boolean bytes = picture.type() == ElementType.UINT8 && mask.type() == ElementType.UINT8;
        final boolean told = picture.size(1) == RGB && mask.size(1) == 1;
        final boolean named = mask.name().toLowerCase(Locale.ROOT).contains("mask") && fits(picture.size(1), RGB)
                && fits(mask.size(1), 1);
        if (!isPicture(picture) || !isPicture(mask) || !(told || named) || picture.type() != mask.type())
            return Optional.empty();
        return make(c, bytes ? Layout.BYTES : Layout.PAIR, picture, Optional.of(mask));
    }

    private static Optional<EraserModel> stacked(final OnnxModelInfo c, final ValueInfo in) {
        final ValueInfo out = c.outputs().get(0);
        if (!isPicture(in) || !in.type().isFloat() || ChannelCount.of(c, in) != STACK
                || !fits(ChannelCount.of(c, out), RGB)
                || !keepsSize(c, in, out))
            return Optional.empty();
        return make(c, Layout.STACKED, in, Optional.empty());
    }

    private static Optional<EraserModel> make(final OnnxModelInfo c, final Layout layout, final ValueInfo picture,
            final Optional<ValueInfo> mask) {
        final long width = Math.max(0, picture.size(3)), height = Math.max(0, picture.size(2));
        if (Math.max(width, height) > LARGEST)
            return Optional.empty();
        return Optional.of(new EraserModel(NetworkFile.of(c), layout, picture, mask, c.outputs().get(0), (int) width,
                (int) height));
    }

    /**
     * Where the sizes do not tell an eraser from a decoder of latents with four channels, its name and operators do.
     */
    private static boolean keepsSize(final OnnxModelInfo c, final ValueInfo in, final ValueInfo out) {
        for (int axis = 2; axis < 4; axis++)
            if (in.size(axis) > 0 && out.size(axis) > 0 && in.size(axis) != out.size(axis))
                return false;
        final boolean told = in.size(2) > 0 && out.size(2) > 0 || in.size(3) > 0 && out.size(3) > 0;
        return told || !in.name().toLowerCase(Locale.ROOT).startsWith("latent") && c.operators().stream()
                .noneMatch(o -> OF_AUTOENCODERS.contains(o.substring(o.indexOf(':') + 1)));
    }

    private static boolean isPicture(final ValueInfo valueInfo) {
        return (valueInfo.rank() == 4 || valueInfo.rank() < 0)
                && (valueInfo.type().isFloat() || valueInfo.type() == ElementType.UINT8);
    }

    private static boolean fits(final long channels, final long expected) {
        return channels < 0 || channels == expected;
    }
}
