package org.inpaintj.ui.brush;

import org.inpaintj.raster.tile.TileMask;

/** The union of two masks, made anew only when one of them has changed. On one thread. */
final class ShownMask {

    private TileMask first, second, both;

    TileMask of(final TileMask one, final TileMask other) {
        if (one != first || other != second) {
            first = one;
            second = other;
            both = other.isEmpty() ? one : one.isEmpty() ? other : one.or(other);
        }
        return both;
    }
}
