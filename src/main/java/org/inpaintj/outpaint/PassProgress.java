package org.inpaintj.outpaint;

import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;
import org.inpaintj.inpaint.ForwardingProgress;

/**
 * Shows several passes as one piece of work: their steps are counted through, the passes to come presumed as long as
 * the one at hand. Previews are left out, for they would lie in pixels of an image that is not there yet.
 */
final class PassProgress extends ForwardingProgress {

    private final int passes;
    private String pass = "";
    private int begun;
    private int before;
    private int length;

    /** @param passes in all, 1 or more */
    PassProgress(final Progress to, final int passes) {
        super(to);
        this.passes = passes;
    }

    /** @param name of the pass that begins */
    void begin(final String name) {
        before += length;
        length = 0;
        begun++;
        pass = passes == 1 ? "" : "Pass " + begun + " of " + passes + " (" + name + "): ";
    }

    @Override
    public void step(final int done, final int total, final String what) {
        length = total;
        super.step(before + done, before + total * Math.max(1, passes - begun + 1), pass + what);
    }

    /** Passes are of any size, so that only the last one tells when all will be done. */
    @Override
    public void share(final double done) {
        if (begun >= passes)
            super.share(done);
    }

    @Override
    public void preview(final Supplier<RandomAccessibleInterval<FloatType>> pixels) {
    }
}
