package org.inpaintj.imagej.image;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** The sample types of ImageJ's planes. */
public enum SampleType {

    /** byte[], unsigned; also indexed colour */
    BITS8(8, 1),
    /** short[], unsigned */
    BITS16(16, 2),
    /** float[] */
    BITS32(32, 4),
    /** int[], red in bits 16 to 23, green 8 to 15, blue 0 to 7; three channels a plane */
    RGB(24, 4);

    private final int bits;
    private final int bytes;

    SampleType(final int bits, final int bytes) {
        this.bits = bits;
        this.bytes = bytes;
    }

    /** ImageJ's number for it: 8, 16, 24 or 32. */
    public int bits() {
        return bits;
    }

    /** Bytes a pixel of a plane. */
    public int bytes() {
        return bytes;
    }

    /** The largest sample value of a channel; infinite for floats. */
    public double max() {
        return this == BITS32 ? Double.POSITIVE_INFINITY : this == BITS16 ? 65535 : 255;
    }

    /** Channels in one plane. */
    public int channels() {
        return this == RGB ? 3 : 1;
    }

    public static SampleType of(final ImagePlus imp) {
        return of(imp.getBitDepth());
    }

    /** @throws IllegalArgumentException if ImageJ has no such depth */
    public static SampleType of(final int bits) {
        for (final SampleType depth : values())
            if (depth.bits == bits)
                return depth;
        throw new IllegalArgumentException("no image has " + bits + " bits");
    }

    /** An array for so many pixels. */
    public Object array(final int pixels) {
        return switch (this) {
            case BITS8 -> new byte[pixels];
            case BITS16 -> new short[pixels];
            case BITS32 -> new float[pixels];
            case RGB -> new int[pixels];
        };
    }

    public Object copy(final Object array) {
        return switch (this) {
            case BITS8 -> ((byte[]) array).clone();
            case BITS16 -> ((short[]) array).clone();
            case BITS32 -> ((float[]) array).clone();
            case RGB -> ((int[]) array).clone();
        };
    }

    public ImageProcessor processor(final int width, final int height, final Object array) {
        return switch (this) {
            case BITS8 -> new ByteProcessor(width, height, (byte[]) array);
            case BITS16 -> new ShortProcessor(width, height, (short[]) array, null);
            case BITS32 -> new FloatProcessor(width, height, (float[]) array);
            case RGB -> new ColorProcessor(width, height, (int[]) array);
        };
    }
}
