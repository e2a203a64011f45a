package org.inpaintj.inpaint.large;

import java.nio.ByteOrder;
import java.util.Locale;

import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.SampleType.Storage;

/**
 * How one sample lies in the bytes of a file, and what it is as one of {@link SampleType}: unsigned numbers of 8 and 16
 * bits and floats of 32 bits as ImageJ has them, bit for bit; all others as doubles, which hold each of their values
 * but those beyond 2^53.
 *
 * @param kind  of number
 * @param bytes a sample
 * @param order of the bytes
 */
public record StoredType(Kind kind, int bytes, ByteOrder order) {

    /** What kind of number a sample is. */
    public enum Kind { UNSIGNED, SIGNED, FLOAT }

    /** True if there are such samples. */
    public boolean isKnown() {
        return bytes == 4 || bytes == 8 || kind != Kind.FLOAT && (bytes == 1 || bytes == 2);
    }

    /** What the samples are once they are read. */
    public SampleType type() {
        return switch (storage()) {
            case BYTES -> SampleType.BITS8;
            case SHORTS -> SampleType.BITS16;
            case FLOATS -> SampleType.BITS32;
            default -> doubles();
        };
    }

    private SampleType doubles() {
        if (kind == Kind.FLOAT)
            return new SampleType(Storage.DOUBLES, 64, false, -Double.MAX_VALUE, Double.MAX_VALUE);
        final double half = Math.pow(2, 8.0 * bytes - 1);
        return kind == Kind.UNSIGNED ? new SampleType(Storage.DOUBLES, 8 * bytes, true, 0, 2 * half - 1)
                : new SampleType(Storage.DOUBLES, 8 * bytes, true, -half, half - 1);
    }

    private Storage storage() {
        if (kind == Kind.FLOAT)
            return bytes == 4 ? Storage.FLOATS : Storage.DOUBLES;
        return kind == Kind.SIGNED || bytes > 2 ? Storage.DOUBLES : bytes == 2 ? Storage.SHORTS : Storage.BYTES;
    }

    /** The bits of a sample, as an unsigned number. */
    public long bits(final byte[] raw, final int at) {
        long value = 0;
        for (int i = 0; i < bytes; i++)
            value |= (raw[at + i] & 0xffL) << 8 * (order == ByteOrder.BIG_ENDIAN ? bytes - 1 - i : i);
        return value;
    }

    /** Puts the bits of a sample into bytes. */
    public void put(final long bits, final byte[] raw, final int at) {
        for (int i = 0; i < bytes; i++)
            raw[at + i] = (byte) (bits >>> 8 * (order == ByteOrder.BIG_ENDIAN ? bytes - 1 - i : i));
    }

    private double value(final byte[] raw, final int at) {
        final long value = bits(raw, at);
        if (kind == Kind.FLOAT)
            return Double.longBitsToDouble(value);
        return kind == Kind.SIGNED ? value << 64 - 8 * bytes >> 64 - 8 * bytes : value;
    }

    /** Reads a sample into the array of a plane of {@link #type()}. */
    public void read(final byte[] raw, final int at, final Object plane, final int i) {
        switch (storage()) {
            case BYTES -> ((byte[]) plane)[i] = raw[at];
            case SHORTS -> ((short[]) plane)[i] = (short) bits(raw, at);
            case FLOATS -> ((float[]) plane)[i] = Float.intBitsToFloat((int) bits(raw, at));
            default -> ((double[]) plane)[i] = value(raw, at);
        }
    }

    /** Writes a sample of the array of a plane into bytes. */
    public void write(final Object plane, final int i, final byte[] raw, final int at) {
        put(switch (storage()) {
            case BYTES -> ((byte[]) plane)[i];
            case SHORTS -> ((short[]) plane)[i];
            case FLOATS -> Float.floatToRawIntBits(((float[]) plane)[i]);
            default -> kind == Kind.FLOAT ? Double.doubleToRawLongBits(((double[]) plane)[i])
                    : (long) ((double[]) plane)[i];
        }, raw, at);
    }

    /** For messages. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " numbers of " + 8 * bytes + " bits";
    }
}
