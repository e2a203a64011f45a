package org.inpaintj.engine.diffusion.control;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.JsonConfig;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.memory.MemoryEstimate;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.PreprocessorConfig;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.SessionCache;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.raster.PillowResampler;

/**
 * A network that makes a control picture of a picture: depth, lines, edges, poses, exported to ONNX. It has one input,
 * red, green and blue in 0..1, of shape batch, 3, y, x; a preprocessor_config.json beside it says another range. Of its
 * first output, of one or three channels, one within 0..1 is taken as it is, three within -1..1 (normals) are brought
 * there, and others are stretched to it from the least to the greatest.
 */
final class PreprocessorNetwork implements ControlPreprocessor {

    private static final int COLOURS = 3, BYTE = 255;

    private final NetworkFile network;
    private final ValueInfo input, output;
    private final JsonConfig config;

    private PreprocessorNetwork(final OnnxModelInfo info, final JsonConfig config) {
        network = NetworkFile.of(info);
        input = info.inputs().get(0);
        output = info.outputs().get(0);
        this.config = config;
    }

    /** @throws InpaintException if the file holds no such network */
    static PreprocessorNetwork read(final Path file) {
        final OnnxModelInfo info = OnnxModelInfo.read(file);
        final boolean one = info.inputs().size() == 1 && !info.outputs().isEmpty();
        if (!one || info.inputs().get(0).rank() != 4 || info.inputs().get(0).size(1) != COLOURS
                && info.inputs().get(0).size(1) > 0 || !info.inputs().get(0).type().isFloat())
            throw new InpaintException(file + " is no preprocessor, which takes one picture of shape batch, 3, height, "
                    + "width: it takes " + info.inputs() + "; use a network such as depth or line art, or "
                    + WORDS + ".");
        info.problems().stream().findFirst().ifPresent(problem -> {
            throw new InpaintException(problem);
        });
        final Path beside = file.resolveSibling("preprocessor_config.json");
        return new PreprocessorNetwork(info, Files.isRegularFile(beside) ? JsonConfig.read(beside)
                : JsonConfig.absent(beside.toString()));
    }

    @Override
    public List<Plane> apply(final List<Plane> picture, final Optional<Plane> mask, final SessionPool pool,
            final Progress progress) {
        final int width = picture.get(0).width(), height = picture.get(0).height();
        final int multiple = Math.max(1, config.whole("ensure_multiple_of", 1));
        final int wide = (int) (input.size(3) > 0 ? input.size(3) : rounded(width, multiple));
        final int high = (int) (input.size(2) > 0 ? input.size(2) : rounded(height, multiple));
        final Tensor pixels = tensor(picture, wide, high);
        final Tensor made;
        try (SessionCache.Lease<Session> lease = pool.lease(network, MemoryEstimate.SMALL)) {
            made = lease.value().run(Map.of(input.name(), pixels), List.of(output.name()), progress)
                    .get(output.name());
        }
        return planes(made).stream().map(plane -> PillowResampler.LINEAR.resize(plane, width, height)).toList();
    }

    private static int rounded(final int size, final int multiple) {
        return Math.max(1, (size + multiple / 2) / multiple) * multiple;
    }

    private Tensor tensor(final List<Plane> picture, final int wide, final int high) {
        final Optional<PreprocessorConfig> tones = config.isEmpty() ? Optional.empty() : Optional.of(
                PreprocessorConfig.read(config, 3, PreprocessorConfig.IMAGENET_MEAN, PreprocessorConfig.IMAGENET_STD));
        final Tensor pixels = Tensor.zeros(1, COLOURS, high, wide);
        final FloatBuffer to = pixels.buffer();
        for (int c = 0; c < COLOURS; c++) {
            final float[] values = PillowResampler.CUBIC.resize(picture.get(c), wide, high).copy().clamp().values();
            for (int i = 0; i < values.length; i++) {
                final float value = values[i];
                final int channel = c;
                to.put(c * values.length + i,
                        tones.map(t -> t.tones()[channel][Math.round(value * BYTE)]).orElse(value));
            }
        }
        return pixels;
    }

    /** Of shape (1,) (channels,) y, x. */
    private List<Plane> planes(final Tensor made) {
        final boolean flat = made.rank() < 2;
        final int high = flat ? 0 : (int) made.size(-2), wide = flat ? 0 : (int) made.size(-1), area = high * wide;
        if (area == 0 || made.size() != area && made.size() != COLOURS * area)
            throw new InpaintException(network.file() + " gave a tensor of shape " + Arrays.toString(made.shape())
                    + ", which is no picture of one or three channels; use another preprocessor.");
        final float[] all = made.array();
        float least = Float.POSITIVE_INFINITY, most = Float.NEGATIVE_INFINITY;
        for (final float value : all) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (!Float.isFinite(least) || !Float.isFinite(most))
            throw new InpaintException(network.file() + " gave values that are no numbers; use another preprocessor.");
        final boolean normals = all.length > area && least < 0 && least >= -1 && most <= 1;
        final float from = least >= 0 && most <= 1 ? 0 : normals ? -1 : least;
        final float range = least >= 0 && most <= 1 ? 1 : normals ? 2 : Math.max(Float.MIN_NORMAL, most - least);
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < COLOURS; c++) {
            final Plane plane = new Plane(wide, high);
            final int first = all.length > area ? c * area : 0;
            for (int i = 0; i < area; i++)
                plane.values()[i] = (all[first + i] - from) / range;
            planes.add(plane);
        }
        return planes;
    }
}
