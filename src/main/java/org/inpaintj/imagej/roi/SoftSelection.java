package org.inpaintj.imagej.roi;

import java.awt.Rectangle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.imagej.layer.PackedText;
import org.inpaintj.raster.Mask;
import org.inpaintj.raster.tile.Brush;
import org.inpaintj.raster.tile.TileMask;
import org.inpaintj.raster.tile.TileOutline;

/**
 * A soft selection is a selection of ImageJ that says in a property how much of each pixel is selected. Its outline
 * encloses what is selected by half or more; who does not know the property sees that alone. ImageJ saves the property
 * with the selection, keeps it in copies, and a macro sets it with {@code Roi.setProperty}. It counts as long as the
 * outline is the one that it was written for, wherever the selection was moved to.
 */
public final class SoftSelection {

    /** Of the property: four numbers (offset of the box from the selection's, its size) and a byte a pixel, packed. */
    public static final String KEY = "inpaintj.mask";

    /** A larger soft edge is not kept, px of its box. */
    private static final long MOST = 64L << 20;
    private static final int HEAD = 4 * Integer.BYTES;
    /** Corners of what is a polygon; ImageJ takes long to draw one with many. */
    private static final int POLYGON = 2000;

    private SoftSelection() {}

    /** False where the mask has a soft edge over so large a box that it would not be kept. */
    public static boolean keeps(final TileMask mask) {
        final Box box = mask.bounds();
        return (long) box.width() * box.height() <= MOST || mask.isHard();
    }

    /**
     * The selection of a mask, with its soft edge if it has one that {@link #keeps} is true of: a rectangle or a
     * polygon where that is exact and has few corners, else a composite. Only a soft edge takes memory for the mask's
     * bounds.
     *
     * @return empty where nothing is selected by half
     */
    public static Optional<Roi> of(final TileMask mask) {
        final List<int[]> loops = TileOutline.of(mask);
        if (loops.isEmpty())
            return Optional.empty();
        final Roi roi = loops.size() == 1 && loops.get(0).length <= 2 * POLYGON ? polygon(loops.get(0))
                : new OutlineRoi(loops);
        final Box box = mask.bounds();
        if (!mask.isHard() && keeps(mask))
            roi.setProperty(KEY, text(roi, box, mask.values(box)));
        return Optional.of(roi);
    }

    private static Roi polygon(final int[] corners) {
        final int count = corners.length / 2;
        final int[] x = new int[count], y = new int[count];
        for (int i = 0; i < count; i++) {
            x[i] = corners[2 * i];
            y[i] = corners[2 * i + 1];
        }
        final Roi traced = new PolygonRoi(x, y, count, Roi.TRACED_ROI);
        return count == 4 ? new Roi(traced.getBounds()) : traced;
    }

    /** Values from 0 to 255, as unsigned bytes, over a box of the image. */
    private record Mask8(Box box, byte[] values) {
    }

    private static String text(final Roi roi, final Box box, final byte[] values) {
        final ByteBuffer out = ByteBuffer.allocate(HEAD + values.length);
        final Rectangle at = roi.getBounds();
        out.putInt(box.x() - at.x).putInt(box.y() - at.y).putInt(box.width()).putInt(box.height()).put(values);
        return PackedText.text(out.array());
    }

    /** What a selection covers of an image, with its soft edge; of points those on the plane that is shown. */
    public static TileMask mask(final Roi roi, final ImagePlus imp) {
        final int width = imp.getWidth(), height = imp.getHeight();
        final Rectangle r = roi.getBounds();
        final Box box = new Box(r.x, r.y, r.width, r.height);
        final ImageProcessor shape = roi.isArea() ? roi.getMask() : null;
        if (roi.isArea() && shape == null)
            return read(roi, (x, y) -> Optional.of(x >= 0 && y >= 0 && x < box.width() && y < box.height()))
                    .map(soft -> TileMask.of(width, height, soft.box, soft.values))
                    .orElseGet(() -> TileMask.of(width, height, box, null));
        if (!(shape instanceof ByteProcessor bytes))
            return TileMask.of(width, height, MaskToRoi.mask(roi, imp));
        final byte[] covered = ((byte[]) bytes.getPixels()).clone();
        for (int i = 0; i < covered.length; i++)
            covered[i] = (byte) (covered[i] == 0 ? 0 : Brush.FULL);
        return read(roi, (x, y) -> Optional.of(x >= 0 && y >= 0 && x < box.width() && y < box.height()
                && covered[y * box.width() + x] != 0)).map(soft -> TileMask.of(width, height, soft.box, soft.values))
                .orElseGet(() -> TileMask.of(width, height, box, covered));
    }

    /** The mask of a selection with its soft edge, if it has one that belongs to what it covers. */
    static Mask soften(final Roi roi, final Mask covered, final Box image) {
        if (roi.getProperty(KEY) == null)
            return covered;
        final Rectangle r = roi.getBounds();
        return read(roi, (x, y) -> isInside(image, r.x + x, r.y + y)
                ? Optional.of(covered.at(r.x + x, r.y + y) > 0) : Optional.empty()).map(soft -> {
                    final float[] values = new float[soft.values.length];
                    for (int i = 0; i < values.length; i++)
                        values[i] = (soft.values[i] & Brush.FULL) / (float) Brush.FULL;
                    return new Mask(soft.box, values).over(soft.box.intersect(image));
                }).orElse(covered);
    }

    private static boolean isInside(final Box image, final int x, final int y) {
        return x >= image.x() && y >= image.y() && x < image.x() + image.width() && y < image.y() + image.height();
    }

    /** Whether a selection covers a pixel, counted from the corner of its bounds; empty where that is not known. */
    private interface Cover {
        Optional<Boolean> at(int x, int y);
    }

    private static Optional<Mask8> read(final Roi roi, final Cover cover) {
        if (roi.getProperty(KEY) == null)
            return Optional.empty();
        final Rectangle r = roi.getBounds();
        try {
            final ByteBuffer in = ByteBuffer.wrap(PackedText.bytes(roi, KEY, (int) MOST + HEAD));
            final int dx = in.getInt(), dy = in.getInt(), width = in.getInt(), height = in.getInt();
            // what is selected by half lies inside of what is selected at all
            final boolean fits = width > 0 && height > 0 && (long) width * height == in.remaining() && dx <= 0
                    && dy <= 0 && dx > -width && dy > -height && (long) dx + width >= r.width
                    && (long) dy + height >= r.height;
            if (fits) {
                final byte[] values = Arrays.copyOfRange(in.array(), HEAD, in.array().length);
                final Mask8 soft = new Mask8(new Box(r.x + dx, r.y + dy, width, height), values);
                if (isOf(soft, dx, dy, cover))
                    return Optional.of(soft);
            }
        } catch (final RuntimeException e) {
            // the room of layers, which unpacks it, calls it a layer
            IJ.log("The soft edge of the selection is damaged and is left out: its outline alone counts.");
            return Optional.empty();
        }
        IJ.log("The selection was changed since its soft edge was painted, which is left out: its outline alone "
                + "counts.");
        return Optional.empty();
    }

    private static boolean isOf(final Mask8 soft, final int dx, final int dy, final Cover cover) {
        final int width = soft.box.width(), half = (Brush.FULL + 1) / 2;
        for (int i = 0; i < soft.values.length; i++) {
            final boolean selected = (soft.values[i] & Brush.FULL) >= half;
            if (cover.at(dx + i % width, dy + i / width).orElse(selected) != selected)
                return false;
        }
        return true;
    }
}
