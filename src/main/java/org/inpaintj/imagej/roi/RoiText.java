package org.inpaintj.imagej.roi;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Base64;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.raster.Mask;

/**
 * A selection as a text, from which the same comes again, of whatever kind: the bytes of ImageJ's {@code .roi} files in
 * base64. With its soft edge, if it has one; without name, other properties, position in a stack, and pixels.
 */
public final class RoiText {

    /** What macros call. */
    private static final String CALL = "call(\"" + RoiText.class.getName() + ".select\", \"";

    private RoiText() {}

    public static String of(final Roi roi) {
        // one of these carries an image, of which the selection is the rectangle
        final Roi bare = roi instanceof ImageRoi ? new Roi(roi.getBounds()) : (Roi) roi.clone();
        bare.setName(null);
        bare.setPosition(0);
        final String text = text(bare);
        // rotated rectangles and ellipses are kept as rounded numbers, from which another pixel of the rim can come
        return bare instanceof PolygonRoi && bare.isArea() && !sameArea(bare, roi(text))
                ? text(filled(bare)) : text;
    }

    /** The pixels that an area covers. */
    private static Roi filled(final Roi area) {
        final Rectangle at = area.getBounds();
        final byte[] mask = pixels(area.getMask());
        final float[] values = new float[at.width * at.height];
        for (int i = 0; i < values.length; i++)
            values[i] = mask == null || mask[i] != 0 ? 1 : 0;
        return MaskToRoi.of(new Mask(new Box(at.x, at.y, at.width, at.height), values)).orElse(area);
    }

    /** A copy of a selection shares its properties, so those are taken off what was read back. */
    private static String text(final Roi roi) {
        final Roi read = RoiDecoder.openFromByteArray(RoiEncoder.saveAsByteArray(roi));
        final String soft = read.getProperty(SoftSelection.KEY);
        read.setProperties("");
        if (soft != null)
            read.setProperty(SoftSelection.KEY, soft);
        return Base64.getEncoder().encodeToString(RoiEncoder.saveAsByteArray(read));
    }

    private static boolean sameArea(final Roi one, final Roi other) {
        return one.getBounds().equals(other.getBounds()) && Arrays.equals(pixels(one.getMask()),
                pixels(other.getMask()));
    }

    private static byte[] pixels(final ImageProcessor mask) {
        return mask == null ? null : (byte[]) mask.getPixels();
    }

    /** @throws InpaintException if it is none */
    public static Roi roi(final String text) {
        try {
            final Roi roi = new RoiDecoder(Base64.getDecoder().decode(text), null).getRoi();
            if (roi != null)
                return roi;
        } catch (final java.io.IOException | RuntimeException | OutOfMemoryError e) {
            throw new InpaintException("The selection cannot be read: it is damaged.", e);
        }
        throw new InpaintException("The selection cannot be read: it is damaged.");
    }

    /** The line of a macro that selects it in the current image: readable where ImageJ has a function for it. */
    public static String macro(final String text) {
        final Roi roi = roi(text);
        final Rectangle2D at = roi.getFloatBounds();
        final boolean whole = roi.getProperty(SoftSelection.KEY) == null && at.getX() == Math.rint(at.getX())
                && at.getY() == Math.rint(at.getY()) && at.getWidth() == Math.rint(at.getWidth())
                && at.getHeight() == Math.rint(at.getHeight());
        final String box = "(" + (int) at.getX() + ", " + (int) at.getY() + ", " + (int) at.getWidth() + ", "
                + (int) at.getHeight() + ");";
        if (whole && roi.getClass() == Roi.class && roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0)
            return "makeRectangle" + box;
        return whole && roi.getClass() == OvalRoi.class ? "makeOval" + box : CALL + text + "\");";
    }

    /**
     * Selects it in the current image; for macros, which stop if that cannot be done.
     *
     * @return an empty text
     */
    public static String select(final String text) {
        try {
            final ImagePlus image = WindowManager.getCurrentImage();
            if (image == null)
                throw new InpaintException("There is no image open to select something in: open one first.");
            image.setRoi(roi(text));
        } catch (final InpaintException e) {
            IJ.error("Selection", e.getMessage());
        }
        return "";
    }
}
