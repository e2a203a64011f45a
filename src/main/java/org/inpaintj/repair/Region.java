package org.inpaintj.repair;

import java.util.Map;

import org.inpaintj.core.Box;
import org.inpaintj.raster.Mask;

/**
 * Something that was found in an image.
 *
 * @param label what it is called: the phrase that it was found by, the name of a selection; may be empty
 * @param score how sure the finder is, 0 to 1; 1 where nobody doubts
 * @param box   where it was found, inside the image: what its area and its place are judged by
 * @param mask  its pixels
 * @param facts how it was found, for the record of what becomes of it
 */
public record Region(String label, double score, Box box, Mask mask, Map<String, String> facts) {

    public Region {
        facts = Map.copyOf(facts);
    }

    /** A region whose box is that of its mask. */
    public static Region of(final String label, final double score, final Mask mask) {
        final Mask trimmed = mask.trim();
        return new Region(label, score, trimmed.box(), trimmed, Map.of());
    }

    Region with(final Mask other) {
        return new Region(label, score, box, other, facts);
    }

    /** Pixels of the box. */
    long area() {
        return (long) box.width() * box.height();
    }
}
