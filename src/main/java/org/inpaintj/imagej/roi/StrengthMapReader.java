package org.inpaintj.imagej.roi;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.samples.SampleType;

/**
 * This reader makes a strength map of another open image or a file: how far each pixel may change, white the farthest.
 * White is the largest value of the type, and 1 in a 32-bit image; a colour counts as bright as its brightest channel.
 * Unlike those of a mask, values are never labels.
 */
public final class StrengthMapReader {

    private StrengthMapReader() {}

    /**
     * @param name   title or ID of an open image, or path of a file
     * @param target the image to be changed; of a stack of its length, the slice of its current one counts
     * @return 0 to 1, of the size of the target
     * @throws InpaintException if there is no such image, it is of another size, or a value is beyond 0 to 1
     */
    public static Plane of(final String name, final ImagePlus target) {
        HeapCheck.check(new Box(0, 0, target.getWidth(), target.getHeight()));
        final MaskReader.MaskPlane map = MaskReader.read("strength map", name, target, false);
        final ImageProcessor ip = map.pixels();
        final MaskReader.Grey grey = MaskReader.Grey.of(ip, map.palette());
        final double white = ip instanceof FloatProcessor ? 1 : SampleType.of(ip.getBitDepth()).max();
        final Plane out = new Plane(ip.getWidth(), ip.getHeight());
        for (int i = 0; i < out.values().length; i++) {
            final float value = grey.at(i);
            if (!(value >= 0 && value <= white))
                throw new InpaintException("The strength map '" + map.name() + "' holds the value " + value
                        + ": in a 32-bit map, values go from 0 (black, changes nothing) to 1 (white, changes as far as "
                        + "strength says).");
            out.values()[i] = (float) (value / white);
        }
        return out;
    }
}
