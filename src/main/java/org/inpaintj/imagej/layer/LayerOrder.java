package org.inpaintj.imagej.layer;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import ij.gui.Overlay;
import ij.gui.Roi;

/** The order of layers in an overlay, among other elements, which stay where they are. On the event thread. */
final class LayerOrder {

    private LayerOrder() {}

    /**
     * Gives the places that some elements have to the same elements in another order.
     *
     * @param order all of them are in the overlay; compared by identity, for to ImageJ elements of the same bounds are
     *              equal
     */
    static void set(final Overlay overlay, final List<Roi> order) {
        final List<Roi> all = Arrays.asList(overlay.toArray());
        final Iterator<Roi> next = order.iterator();
        for (int i = 0; i < all.size(); i++)
            if (contains(order, all.get(i)))
                overlay.set(next.next(), i);
    }

    private static boolean contains(final List<Roi> some, final Roi roi) {
        return some.stream().anyMatch(other -> other == roi);
    }
}
