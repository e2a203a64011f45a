package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ChannelCount;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * An upscaler: one network that enlarges a picture, such as ESRGAN. Told by its input and output, which are of shape
 * batch, channel, height, width, of floats of 0..1 and of the same channels. Whether it enlarges at all, mostly only a
 * run can tell. Immutable.
 *
 * @param network  the file
 * @param input    the picture: red, green, blue, or one channel
 * @param output   the enlarged picture
 * @param channels 3 or 1
 * @param width    the only width it takes, px; 0 if it takes others
 * @param height   the only height it takes, px; 0 if it takes others
 */
public record UpscalerModel(NetworkFile network, ValueInfo input, ValueInfo output, int channels, int width,
        int height) {

    private static final int RGB = 3, LARGEST = 8192;

    /**
     * The upscaler of a file.
     *
     * @throws InpaintException if there is none, or it cannot be used, saying why
     */
    public static UpscalerModel read(final Path file) {
        final OnnxModelInfo info = OnnxModelInfo.read(file);
        final UpscalerModel upscaler = of(info).orElseThrow(() -> new InpaintException(file + " is "
                + NetworkClassifier.of(info).label() + ", not an upscaler such as ESRGAN: it takes " + info.inputs()
                + " and gives " + info.outputs() + "."));
        info.problems().stream().findFirst().ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        return upscaler;
    }

    /**
     * The upscaler that a graph in memory is.
     *
     * @param graph of one input and one output, pictures of the same channels
     */
    public static UpscalerModel of(final OnnxGraph graph) {
        return of(OnnxModelInfo.of(graph)).orElseThrow();
    }

    /** What a network is as an upscaler, empty if it is none. */
    private static Optional<UpscalerModel> of(final OnnxModelInfo info) {
        if (info.inputs().size() != 1 || info.outputs().isEmpty())
            return Optional.empty();
        final ValueInfo in = info.inputs().get(0), out = info.outputs().get(0);
        if (!isPicture(in) || !isPicture(out))
            return Optional.empty();
        // pixels that are unshuffled first, or shuffled last, hide the channels from who reads the weights
        final long channels = LongStream.of(in.size(1), out.size(1), ChannelCount.of(info, out),
                ChannelCount.of(info, in)).filter(n -> n == RGB || n == 1).findFirst().orElse(0);
        final boolean same = Stream.of(in, out).allMatch(v -> v.size(1) < 0 || v.size(1) == channels);
        if (!same || channels == 0 || !enlarges(in, out, 2) || !enlarges(in, out, 3)
                || Math.max(in.size(2), in.size(3)) > LARGEST)
            return Optional.empty();
        return Optional.of(new UpscalerModel(NetworkFile.of(info), in, out, (int) channels,
                (int) Math.max(0, in.size(3)), (int) Math.max(0, in.size(2))));
    }

    private static boolean enlarges(final ValueInfo in, final ValueInfo out, final int axis) {
        return in.size(axis) <= 0 || out.size(axis) <= 0 || out.size(axis) > in.size(axis);
    }

    private static boolean isPicture(final ValueInfo valueInfo) {
        return (valueInfo.rank() == 4 || valueInfo.rank() < 0) && valueInfo.type().isFloat();
    }
}
