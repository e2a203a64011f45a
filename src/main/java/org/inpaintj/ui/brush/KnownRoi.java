package org.inpaintj.ui.brush;

import java.awt.Rectangle;
import java.awt.Shape;

import ij.gui.Roi;
import ij.gui.ShapeRoi;

/**
 * A selection as it was, to tell whether it is still the same. Of a composite no copy is made, which takes long where
 * it has many corners: ImageJ gives a changed one another shape.
 *
 * @param shape of a composite, else null
 * @param copy  of any other, else null
 */
record KnownRoi(Roi roi, Rectangle bounds, Shape shape, Roi copy) {

    static KnownRoi of(final Roi roi) {
        return roi instanceof ShapeRoi composite ? new KnownRoi(roi, roi.getBounds(), composite.getShape(), null)
                : new KnownRoi(roi, roi.getBounds(), null, (Roi) roi.clone());
    }

    /** True for that selection, while nobody has moved or changed it. */
    boolean is(final Roi now) {
        return now == roi && now.getBounds().equals(bounds)
                && (now instanceof ShapeRoi composite ? composite.getShape() == shape : now.equals(copy));
    }
}
