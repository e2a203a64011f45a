package org.inpaintj.segment;

import org.inpaintj.core.Plane;

/**
 * Logits are what a network thinks of each pixel of a coarse grid: the logarithm of the odds that it belongs to the
 * object, above 0 inside. Nobody writes to the values after construction.
 *
 * @param width  columns
 * @param height rows
 * @param values row by row
 */
public record MaskLogits(int width, int height, float[] values) {

    public MaskLogits {
        if (width < 1 || height < 1 || values.length != (long) width * height)
            throw new IllegalArgumentException(values.length + " values for " + width + " x " + height);
    }

    /** The values on their grid. */
    public Plane plane() {
        return new Plane(values, width, height);
    }
}
