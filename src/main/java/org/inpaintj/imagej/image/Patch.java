package org.inpaintj.imagej.image;

import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/**
 * One finished candidate: the exact samples that belong into the image, and where.
 *
 * @param box        in pixels of the image
 * @param samples    over the box, at the image's own type; meaningless where {@code painted} is false
 * @param painted    one flag a pixel of the box, row by row: true where the image takes the sample
 * @param selection  what the user selected, before it was inverted, grown or feathered
 * @param provenance how it was made
 */
public record Patch(Box box, Samples samples, boolean[] painted, Mask selection, Provenance provenance) {

    public Patch {
        if (painted.length != (long) box.width() * box.height() || samples.width() != box.width()
                || samples.height() != box.height())
            throw new IllegalArgumentException("samples and flags must cover " + box);
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
