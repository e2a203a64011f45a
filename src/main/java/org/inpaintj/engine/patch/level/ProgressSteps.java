package org.inpaintj.engine.patch.level;

import java.util.function.Supplier;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Progress;

/** Counts the steps of a run for its progress, and weighs them, for those at full size take a thousand times longer. */
public final class ProgressSteps {

    private final Progress progress;
    private final double[] weights;
    private final int total;
    private final double all;
    private final float gain;
    private int done;
    private double past;

    /**
     * @param weights of the steps of one fill, in proportion to their time
     * @param fills   how many there will be
     * @param gain    what the samples were multiplied by
     */
    public ProgressSteps(final Progress progress, final double[] weights, final int fills, final float gain) {
        this.progress = progress;
        this.weights = weights;
        this.gain = gain;
        total = Math.max(1, weights.length * fills);
        double sum = 0;
        for (final double weight : weights)
            sum += weight;
        all = sum * fills;
    }

    /** Announces the next step, unless the user has asked to stop. */
    public void next(final String what) {
        progress.check();
        progress.share(Math.min(1, past / all));
        progress.step(Math.min(done, total), total, what);
        past += weights[done++ % weights.length];
    }

    /** Offers the image with its hole as a coarser level has it. */
    public void preview(final PyramidLevel image, final PyramidLevel level, final int number) {
        progress.preview(new Supplier<RandomAccessibleInterval<FloatType>>() {

            @Override
            public RandomAccessibleInterval<FloatType> get() {
                return SceneReader.preview(image, level, number, gain);
            }
        });
    }

    public void finish() {
        progress.step(total, total, "Blending");
    }
}
