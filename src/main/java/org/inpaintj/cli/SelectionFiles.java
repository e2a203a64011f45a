package org.inpaintj.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.InpaintException;
import org.inpaintj.mask.Mask;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.ByteProcessor;

/** Saves selections as ImageJ's {@code .roi} and {@code .zip} files, and masks as images. */
final class SelectionFiles {

    private SelectionFiles() {}

    /** True if a name is one for selections rather than images. */
    static boolean isRoi(final Path path) {
        final String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".roi") || name.endsWith(".zip");
    }

    /** @throws InpaintException if nothing can be saved there; asked before the work begins */
    static void checkWritable(final Path path) {
        // the same questions but for the format
        ImageFiles.checkWritable(isRoi(path) ? path.resolveSibling(path.getFileName() + ".png") : path);
        if (Files.isDirectory(path))
            throw new InpaintException("'" + path + "' is a folder; name a file.");
    }

    /** A mask as an 8-bit image of 0 and 255. */
    static void save(final Mask mask, final int width, final int height, final Path path) {
        final float[] values = mask.over(new Box(0, 0, width, height)).values();
        final byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (byte) (values[i] >= 0.5f ? 255 : 0);
        final String name = String.valueOf(path.getFileName());
        ImageFiles.save(new ImagePlus(name, new ByteProcessor(width, height, pixels)), path);
    }

    /**
     * Selections as ImageJ's own files; the file appears only when it is whole.
     *
     * @param path a {@code .zip}, or a {@code .roi} for a single one
     */
    static void save(final List<Roi> rois, final Path path) {
        final Path part = path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(part, String.valueOf(path).toLowerCase(Locale.ROOT).endsWith(".zip") ? zip(rois)
                    : RoiEncoder.saveAsByteArray(rois.get(0)));
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (final IOException e) {
            throw new InpaintException("'" + path + "' could not be written (" + e.getMessage() + ").", e);
        } finally {
            part.toFile().delete();
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
