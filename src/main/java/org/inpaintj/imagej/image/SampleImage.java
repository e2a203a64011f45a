package org.inpaintj.imagej.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.gui.PolygonRoi;
import ij.gui.Roi;

/** The sample image comes with the jar: a photographer in a park, with towers behind him that can go. */
public final class SampleImage {

    private static final String FILE = "camera.png";
    /** Around the towers, px. */
    private static final int[] TOWERS_X = { 405, 405, 436, 442, 475, 475 }, TOWERS_Y = { 185, 112, 112, 150, 160, 190 };

    private SampleImage() {}

    /** A new image of 512 x 512 px and 8 bits, not shown, without a selection. */
    public static ImagePlus open() {
        try (InputStream in = SampleImage.class.getResourceAsStream("/org/inpaintj/samples/" + FILE)) {
            return new ImagePlus(FILE, ImageIO.read(in));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new selection around the towers. */
    public static Roi towers() {
        return new PolygonRoi(TOWERS_X, TOWERS_Y, TOWERS_X.length, Roi.POLYGON);
    }

    /** Whether an image is the sample, told by its title and size. */
    public static boolean is(final ImagePlus imp) {
        return imp.getTitle().startsWith("camera") && imp.getWidth() == 512 && imp.getHeight() == 512;
    }
}
