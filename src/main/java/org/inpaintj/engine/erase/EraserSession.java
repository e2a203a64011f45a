package org.inpaintj.engine.erase;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.EraserModel;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;

/**
 * An eraser in memory. Finds out by small runs what its file does not say, once: whether a stack of four channels is
 * LaMa's or MI-GAN's, and whether white is 1 or 255. Not thread-safe.
 */
final class EraserSession implements AutoCloseable {

    /** LaMa ends in a sigmoid or a clamp and never falls below 0; MI-GAN answers black, its -1, with about -1. */
    private static final float NEGATIVE = -0.01f;
    /** A network whose white is 1 never exceeds this; one whose white is 255 does for all but nearly black pictures. */
    private static final float ABOVE_ONE = 2;
    /** A picture with such a value comes back beyond {@link #ABOVE_ONE} if white is 255. */
    private static final float NOT_BLACK = 0.05f;

    private final EraserModel eraser;
    private final Session session;
    private EraserFormat format;
    /** What stands for white in LaMa's output, 0 until it is known. */
    private float range;

    EraserSession(final EraserModel eraser, final Session.Setup setup) {
        this.eraser = eraser;
        session = Session.open(eraser.network().file(), setup);
    }

    /**
     * Which meaning its numbers have.
     *
     * @throws CancelledException once {@code progress} says so
     */
    EraserFormat format(final Progress progress) {
        if (format == null)
            format = switch (eraser.layout()) {
                case PAIR -> EraserFormat.LAMA;
                case BYTES -> EraserFormat.MIGAN_BYTES;
                // MI-GAN's noise and filters are of one size, so it cannot be exported for others.
                case STACKED -> eraser.width() > 0 && eraser.height() > 0 && isNegativeForBlack(progress)
                        ? EraserFormat.MIGAN_STACKED : EraserFormat.LAMA_STACKED;
            };
        return format;
    }

    private boolean isNegativeForBlack(final Progress progress) {
        final Tensor out = run(EraserFormat.MIGAN_STACKED, uniform(0, eraser.width(), eraser.height()), progress);
        for (int i = 0; i < out.size(); i++)
            if (out.get(i) < NEGATIVE)
                return true;
        return false;
    }

    /** A picture of one tone with a hole of one pixel. */
    private static EraserFormat.Picture uniform(final float tone, final int width, final int height) {
        final Plane plane = Plane.filled(tone, width, height), hole = new Plane(width, height);
        hole.values()[height / 2 * width + width / 2] = 1;
        return new EraserFormat.Picture(List.of(plane, plane, plane), hole);
    }

    /**
     * The picture as the network paints it, three planes of 0..1.
     *
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException if the network fails or returns no picture of that size
     */
    List<Plane> paint(final EraserFormat.Picture picture, final Progress progress) {
        final Tensor out = run(format(progress), picture, progress);
        final float white = range(picture, out, progress);
        final int n = picture.width() * picture.height();
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(picture.width(), picture.height());
            for (int i = 0; i < n; i++)
                plane.values()[i] = Math.min(1, Math.max(0, format.tone(out.get(c * n + i), white)));
            planes.add(plane);
        }
        return planes;
    }

    private float range(final EraserFormat.Picture picture, final Tensor out, final Progress progress) {
        if (range == 0 && largest(List.of(out.array())) > ABOVE_ONE)
            range = 255;
        if (range == 0 && largest(picture.planes().stream().map(Plane::values).toList()) > NOT_BLACK)
            range = 1;
        if (range == 0) {
            final EraserFormat.Picture white = uniform(1, picture.width(), picture.height());
            range = largest(List.of(run(format, white, progress).array())) > ABOVE_ONE ? 255 : 1;
        }
        return range;
    }

    private static float largest(final Collection<float[]> planes) {
        float largest = Float.NEGATIVE_INFINITY;
        for (final float[] plane : planes)
            for (final float value : plane)
                largest = Math.max(largest, Float.isNaN(value) ? largest : value);
        return largest;
    }

    private Tensor run(final EraserFormat language, final EraserFormat.Picture picture, final Progress progress) {
        final String name = eraser.output().name();
        final Map<String, Tensor> out = session.run(language.feeds(eraser, picture), List.of(name), progress);
        final Tensor painted = out.get(name);
        if (!Arrays.equals(painted.shape(), new long[] { 1, 3, picture.height(), picture.width() }))
            throw new InpaintException(eraser.network().file() + " returned a tensor of shape "
                    + Arrays.toString(painted.shape()) + " for a picture of " + picture.width() + " x "
                    + picture.height()
                    + " px, so it is no eraser: use another model.");
        return painted;
    }

    @Override
    public void close() {
        session.close();
    }
}
