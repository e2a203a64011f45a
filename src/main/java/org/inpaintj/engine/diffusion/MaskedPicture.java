package org.inpaintj.engine.diffusion;

import java.util.List;
import java.util.Optional;

import org.inpaintj.core.Plane;

/**
 * What a {@link DiffusionPipeline} is given to change.
 *
 * @param planes    red, green and blue, 0..1
 * @param mask      1 = repaint, empty to repaint everything; of the planes' size
 * @param strengths how far each pixel may change, as a share of the strength; empty for all of it
 */
record MaskedPicture(List<Plane> planes, Optional<Plane> mask, Optional<Plane> strengths) {

    /** One that may change as far everywhere. */
    MaskedPicture(final List<Plane> planes, final Optional<Plane> mask) {
        this(planes, mask, Optional.empty());
    }

    int width() {
        return planes.get(0).width();
    }

    int height() {
        return planes.get(0).height();
    }
}
