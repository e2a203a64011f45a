package org.inpaintj.inpaint;

import java.io.Serializable;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.Type;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.samples.ImgSamples;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.raster.Mask;

/**
 * One finished candidate: the exact samples that belong into the image, and where. Nobody writes to its arrays.
 *
 * @param box        in pixels of the image
 * @param samples    over the box, at the image's own type; meaningless where {@code painted} is false
 * @param painted    one flag a pixel of the box, row by row: true where the image takes the sample
 * @param selection  what the user selected, before it was inverted, grown or feathered
 * @param provenance how it was made
 */
public record Patch(Box box, Samples samples, boolean[] painted, Mask selection, Provenance provenance)
        implements Serializable {

    public Patch {
        if (painted.length != (long) box.width() * box.height() || samples.width() != box.width()
                || samples.height() != box.height())
            throw new IllegalArgumentException("samples and flags must cover " + box);
    }

    /**
     * Writes the painted samples into an ImgLib2 image, at their places, and touches no other. Samples of whole-number
     * types that already have the value, as doubles tell it, stay as they are.
     *
     * @param target of the axes, the type and the origin of the image that was repainted
     * @throws InpaintException if it is of another type or has other channels
     */
    public <T extends Type<T>> void write(final RandomAccessibleInterval<T> target) {
        final SampleType type = SampleType.of(target.getType());
        if (!type.equals(samples.type()) || ImgSamples.planes(target) != samples.planes().size())
            throw new InpaintException("The patch has " + samples.planes().size() + " planes of "
                    + samples.type().bits()
                    + " bits and the image " + ImgSamples.planes(target) + " of " + type.bits()
                    + ", or their values have another range: write it into an image like the one that was repainted.");
        ImgSamples.write(samples, box, painted, target);
    }

    /**
     * The patch as an image of its own: a copy of the image over the box, with the painted samples written into it.
     *
     * @param image the one that was repainted
     * @return of the same type, at the same place
     * @throws InpaintException if the image is another one
     */
    public <T extends Type<T>> RandomAccessibleInterval<T> over(final RandomAccessibleInterval<T> image) {
        final RandomAccessibleInterval<T> out = ImgSamples.copy(image, box);
        write(out);
        return out;
    }

    /** Writes the painted samples into whole planes of an image. */
    public void write(final List<Object> planes, final int width, final int height) {
        samples.write(painted, planes, width, height, box.x(), box.y());
    }

    /** The same patch with its provenance. */
    public Patch by(final Provenance by) {
        return new Patch(box, samples, painted, selection, by);
    }

    /** The same patch at another place. */
    public Patch at(final int x, final int y) {
        final Box from = selection.box();
        return new Patch(new Box(x, y, box.width(), box.height()), samples, painted, new Mask(
                new Box(from.x() + x - box.x(), from.y() + y - box.y(), from.width(), from.height()),
                selection.values()), provenance);
    }
}
