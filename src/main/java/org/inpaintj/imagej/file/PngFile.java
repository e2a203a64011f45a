package org.inpaintj.imagej.file;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import ij.ImagePlus;
import ij.plugin.PNG_Writer;
import ij.process.ImageProcessor;

import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.inpaint.record.PngTexts;

/**
 * A PNG file is read and written here: its samples by ImageJ or a {@link PngCodec}, and the records of generated
 * content beside them.
 */
public final class PngFile {

    private static volatile PngCodec codec;

    private PngFile() {}

    /**
     * Has a codec asked first from now on, for the whole process. Without one ImageJ reads and writes every file.
     *
     * @param first null for none
     */
    public static void install(final PngCodec first) {
        codec = first;
    }

    /**
     * @return the image; null if ImageJ has to open the file, which may be no PNG at all
     * @throws IOException if the file cannot be read, is damaged or cut off
     */
    static ImageProcessor read(final Path path) throws IOException {
        final PngCodec first = codec;
        return first == null ? null : first.read(path);
    }

    /**
     * Writes an image of one plane, 8-bit with or without a palette, 16-bit grey or RGB, and its records.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(final ImagePlus imp, final Path path) throws IOException {
        final PngCodec first = codec;
        if (first == null || imp.getType() == ImagePlus.COLOR_256 || !first.write(imp.getProcessor(), path))
            throughImageJ(imp, path);
        PngTexts.write(path, ProvenanceRecords.of(imp));
    }

    /** ImageJ itself would write a palette. */
    private static void writeGrey(final ImageProcessor ip, final Path path) throws IOException {
        final BufferedImage grey = new BufferedImage(ip.getWidth(), ip.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setDataElements(0, 0, ip.getWidth(), ip.getHeight(), ip.getPixels());
        if (!ImageIO.write(grey, "png", path.toFile()))
            throw new IOException("this Java has no writer of PNG");
    }

    private static void throughImageJ(final ImagePlus imp, final Path path) throws IOException {
        final boolean hidden = imp.getHideOverlay();
        imp.setHideOverlay(true);
        try {
            if (imp.getType() == ImagePlus.GRAY8 && imp.getProcessor().isDefaultLut())
                writeGrey(imp.getProcessor(), path);
            else
                new PNG_Writer().writeImage(imp, path.toString(), -1);
        } catch (final IOException e) {
            throw e;
        } catch (final Exception e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            imp.setHideOverlay(hidden);
        }
    }
}
