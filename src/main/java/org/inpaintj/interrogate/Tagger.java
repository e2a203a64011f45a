package org.inpaintj.interrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.raster.PillowResampler;
import org.inpaintj.segment.RgbImage;

/**
 * A tagger gives each of the tags that it knows a probability. The picture goes in as the published program of the
 * WD14 taggers prepares it: in the middle of a white square, resized with Pillow's cubic kernel, blue first, 0 to 255.
 */
final class Tagger implements Interrogator {

    private static final int CHANNELS = 3;
    private static final byte WHITE = (byte) 255;

    private final TaggerModel model;
    private Session session;
    private boolean closed;

    Tagger(final TaggerModel model) {
        this.model = model;
    }

    @Override
    public Interrogation interrogate(final RgbImage rgb, final InterrogateRequest request, final Progress progress) {
        progress.step(0, 1, "Looking at the image");
        final List<Tag> tags = new ArrayList<>(tags(rgb, progress));
        tags.sort(Comparator.comparingDouble(tag -> -tag.probability()));
        final String text = Stream.concat(above(tags, TagCategory.CHARACTER, request.character()),
                above(tags, TagCategory.GENERAL, request.threshold())).map(Tag::prompt)
                .collect(Collectors.joining(", "));
        progress.step(1, 1, "Looked at the image");
        return new Interrogation(text, tags, model.title(), model.notes());
    }

    private static Stream<Tag> above(final List<Tag> tags, final TagCategory category, final double threshold) {
        return tags.stream().filter(tag -> tag.category() == category && tag.probability() > threshold);
    }

    /** All tags in the order of the network. */
    List<Tag> tags(final RgbImage rgb, final Progress progress) {
        final String out = model.network().outputs().get(0).name();
        final Tensor found = session().run(Map.of(model.network().inputs().get(0).name(), input(rgb)), List.of(out),
                progress).get(out);
        if (found.size() != model.tags().size())
            throw TaggerModel.foreign(model.network().file(), model.table(), found.size(), model.tags().size());
        final List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            final float p = found.get(i);
            if (!(p >= 0 && p <= 1))
                throw new InpaintException(model.network().file() + " gave " + p + " for the tag '"
                        + model.tags().get(i).name() + "', which is no probability; use an export that ends with a "
                        + "sigmoid, as the published WD14 taggers do.");
            tags.add(new Tag(model.tags().get(i).name(), model.tags().get(i).category(), p));
        }
        return tags;
    }

    /** [1, side, side, 3] */
    Tensor input(final RgbImage rgb) {
        final int side = model.side();
        final byte[] pixels = PillowResampler.CUBIC.resize(square(rgb), CHANNELS, Math.max(rgb.width(), rgb.height()),
                Math.max(rgb.width(), rgb.height()), side, side);
        final float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i += CHANNELS)
            for (int c = 0; c < CHANNELS; c++)
                values[i + c] = pixels[i + CHANNELS - 1 - c] & 0xff;
        return Tensor.of(values, 1, side, side, CHANNELS);
    }

    private static byte[] square(final RgbImage rgb) {
        final int side = Math.max(rgb.width(), rgb.height());
        final long bytes = (long) CHANNELS * side * side;
        if (bytes > Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 4))
            throw new InpaintException("A picture of " + rgb.width() + " x " + rgb.height() + " pixels is too large "
                    + "for a tagger, which looks at a square around it; select a part of it.");
        if (rgb.width() == rgb.height())
            return rgb.rgb();
        final byte[] square = new byte[(int) bytes];
        Arrays.fill(square, WHITE);
        final int left = (side - rgb.width()) / 2, top = (side - rgb.height()) / 2, row = CHANNELS * rgb.width();
        for (int y = 0; y < rgb.height(); y++)
            System.arraycopy(rgb.rgb(), y * row, square, CHANNELS * ((top + y) * side + left), row);
        return square;
    }

    private synchronized Session session() {
        if (closed)
            throw new CancelledException();
        if (session == null)
            session = Session.open(model.network().file(), DeviceSetup.CPU);
        return session;
    }

    @Override
    public void close() {
        final Session open;
        synchronized (this) {
            closed = true;
            open = session;
        }
        if (open != null)
            open.close();
    }
}
