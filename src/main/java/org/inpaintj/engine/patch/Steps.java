package org.inpaintj.engine.patch;

import java.util.function.Supplier;

import org.inpaintj.engine.Progress;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Counts the steps of a run for its progress. */
final class Steps {

    private final Progress progress;
    private final int total;
    private final float gain;
    private int done;

    /** @param gain what the samples were multiplied by */
    Steps(final Progress progress, final int total, final float gain) {
        this.progress = progress;
        this.total = Math.max(1, total);
        this.gain = gain;
    }

    /** Announces the next step, unless the user has asked to stop. */
    void next(final String what) {
        progress.check();
        progress.step(Math.min(done++, total), total, what);
    }

    /** Offers the image with its hole as a coarser level has it. */
    void preview(final Level image, final Level level, final int number) {
        progress.preview(new Supplier<RandomAccessibleInterval<FloatType>>() {

            @Override
            public RandomAccessibleInterval<FloatType> get() {
                return SceneReader.preview(image, level, number, gain);
            }
        });
    }

    void finish() {
        progress.step(total, total, "Done");
    }
}
