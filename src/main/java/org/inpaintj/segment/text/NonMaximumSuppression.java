package org.inpaintj.segment.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Non-maximum suppression drops what was found twice. */
final class NonMaximumSuppression {

    private NonMaximumSuppression() {}

    /**
     * Best first, each unless a better one of the same phrase overlaps it by more than the limit; equally sure ones in
     * the order in which they came.
     *
     * @param limit intersection over union, 0 to 1; 1 keeps all
     */
    static List<Detection> apply(final List<Detection> found, final double limit) {
        final List<Detection> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
        final List<Detection> kept = new ArrayList<>();
        for (final Detection d : sorted)
            if (kept.stream().noneMatch(k -> k.phrase().equals(d.phrase()) && k.bounds().overlap(d.bounds()) > limit))
                kept.add(d);
        return kept;
    }
}
