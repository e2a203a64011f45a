package org.inpaintj.ui.run;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/**
 * A candidate of a run that goes on.
 *
 * @param number  from 1
 * @param seed    the seed that makes it again
 * @param picture as the image would show it: x and y in pixels of the image, over the bounds of what is painted;
 *                channels red, green, blue and opacity, 0 to 1
 */
public record FinishedCandidate(int number, long seed, RandomAccessibleInterval<FloatType> picture) {
}
