package org.inpaintj.segment;

import java.nio.ByteBuffer;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.inpaintj.core.Sha256;

/**
 * An RGB image holds 8-bit red, green and blue, which is all that these networks ever see. Nobody writes to the values
 * after construction.
 *
 * @param width  columns, at least 1
 * @param height rows, at least 1
 * @param rgb    red, green and blue of each pixel, unsigned, row by row
 */
public record RgbImage(int width, int height, byte[] rgb) {

    private static final int CHANNELS = 3, TOP = 255;

    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != (long) CHANNELS * width * height)
            throw new IllegalArgumentException(rgb.length + " bytes for " + width + " x " + height + " pixels");
    }

    /** @param pixels {@code 0xRRGGBB} each, row by row; the highest byte is ignored */
    public static RgbImage of(final int width, final int height, final int[] pixels) {
        final byte[] rgb = new byte[Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height))];
        for (int i = 0; i < pixels.length; i++)
            for (int c = 0; c < CHANNELS; c++)
                rgb[CHANNELS * i + c] = (byte) (pixels[i] >> 8 * (CHANNELS - 1 - c));
        return new RgbImage(width, height, rgb);
    }

    /**
     * The picture nearest to tones.
     *
     * @param tones axes x, y, channel (red, green, blue), nominally 0 to 1; beyond is clamped and NaN is black
     */
    public static RgbImage of(final RandomAccessibleInterval<FloatType> tones) {
        final int width = (int) tones.dimension(0), height = (int) tones.dimension(1);
        if (tones.numDimensions() != CHANNELS || tones.dimension(2) != CHANNELS)
            throw new IllegalArgumentException("a picture needs axes x, y and three channels");
        final byte[] rgb = new byte[Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height))];
        final Cursor<FloatType> cursor = Views.flatIterable(tones).cursor();
        final int plane = width * height;
        for (int c = 0; c < CHANNELS; c++)
            for (int i = 0; i < plane; i++)
                rgb[CHANNELS * i + c] = (byte) Math.max(0, Math.min(TOP, Math.round(TOP * cursor.next().get())));
        return new RgbImage(width, height, rgb);
    }

    /** SHA-256 of size and pixels, in hexadecimal. */
    public String digest() {
        return new Sha256().add(ByteBuffer.allocate(2 * Integer.BYTES).putInt(width).putInt(height).flip())
                .add(rgb).hex();
    }
}
