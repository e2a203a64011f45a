package org.inpaintj.imagej.job;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;

/** Passes an engine's progress on, and its intermediate results as something to look at. */
final class PreviewProgress implements Progress {

    private final Progress to;
    private final UnaryOperator<RandomAccessibleInterval<FloatType>> render;

    /** @param render called only when somebody looks */
    PreviewProgress(final Progress to, final UnaryOperator<RandomAccessibleInterval<FloatType>> render) {
        this.to = to;
        this.render = render;
    }

    @Override
    public void step(final int done, final int total, final String what) {
        to.step(done, total, what);
    }

    @Override
    public void share(final double done) {
        to.share(done);
    }

    @Override
    public boolean cancelled() {
        return to.cancelled();
    }

    @Override
    public boolean enough() {
        return to.enough();
    }

    @Override
    public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
        to.preview(() -> render.apply(pixels.get()));
    }
}
