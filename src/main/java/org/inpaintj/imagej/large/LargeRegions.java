package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.roi.RoiFiles;
import org.inpaintj.imagej.roi.RoiToMask;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.BlockLayout;
import org.inpaintj.inpaint.large.LargeMask;
import org.inpaintj.raster.Mask;
import org.inpaintj.repair.Region;

/**
 * This class makes the regions of a large image: of a mask or label image, which may be as large; of ImageJ's
 * selections in a {@code .roi} or {@code .zip}; of the boxes in a table, {@code .csv} with the columns x, y, width and
 * height.
 */
public final class LargeRegions {

    private static final long MOST_BYTES = 256L << 20;
    private static final List<String> COLUMNS = List.of("x", "y", "width", "height");

    private LargeRegions() {}

    /** True for files of selections and tables of boxes. */
    public static boolean isList(final Path file) {
        return isOf(file, ".roi") || isOf(file, ".zip") || isOf(file, ".csv");
    }

    private static boolean isOf(final Path file, final String ending) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /**
     * The regions of a file.
     *
     * @param labels whether each value of an image is a region, and not each connected part
     * @throws InpaintException if there are none, or the file does not fit
     */
    static List<Region> of(final Path file, final BlockLayout image, final int slice, final int frame,
            final boolean labels, final Progress progress) throws IOException {
        if (isList(file)) {
            final List<Region> regions = isOf(file, ".csv") ? boxes(file, image.bounds())
                    : of(RoiFiles.read(file), image, slice);
            if (regions.isEmpty())
                throw new InpaintException("'" + file + "' names no region within '" + image.info().title() + "'.");
            return regions;
        }
        try (BlockImage mask = LargeFiles.open(file, String.valueOf(file.getFileName()), false)) {
            final BlockLayout layout = mask.layout();
            if (layout.width() != image.width() || layout.height() != image.height())
                throw new InpaintException("The mask '" + layout.info().title() + "' is " + layout.width() + " x "
                        + layout.height() + " pixels and '" + image.info().title() + "' is " + image.width() + " x "
                        + image.height() + ": they must be of the same size.");
            final LargeMask large = new LargeMask(mask, layout.slices() == image.slices() ? slice : 1,
                    layout.frames() == image.frames() ? frame : 1);
            return labels ? large.labels(progress) : large.parts(progress);
        }
    }

    /** One box. */
    static List<Region> box(final int[] roi, final BlockLayout image) {
        final Box box = inside(roi[0], roi[1], roi[2], roi[3], image.bounds());
        if (box.isEmpty())
            throw new InpaintException("The rectangle " + roi[0] + "," + roi[1] + "," + roi[2] + "," + roi[3]
                    + " covers no pixel of '" + image.info().title() + "', which is " + image.width() + " x "
                    + image.height() + ": give left,top,width,height inside it.");
        return List.of(region("", box));
    }

    private static Box inside(final long x, final long y, final long width, final long height, final Box image) {
        final long left = Math.max(0, x), top = Math.max(0, y);
        final long right = Math.min(x + width, image.width()), bottom = Math.min(y + height, image.height());
        return new Box((int) Math.min(left, image.width()), (int) Math.min(top, image.height()),
                (int) Math.max(0, right - left), (int) Math.max(0, bottom - top));
    }

    private static Region region(final String name, final Box box) {
        HeapCheck.check(box);
        return new Region(name, 1, box, Mask.full(box), Map.of());
    }

    /** Those of selections that lie in the image, in their order. */
    static List<Region> of(final List<Roi> rois, final BlockLayout image, final int slice) {
        final List<Region> regions = new ArrayList<>();
        for (final Roi roi : rois) {
            final Mask mask = RoiToMask.mask(roi, image.bounds(), slice);
            if (!mask.box().isEmpty() && !mask.isEmpty())
                regions.add(Region.of(roi.getName() == null ? "" : roi.getName(), 1, mask));
        }
        return regions;
    }

    private static List<Region> boxes(final Path file, final Box image) throws IOException {
        if (Files.size(file) > MOST_BYTES)
            throw new InpaintException("'" + file + "' is too large for a table of boxes.");
        final List<Csv.Row> rows = Csv.parse(Files.readString(file, StandardCharsets.UTF_8));
        final List<String> head = rows.isEmpty() ? List.of()
                : rows.get(0).fields().stream().map(field -> field.strip().toLowerCase(Locale.ROOT)).toList();
        if (!head.containsAll(COLUMNS))
            throw new InpaintException("'" + file + "' is no table of boxes: its first line must name the columns "
                    + String.join(", ", COLUMNS) + ".");
        final List<Region> regions = new ArrayList<>();
        for (final Csv.Row row : rows.subList(1, rows.size())) {
            final int[] box = new int[COLUMNS.size()];
            for (int i = 0; i < box.length; i++) {
                final int column = head.indexOf(COLUMNS.get(i));
                final String text = column < row.fields().size() ? row.fields().get(column).strip() : "";
                if (!text.matches("-?\\d{1,9}"))
                    throw new InpaintException("'" + file + "', line " + row.line() + ": " + COLUMNS.get(i) + " is '"
                            + text + "', and must be a whole number of pixels.");
                box[i] = Integer.parseInt(text);
            }
            final Box inside = inside(box[0], box[1], box[2], box[3], image);
            if (!inside.isEmpty())
                regions.add(region("", inside));
        }
        return regions;
    }
}
