package org.inpaintj.imagej.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * This check tells whether a JPEG is whole, which it finds by decoding it once: ImageJ's way to read one prints what is
 * wrong on the standard error from a thread of its own, and takes grey for what is missing.
 */
final class JpegCheck {

    private JpegCheck() {}

    /**
     * @return how many bytes the samples take once they are read
     * @throws IOException if it is cut off or damaged
     */
    static long check(final Path path) throws IOException {
        final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext())
            return 0;
        final ImageReader reader = readers.next();
        try (ImageInputStream in = ImageIO.createImageInputStream(path.toFile())) {
            reader.setInput(in, true, true);
            final long bytes = FileCheck.product(reader.getWidth(0), reader.getHeight(0), 4);
            if (bytes > Runtime.getRuntime().maxMemory() / 2)
                return 2 * bytes;
            final String[] said = { "" };
            reader.addIIOReadWarningListener((source, warning) -> said[0] += warning + "\n");
            reader.readRaster(0, null);
            if (said[0].contains("Premature end of input"))
                throw new EOFException("it is cut off");
            if (said[0].lines().anyMatch(line -> line.startsWith("Corrupt JPEG data") && !line.contains("extraneous")))
                throw new IOException("its samples cannot be unpacked");
            return bytes;
        } finally {
            reader.dispose();
        }
    }
}
