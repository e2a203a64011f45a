package org.inpaintj.inpaint.samples;

import java.io.Serializable;

import net.imglib2.type.Type;
import net.imglib2.type.numeric.ARGBType;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.InpaintException;

/**
 * The type of an image's samples: what values there are, and how a plane of them is kept. ImageJ's four types have
 * arrays of their own; samples of any other ImgLib2 type are kept as doubles.
 *
 * @param storage the array of a plane
 * @param bits    a pixel of a plane; ImageJ's numbers are 8, 16, 24 and 32
 * @param whole   whether samples are whole numbers
 * @param min     the smallest sample value of a channel
 * @param max     the largest, which in floats stands for a missing sample
 */
public record SampleType(Storage storage, int bits, boolean whole, double min, double max) implements Serializable {

    /** What the array of a plane is. */
    public enum Storage {
        /** byte[], unsigned; also numbers of colours */
        BYTES(1),
        /** short[], unsigned */
        SHORTS(2),
        /** float[] */
        FLOATS(4),
        /** int[], red in bits 16 to 23, green 8 to 15, blue 0 to 7; three channels a plane */
        PACKED_RGB(4),
        /** double[] */
        DOUBLES(8);

        private final int bytes;

        Storage(final int bytes) {
            this.bytes = bytes;
        }
    }

    public static final SampleType BITS8 = new SampleType(Storage.BYTES, 8, true, 0, 255);
    public static final SampleType BITS16 = new SampleType(Storage.SHORTS, 16, true, 0, 65535);
    public static final SampleType BITS32 =
            new SampleType(Storage.FLOATS, 32, false, -Float.MAX_VALUE, Float.MAX_VALUE);
    public static final SampleType RGB = new SampleType(Storage.PACKED_RGB, 24, true, 0, 255);

    private static final SampleType[] IMAGEJ = { BITS8, BITS16, BITS32, RGB };

    /**
     * The type of ImageJ's images of a bit depth.
     *
     * @throws IllegalArgumentException if ImageJ has no such depth
     */
    public static SampleType of(final int bits) {
        for (final SampleType type : IMAGEJ)
            if (type.bits == bits)
                return type;
        throw new IllegalArgumentException("no image has " + bits + " bits");
    }

    /**
     * The type of an ImgLib2 image's samples, told by one of its pixels.
     *
     * @throws InpaintException if its pixels are neither real numbers nor packed colours
     */
    public static SampleType of(final Type<?> pixel) {
        if (pixel instanceof UnsignedByteType)
            return BITS8;
        if (pixel instanceof UnsignedShortType)
            return BITS16;
        if (pixel instanceof FloatType)
            return BITS32;
        if (pixel instanceof ARGBType)
            return RGB;
        if (pixel instanceof RealType<?> real)
            return new SampleType(Storage.DOUBLES, real.getBitsPerPixel(), real instanceof IntegerType,
                    real.getMinValue(), real.getMaxValue());
        throw new InpaintException("Pixels of the type " + pixel.getClass().getSimpleName() + " cannot be repainted: "
                + "convert the image to a real type or to ARGBType.");
    }

    /** True if a plane holds red, green and blue. */
    public boolean isRgb() {
        return storage == Storage.PACKED_RGB;
    }

    /** True if a channel has 256 unsigned values, of which 0 is black and 255 white. */
    public boolean isByte() {
        return storage == Storage.BYTES || isRgb();
    }

    /** Bytes a pixel of a plane. */
    public int bytes() {
        return storage.bytes;
    }

    /** Channels in one plane. */
    public int channels() {
        return isRgb() ? 3 : 1;
    }

    /** A sample value rounded and clamped to what the type has; halves are rounded up. */
    public double nearest(final double value) {
        final double clamped = Math.max(min, Math.min(max, value));
        // beyond 2^53 a double has no fraction, and a long may be too short
        return !whole || Math.abs(clamped) >= 0x1p53 ? clamped : Math.round(clamped);
    }

    /** An array for so many pixels. */
    public Object array(final int pixels) {
        return switch (storage) {
            case BYTES -> new byte[pixels];
            case SHORTS -> new short[pixels];
            case FLOATS -> new float[pixels];
            case PACKED_RGB -> new int[pixels];
            case DOUBLES -> new double[pixels];
        };
    }

    public Object copy(final Object array) {
        return switch (storage) {
            case BYTES -> ((byte[]) array).clone();
            case SHORTS -> ((short[]) array).clone();
            case FLOATS -> ((float[]) array).clone();
            case PACKED_RGB -> ((int[]) array).clone();
            case DOUBLES -> ((double[]) array).clone();
        };
    }
}
