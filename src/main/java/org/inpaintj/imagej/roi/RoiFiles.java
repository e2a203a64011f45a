package org.inpaintj.imagej.roi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiDecoder;

import org.inpaintj.core.InpaintException;

/** This class reads selections that were typed as numbers or saved in ImageJ's {@code .roi} and {@code .zip} files. */
public final class RoiFiles {

    private static final int MOST = 20000, MOST_BYTES = 16 << 20;

    private RoiFiles() {}

    /**
     * Selects a rectangle of an image; what reaches beyond it is cut off.
     *
     * @param rectangle left, top, width and height, 0-based, in pixels
     * @throws InpaintException if it covers no pixel
     */
    public static void select(final ImagePlus imp, final int[] rectangle) {
        // in long, for the ends may lie beyond the largest int
        final int left = Math.max(0, rectangle[0]), top = Math.max(0, rectangle[1]);
        final long width = Math.min((long) rectangle[0] + rectangle[2], imp.getWidth()) - left;
        final long height = Math.min((long) rectangle[1] + rectangle[3], imp.getHeight()) - top;
        if (width <= 0 || height <= 0)
            throw new InpaintException("The rectangle " + rectangle[0] + "," + rectangle[1] + "," + rectangle[2] + ","
                    + rectangle[3] + " covers no pixel of '" + imp.getTitle() + "', which is " + imp.getWidth() + " x "
                    + imp.getHeight() + ": give left,top,width,height inside it.");
        imp.setRoi(left, top, (int) width, (int) height);
    }

    /**
     * The numbers of a rectangle: left, top, width and height.
     *
     * @throws InpaintException if a text is none
     */
    public static int[] rectangle(final String text) {
        if (!text.matches("\\s*-?\\d{1,9}(\\s*,\\s*-?\\d{1,9}){3}\\s*"))
            throw new InpaintException("roi=" + text + " is no left,top,width,height in pixels.");
        return Arrays.stream(text.split(",")).map(String::strip).mapToInt(Integer::parseInt).toArray();
    }

    /**
     * The selections of a file, in its order.
     *
     * @throws InpaintException if it cannot be read, or holds none
     */
    public static List<Roi> read(final Path file) {
        final List<Roi> rois = new ArrayList<>();
        try {
            if (!isZip(file))
                add(rois, Files.size(file) > MOST_BYTES ? new byte[0] : Files.readAllBytes(file),
                        String.valueOf(file.getFileName()));
            else
                try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
                    for (ZipEntry entry = zip.getNextEntry(); entry != null && rois.size() <= MOST; entry =
                            zip.getNextEntry())
                        if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".roi"))
                            add(rois, zip.readNBytes(MOST_BYTES), entry.getName());
                }
        } catch (final IOException | RuntimeException e) {
            throw new InpaintException("The selections in '" + file + "' cannot be read (" + e.getMessage()
                    + "): save them again with the ROI Manager.", e);
        }
        if (rois.isEmpty() || rois.size() > MOST)
            throw new InpaintException("'" + file + "' holds " + (rois.isEmpty() ? "no selection"
                    : "more than " + MOST + " selections") + ": name a .roi or .zip file of the ROI Manager.");
        return rois;
    }

    /** Whether a file may hold several. */
    public static boolean isZip(final Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private static void add(final List<Roi> rois, final byte[] bytes, final String name) throws IOException {
        final Roi roi = new RoiDecoder(bytes, name).getRoi();
        if (roi != null)
            rois.add(roi);
    }
}
