package org.inpaintj.imagej.layer;

import ij.gui.ImageRoi;
import ij.gui.Roi;

/** What a user sets of a layer, in properties of its element, which ImageJ keeps through clone, duplicate and TIFF. */
final class LayerSettings {

    private static final String OPACITY = "inpaintj.opacity", LABEL = "inpaintj.label";
    private static final int LONGEST = 200;

    private LayerSettings() {}

    /** Above 0, up to 1; 1 where the property is missing or damaged. */
    static double opacity(final Roi roi) {
        final String text = roi.getProperty(OPACITY);
        if (text == null)
            return 1;
        try {
            final double opacity = Double.parseDouble(text);
            return opacity > 0 && opacity <= 1 ? opacity : 1;
        } catch (final NumberFormatException e) {
            return 1;
        }
    }

    static void setOpacity(final Roi roi, final double opacity) {
        if (!(opacity > 0 && opacity <= 1))
            throw new IllegalArgumentException("opacity " + opacity);
        roi.setProperty(OPACITY, opacity == 1 ? null : Double.toString(opacity));
    }

    /** What the user calls it; empty if nothing. */
    static String label(final Roi roi) {
        final String text = roi.getProperty(LABEL);
        return text == null ? "" : tidy(text);
    }

    static void setLabel(final Roi roi, final String label) {
        final String text = tidy(label);
        roi.setProperty(LABEL, text.isEmpty() ? null : text);
    }

    /** On one line, and not longer than a list shows. */
    private static String tidy(final String text) {
        final String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }

    static void copy(final ImageRoi from, final ImageRoi to) {
        to.setProperty(OPACITY, from.getProperty(OPACITY));
        to.setProperty(LABEL, from.getProperty(LABEL));
    }
}
