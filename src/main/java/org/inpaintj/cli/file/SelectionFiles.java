package org.inpaintj.cli.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.PartFile;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.raster.Mask;

/** This class saves selections as ImageJ's {@code .roi} and {@code .zip} files, and masks as images. */
public final class SelectionFiles {

    private SelectionFiles() {}

    /** True if a name is one for selections rather than images. */
    public static boolean isRoi(final Path path) {
        final String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".roi") || name.endsWith(".zip");
    }

    /** @throws InpaintException if the name is neither one for selections nor one for images */
    public static void checkFormat(final Path path) {
        if (!isRoi(path))
            ImageFiles.checkFormat(path);
    }

    /** A mask as an 8-bit image of 0 and 255. */
    public static void save(final Mask mask, final int width, final int height, final Path path,
            final Consumer<String> notes) {
        final float[] values = mask.over(new Box(0, 0, width, height)).values();
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) (values[i] >= 0.5f ? 255 : 0);
        final String name = String.valueOf(path.getFileName());
        ImageFiles.save(new ImagePlus(name, new ByteProcessor(width, height, pixels)), path, notes);
    }

    /**
     * Selections as ImageJ's own files. Until that is done, and if it fails, the old file stays.
     *
     * @param path  a {@code .zip}, or a {@code .roi} for a single one
     * @param notes told in a sentence what the user should know
     */
    public static void save(final List<Roi> rois, final Path path, final Consumer<String> notes) {
        try (PartFile part = new PartFile(path, ".roi")) {
            Files.write(part.path(), String.valueOf(path).toLowerCase(Locale.ROOT).endsWith(".zip") ? zip(rois)
                    : RoiEncoder.saveAsByteArray(rois.get(0)));
            part.commit(notes);
        } catch (final IOException e) {
            throw ImageFiles.unwritten(path, e);
        }
    }

    private static byte[] zip(final List<Roi> rois) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < rois.size(); i++) {
                zip.putNextEntry(new ZipEntry(String.format(Locale.ROOT, "%04d.roi", i + 1)));
                zip.write(RoiEncoder.saveAsByteArray(rois.get(i)));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
