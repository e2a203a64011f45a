package org.inpaintj.serve.work;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;

import org.inpaintj.core.Plane;
import org.inpaintj.engine.remote.jpeg.JpegPicture;
import org.inpaintj.png.PngImage;
import org.inpaintj.serve.http.ApiException;

/**
 * Reads the pictures of requests, PNG or JPEG: base64, alone or in a data URI. A path or an address is none, and is not
 * looked at. Thread-safe.
 */
public final class PictureReader {

    /** One is unpacked at a time, for it takes several times the memory that the picture takes then. */
    private static final Object UNPACKING = new Object();
    /** Most pixels of a picture. */
    public static final long MOST_PIXELS = 64_000_000;

    /** The bytes of a picture's file. */
    private static byte[] bytes(final String field, final String text) {
        final String sent = text.strip();
        final int comma = sent.indexOf(',');
        final String coded = sent.regionMatches(true, 0, "data:", 0, 5) && comma > 0 ? sent.substring(comma + 1) : sent;
        try {
            final byte[] file = Base64.getMimeDecoder().decode(coded);
            // letters that are no base64 are passed over, of which lines may have some and paths many
            if (file.length > 0 && coded.length() <= file.length / 3 * 4 * 1.05 + 16)
                return file;
        } catch (final IllegalArgumentException e) {
            // said below
        }
        throw ApiException.invalid(field, "is no picture: send the base64 of a PNG file; paths and addresses are not "
                + "opened");
    }

    /**
     * Reads the picture of a field.
     *
     * @throws ApiException 422 if it is none
     */
    public RgbPicture read(final String field, final String text) {
        final byte[] file = bytes(field, text);
        synchronized (UNPACKING) {
            return PngImage.isPng(file) ? png(field, file) : jpeg(field, file);
        }
    }

    private static RgbPicture jpeg(final String field, final byte[] file) {
        if (!JpegPicture.isOne(file))
            throw ApiException.invalid(field, "is " + PngImage.kind(file) + ", which is not read here: send a PNG");
        try {
            final List<Plane> planes = JpegPicture.read(file);
            final int width = planes.get(0).width(), height = planes.get(0).height();
            final int[] argb = new int[width * height];
            for (int i = 0; i < argb.length; i++)
                argb[i] = 0xff000000 | byteOf(planes.get(0).values()[i]) << 16
                        | byteOf(planes.get(1).values()[i]) << 8 | byteOf(planes.get(2).values()[i]);
            return new RgbPicture(width, height, argb);
        } catch (final DataFormatException e) {
            throw ApiException.invalid(field, "is a damaged JPEG or one of a rare kind (" + e.getMessage()
                    + "): send a PNG");
        }
    }

    private static RgbPicture png(final String field, final byte[] file) {
        final PngImage image = image(field, file);
        final int[] argb = new int[image.width() * image.height()];
        for (int y = 0, i = 0; y < image.height(); y++)
            for (int x = 0; x < image.width(); x++, i++)
                argb[i] = byteOf(image.alpha(x, y)) << 24 | byteOf(image.value(x, y, 0)) << 16
                        | byteOf(image.value(x, y, 1)) << 8 | byteOf(image.value(x, y, 2));
        return new RgbPicture(image.width(), image.height(), argb);
    }

    private static int byteOf(final float share) {
        return Math.round(255 * share);
    }

    private static PngImage image(final String field, final byte[] file) {
        try {
            return PngImage.read(file, MOST_PIXELS);
        } catch (final DataFormatException e) {
            throw ApiException.invalid(field, "is a damaged or too large PNG: " + e.getMessage());
        }
    }

    /** The texts in a PNG; none in other files. */
    public Map<String, String> texts(final String field, final String text) {
        final byte[] file = bytes(field, text);
        if (PngImage.isPng(file))
            synchronized (UNPACKING) {
                return image(field, file).texts();
            }
        read(field, text);
        return Map.of();
    }
}
