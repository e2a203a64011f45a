package org.inpaintj.engine;

import java.util.Map;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Box;

/**
 * A scene is what an engine sees: a crop of the image in tone-mapped floats and the mask over it. All intervals start
 * at 0 and have the same width and height, but for that of {@link SceneInput#UNSCALED}. Nothing here
 * is written to after construction.
 *
 * @param pixels axes x, y, channel; nominally 0..1 (values beyond are samples outside the tone range), always
 *               finite. Under the mask: the image's own samples
 * @param mask   axes x, y; 1 = repaint, 0 = keep, between = repaint and mix
 * @param valid  axes x, y; 1 where {@code pixels} holds measured samples, 0 where a stand-in replaces a NaN or an
 *               infinity: never to be copied from
 * @param box    where the crop lies in the image
 * @param task   what is wanted: only inpainting heeds the mask and what lies outside it, and text-to-image takes
 *               nothing from the pixels but their size
 * @param inputs further pictures, axes x, y, channel; only of the kinds that {@link Engine#takes} names
 */
public record Scene(RandomAccessibleInterval<FloatType> pixels, RandomAccessibleInterval<FloatType> mask,
        RandomAccessibleInterval<FloatType> valid, Box box, Task task,
        Map<SceneInput, RandomAccessibleInterval<FloatType>> inputs) {

    public Scene {
        inputs = Map.copyOf(inputs);
        if (pixels.numDimensions() != 3 || mask.numDimensions() != 2 || valid.numDimensions() != 2
                || inputs.values().stream().anyMatch(input -> input.numDimensions() != 3))
            throw new IllegalArgumentException("a scene needs x,y,channel pixels and inputs and x,y mask and valid");
        check(pixels, mask);
        check(pixels, valid);
        inputs.forEach((name, input) -> {
            if (name.kind() != SceneInput.Kind.UNSCALED)
                check(pixels, input);
        });
        for (final SceneInput name : inputs.keySet())
            if (name.kind() == SceneInput.Kind.NEIGHBOUR
                    && (inputs.get(name).dimension(2) != pixels.dimension(2)
                    || !inputs.containsKey(SceneInput.neighbourValid(name.number()))
                    || name.number() > 1 && !inputs.containsKey(SceneInput.neighbour(name.number() - 1))))
                throw new IllegalArgumentException("neighbours must be numbered without gaps, with the channels of the "
                        + "pixels, and each with a validity");
        final RandomAccessibleInterval<FloatType> base = inputs.get(SceneInput.BASE);
        if (base != null && base.dimension(2) != pixels.dimension(2))
            throw new IllegalArgumentException("the base must have the channels of the pixels");
        final RandomAccessibleInterval<FloatType> unscaled = inputs.get(SceneInput.UNSCALED);
        if (unscaled != null && (unscaled.min(0) != 0 || unscaled.min(1) != 0
                || unscaled.dimension(2) != pixels.dimension(2)))
            throw new IllegalArgumentException("the unscaled picture must start at 0 and have the channels of the "
                    + "pixels");
    }

    /** A scene of nothing but pixels. */
    public Scene(final RandomAccessibleInterval<FloatType> pixels, final RandomAccessibleInterval<FloatType> mask,
            final RandomAccessibleInterval<FloatType> valid, final Box box, final Task task) {
        this(pixels, mask, valid, box, task, Map.of());
    }

    /** A scene to inpaint. */
    public Scene(final RandomAccessibleInterval<FloatType> pixels, final RandomAccessibleInterval<FloatType> mask,
            final RandomAccessibleInterval<FloatType> valid, final Box box) {
        this(pixels, mask, valid, box, Task.INPAINT);
    }

    private static void check(final RandomAccessibleInterval<FloatType> pixels,
            final RandomAccessibleInterval<FloatType> other) {
        for (int d = 0; d < 2; d++)
            if (pixels.min(d) != 0 || other.min(d) != 0 || pixels.dimension(d) != other.dimension(d))
                throw new IllegalArgumentException("pixels, mask, valid and inputs must start at 0 and have one size");
    }

    /** What diffusion starts from: the input {@link SceneInput#BASE}, or the pixels where there is none. */
    public RandomAccessibleInterval<FloatType> base() {
        return inputs.getOrDefault(SceneInput.BASE, pixels);
    }

    public int width() {
        return (int) pixels.dimension(0);
    }

    public int height() {
        return (int) pixels.dimension(1);
    }

    public int channels() {
        return (int) pixels.dimension(2);
    }
}
