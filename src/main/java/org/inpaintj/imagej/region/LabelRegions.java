package org.inpaintj.imagej.region;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Facts;
import org.inpaintj.imagej.roi.MaskReader;
import org.inpaintj.raster.ConnectedComponents;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;

/**
 * This source makes regions of an image whose values say which object a pixel belongs to; 0 and NaN belong to none.
 */
public final class LabelRegions {

    /** More values than any label image has, but fewer than a photograph. */
    private static final int MOST = 20000;

    private LabelRegions() {}

    /**
     * @param labels title or ID of an open image, or path of a file
     * @param target the image to be repaired
     * @throws InpaintException if there is no such image, it is of another size, empty, or no label image
     */
    public static List<Region> of(final String labels, final ImagePlus target) {
        if (labels.isBlank())
            throw new InpaintException("No label image is named: set Label image (labels=TITLE) to the title of an "
                    + "open image or the path of a file.");
        final MaskReader.MaskPlane plane = MaskReader.read("label image", labels, target, false);
        return of(plane.name(), plane.pixels());
    }

    /**
     * A region for each value, in ascending order; where all labels have the same value, for each connected part.
     *
     * @param name for messages
     */
    public static List<Region> of(final String name, final ImageProcessor ip) {
        final int width = ip.getWidth();
        final Map<Double, Box> boxes = new TreeMap<>();
        for (int i = 0; i < ip.getPixelCount(); i++) {
            final double value = value(ip, i);
            if (value == 0 || Double.isNaN(value))
                continue;
            final int x = i % width, y = i / width;
            final Box box = boxes.get(value);
            // a box for each pixel would take longer than all the rest
            if (box == null || x < box.x() || x >= box.x() + box.width() || y >= box.y() + box.height())
                boxes.merge(value, new Box(x, y, 1, 1), Box::span);
            if (boxes.size() > MOST)
                throw new InpaintException("'" + name + "' has more than " + MOST
                        + " different values, so it is no label "
                        + "image: name one in which each object has a value of its own.");
        }
        if (boxes.isEmpty())
            throw new InpaintException("'" + name + "' is 0 everywhere, so it labels nothing.");
        final List<Region> regions = new ArrayList<>();
        boxes.forEach((value, box) -> {
            final Mask mask = mask(ip, value, box);
            final Map<String, String> facts = Map.of(Facts.REGION + " label", text(value));
            (boxes.size() == 1 ? ConnectedComponents.parts(mask) : List.of(mask))
                    .forEach(m -> regions.add(new Region("", 1, m.box(), m, facts)));
        });
        return regions;
    }

    private static Mask mask(final ImageProcessor ip, final double label, final Box box) {
        final float[] values = new float[box.width() * box.height()];
        for (int i = 0; i < values.length; i++)
            values[i] = value(ip, (box.y() + i / box.width()) * ip.getWidth() + box.x() + i % box.width()) == label ? 1
                    : 0;
        return new Mask(box, values);
    }

    private static double value(final ImageProcessor ip, final int index) {
        return ip instanceof ColorProcessor ? ip.get(index) & 0xffffff : ip.getf(index);
    }

    private static String text(final double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }
}
