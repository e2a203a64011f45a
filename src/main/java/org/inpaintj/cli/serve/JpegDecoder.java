package org.inpaintj.cli.serve;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.serve.work.PictureReader;
import org.inpaintj.serve.work.RgbPicture;

/** Reads JPEG pictures of clients with Java's own reader, after a look at their size. */
final class JpegDecoder implements PictureReader.Decoder {

    private static final String DAMAGED = "The JPEG is damaged or of a kind that is not read here: send a PNG.";

    @Override
    public Optional<RgbPicture> read(final byte[] file, final long mostPixels) {
        if (file.length < 3 || (file[0] & 0xff) != 0xff || (file[1] & 0xff) != 0xd8 || (file[2] & 0xff) != 0xff)
            return Optional.empty();
        final Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        final ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            final long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > mostPixels || pixels * 12 > Runtime.getRuntime().maxMemory() / 2)
                throw new InpaintException("The JPEG is too large: send one of at most " + mostPixels / 1_000_000
                        + " megapixels.");
            final BufferedImage image = reader.read(0);
            final int width = image.getWidth(), height = image.getHeight();
            return Optional.of(new RgbPicture(width, height, image.getRGB(0, 0, width, height, null, 0, width)));
        } catch (final IOException | RuntimeException e) {
            throw e instanceof InpaintException known ? known : new InpaintException(DAMAGED, e);
        } finally {
            reader.dispose();
        }
    }
}
