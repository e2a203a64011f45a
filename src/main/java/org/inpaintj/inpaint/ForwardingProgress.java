package org.inpaintj.inpaint;

import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;

/** Passes everything on to another progress, for those that change a part of it on the way. */
public abstract class ForwardingProgress implements Progress {

    private final Progress to;

    protected ForwardingProgress(final Progress to) {
        this.to = to;
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
    public boolean finishRequested() {
        return to.finishRequested();
    }

    @Override
    public void note(final String sentence) {
        to.note(sentence);
    }

    @Override
    public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
        to.preview(pixels);
    }

    @Override
    public void finished(final int number, final long seed,
            final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
        to.finished(number, seed, pixels);
    }
}
