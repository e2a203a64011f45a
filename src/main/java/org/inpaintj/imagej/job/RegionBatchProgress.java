package org.inpaintj.imagej.job;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Box;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.inpaint.ForwardingProgress;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.Planes;

/**
 * This progress shows several pieces of work as one: their steps are counted through, the pieces to come presumed as
 * long as the one at hand, and previews show what is finished below what is being made.
 */
final class RegionBatchProgress extends ForwardingProgress {

    private final List<Picture> finished = new ArrayList<>();
    private String piece = "";
    private int left;
    private int before;
    private int length;

    /** What a finished patch looks like. */
    private record Picture(Box box, int[] argb) {
    }

    RegionBatchProgress(final Progress to) {
        super(to);
    }

    /**
     * Begins a piece.
     *
     * @param name said before each of its steps; may be empty
     * @param more pieces after it
     */
    void begin(final String name, final int more) {
        before += length;
        piece = name.isEmpty() ? "" : name + ": ";
        left = more;
        length = 0;
    }

    /** Adds something finished, as the image would show it now. */
    void finished(final Patch patch, final ImageSource source) {
        if (source.find() != null)
            finished.add(new Picture(patch.box(), (int[]) LutRenderer.render(source.image(), patch.samples(),
                    patch.painted()).getPixels()));
    }

    @Override
    public void step(final int done, final int total, final String what) {
        length = total;
        super.step(before + done, before + total * (1 + left), piece + what);
    }

    /** The pieces are of any size, so that only the last one tells when all will be done. */
    @Override
    public void share(final double done) {
        if (left == 0)
            super.share(done);
    }

    @Override
    public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
        super.preview(finished.isEmpty() ? pixels : () -> over(pixels.get()));
    }

    /** A picture of red, green, blue and opacity on top of all that is finished. */
    private RandomAccessibleInterval<FloatType> over(final RandomAccessibleInterval<FloatType> top) {
        final Box own = new Box((int) top.min(0), (int) top.min(1), (int) top.dimension(0), (int) top.dimension(1));
        Box all = own;
        for (final Picture each : finished)
            all = all.span(each.box);
        final int[] argb = new int[Math.multiplyExact(all.width(), all.height())];
        for (final Picture each : finished)
            put(each, argb, all);
        put(new Picture(own, Planes.argb(top)), argb, all);
        return Views.translate(Planes.rgba(argb, all.width(), all.height()), all.x(), all.y(), 0);
    }

    private static void put(final Picture picture, final int[] argb, final Box all) {
        final Box at = picture.box.relativeTo(all);
        for (int i = 0; i < picture.argb.length; i++)
            if (picture.argb[i] != 0)
                argb[(at.y() + i / at.width()) * all.width() + at.x() + i % at.width()] = picture.argb[i];
    }
}
