package org.inpaintj.upscale;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.folder.UpscalerModel;
import org.inpaintj.network.UpscalerNetwork;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;

/**
 * An upscaler in memory. Of an export it finds out by small runs what its file does not say, once: the factor, and what
 * sides have to be a multiple of, as where pixels are unshuffled first. Thread-safe: one run at a time.
 */
final class UpscalerSession implements AutoCloseable {

    /** Wide enough for the windows of attention; beside it a side that is a multiple of one number and of no larger. */
    private static final int PROBE = 32;
    private static final int[] MULTIPLES = { 1, 2, 4, 8, 16, 32, 64 };
    private static final int MOST = 16;

    private final UpscalerModel model;
    private final Session session;
    /** Whether padding is mirrored once and then the last pixel repeated, as spandrel does it, or to and fro. */
    private final boolean once;
    private final int minimum;
    private int factor;
    private int multiple = 1;
    /** Kept from tile to tile, for they are outside the heap. */
    private Tensor in;
    private Tensor out;

    /** @param session closed with this one */
    UpscalerSession(final UpscalerModel model, final Session session) {
        this.model = model;
        this.session = session;
        once = false;
        minimum = 1;
    }

    /** @param network of which the graph is, so that nothing is left to find out */
    UpscalerSession(final UpscalerModel model, final Session session, final UpscalerNetwork network) {
        this.model = model;
        this.session = session;
        once = true;
        minimum = network.minimum();
        factor = network.scale();
        multiple = network.multiple();
    }

    /** Cuts a tile out of a picture. */
    @FunctionalInterface
    interface Source {
        /** The sample of a channel at a place of the tile, each counted from 0, within the tile. */
        float at(int channel, int x, int y);
    }

    /**
     * How much it enlarges.
     *
     * @throws InpaintException if it does not, and so is no upscaler
     */
    synchronized int factor(final Progress progress) {
        if (factor == 0)
            factor = probe(progress);
        return factor;
    }

    /** What the sides of its input have to be a multiple of. */
    synchronized int multiple(final Progress progress) {
        factor(progress);
        return multiple;
    }

    private int probe(final Progress progress) {
        if (model.width() > 0 && model.height() > 0)
            return factor(shape(model.width(), model.height(), progress), model.width(), model.height());
        InpaintException first = null;
        for (final int m : MULTIPLES) {
            final int side = m > PROBE / 2 ? m : PROBE + m;
            final int wide = model.width() > 0 ? model.width() : side;
            final int high = model.height() > 0 ? model.height() : side;
            try {
                final int found = factor(shape(wide, high, progress), wide, high);
                multiple = m;
                return found;
            } catch (final InpaintException e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    private long[] shape(final int wide, final int high, final Progress progress) {
        final Tensor picture = Tensor.zeros(1, model.channels(), high, wide);
        return session.run(Map.of(model.input().name(), picture), List.of(model.output().name()), progress)
                .get(model.output().name()).shape();
    }

    private int factor(final long[] shape, final int wide, final int high) {
        final long times = shape.length == 4 ? shape[3] / wide : 0;
        if (times < 2 || times > MOST || shape[0] != 1 || shape[1] != model.channels() || shape[3] != times * wide
                || shape[2] != times * high)
            throw new InpaintException(model.network().file() + " is no upscaler: for a picture of " + wide + " x "
                    + high + " px it gives a tensor of shape " + Arrays.toString(shape)
                    + "; use a network that enlarges by a whole number, 2 or more.");
        return (int) times;
    }

    /**
     * Enlarges a tile.
     *
     * @param wide   of the tile, px
     * @param high   of the tile, px
     * @param source its samples
     * @param to     takes the result
     * @throws CancelledException once {@code progress} says so
     * @throws InpaintException   if the network fails, or its result is no picture
     */
    synchronized void run(final int wide, final int high, final Source source, final Sink to,
            final Progress progress) {
        final int fedWide = side(wide, model.width()), fedHigh = side(high, model.height());
        final long[] shape = { 1, model.channels(), fedHigh, fedWide };
        if (in == null || !Arrays.equals(in.shape(), shape)) {
            in = null;
            out = null;
            in = Tensor.zeros(shape);
            if (model.output().type() == ElementType.FLOAT)
                out = Tensor.zeros(1, model.channels(), fedHigh * factor, fedWide * factor);
        }
        final FloatBuffer values = in.buffer();
        for (int c = 0, i = 0; c < model.channels(); c++)
            for (int y = 0; y < fedHigh; y++)
                for (int x = 0; x < fedWide; x++)
                    values.put(i++, source.at(c, padded(x, wide), padded(y, high)));
        final Map<String, Tensor> feeds = Map.of(model.input().name(), in);
        final String name = model.output().name();
        Tensor made = out;
        if (out == null)
            made = session.run(feeds, List.of(name), progress).get(name);
        else
            session.runInto(feeds, Map.of(name, out), progress);
        final FloatBuffer result = made.buffer();
        for (int i = 0; i < made.size(); i++) {
            final float value = result.get(i);
            if (Float.isNaN(value))
                throw new InpaintException(model.network().file() + " returned values that are no numbers: it "
                        + "is damaged, or its 16-bit floats overflow; use one of 32-bit floats.");
            result.put(i, Math.max(0, Math.min(1, value)));
        }
        to.take(result, fedWide * factor, fedHigh * factor);
    }

    /** Takes a tile's result. */
    @FunctionalInterface
    interface Sink {
        /**
         * @param values channels one after the other, each row by row, of 0..1; overwritten after the call
         * @param wide   samples of a row, at least the tile's width times the factor
         * @param high   rows
         */
        void take(FloatBuffer values, int wide, int high);
    }

    private int side(final int side, final int only) {
        return only > 0 ? only : Math.max(minimum, (side + multiple - 1) / multiple * multiple);
    }

    private int padded(final int at, final int side) {
        return once && at >= side ? Math.max(0, 2 * (side - 1) - at) : reflected(at, side);
    }

    /** A place within a tile for one that may lie beyond it: the tile is mirrored at its last pixel. */
    static int reflected(final int at, final int side) {
        if (at < side)
            return at;
        final int period = Math.max(1, 2 * (side - 1)), in = at % period;
        return in < side ? in : period - in;
    }

    /** Frees the memory that a tile takes. */
    synchronized void rest() {
        in = null;
        out = null;
    }

    @Override
    public void close() {
        session.close();
    }
}
