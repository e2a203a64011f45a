package org.inpaintj.imagej.file;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import ij.process.ByteProcessor;

/** This class reads the alpha channel of an image file, which ImageJ drops when it opens one. */
public final class AlphaChannel {

    private static final int OPAQUE = 255;

    private AlphaChannel() {}

    /**
     * @return 0 where the file is transparent, 255 where it is opaque; null if it has no alpha channel, the same value
     *         everywhere in it, or a format that Java does not read
     */
    public static ByteProcessor read(final File file) {
        final ByteProcessor alpha = channel(file);
        return alpha == null || isConstant(alpha) ? null : alpha;
    }

    /** The same where a file that is transparent everywhere has one; empty if it is opaque everywhere. */
    public static Optional<ByteProcessor> any(final File file) {
        return Optional.ofNullable(channel(file)).filter(alpha -> alpha.get(0) != OPAQUE || !isConstant(alpha));
    }

    private static boolean isConstant(final ByteProcessor alpha) {
        for (int i = 1; i < alpha.getPixelCount(); i++)
            if (alpha.get(i) != alpha.get(0))
                return false;
        return true;
    }

    private static ByteProcessor channel(final File file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
            final Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext())
                return null;
            final ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                if (!reader.getImageTypes(0).next().getColorModel().hasAlpha())
                    return null;
                return alpha(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (final IOException | RuntimeException e) {
            // damaged, or a dialect unknown to Java: what ImageJ makes of it decides
            return null;
        }
    }

    private static ByteProcessor alpha(final BufferedImage image) {
        final int width = image.getWidth(), height = image.getHeight();
        final byte[] out = new byte[width * height];
        final int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++)
                out[y * width + x] = (byte) (row[x] >>> 24);
        }
        return new ByteProcessor(width, height, out);
    }
}
