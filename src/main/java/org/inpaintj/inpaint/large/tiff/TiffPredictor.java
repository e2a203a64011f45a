package org.inpaintj.inpaint.large.tiff;

import java.nio.ByteOrder;

import org.inpaintj.inpaint.large.StoredType;

/**
 * The differences that are compressed in place of samples: of whole numbers (TIFF 6.0, section 14), or of the bytes of
 * floats (Adobe Photoshop TIFF Technical Note 3, 2005).
 */
enum TiffPredictor {

    NONE, HORIZONTAL, FLOAT;

    /**
     * Samples out of differences, in place.
     *
     * @param bytes   rows one after the other
     * @param row     bytes a row
     * @param samples a pixel, one beside the other
     */
    void decode(final byte[] bytes, final int row, final int samples, final StoredType type) {
        for (int start = 0; this != NONE && start + row <= bytes.length; start += row)
            if (this == HORIZONTAL)
                for (int i = samples * type.bytes(); i < row; i += type.bytes())
                    type.put(type.bits(bytes, start + i) + type.bits(bytes, start + i - samples * type.bytes()),
                            bytes, start + i);
            else {
                for (int i = samples; i < row; i++)
                    bytes[start + i] += bytes[start + i - samples];
                spread(bytes, start, row, type, true);
            }
    }

    /** Differences out of samples, in place. */
    void encode(final byte[] bytes, final int row, final int samples, final StoredType type) {
        for (int start = 0; this != NONE && start + row <= bytes.length; start += row)
            if (this == HORIZONTAL)
                for (int i = row - type.bytes(); i >= samples * type.bytes(); i -= type.bytes())
                    type.put(type.bits(bytes, start + i) - type.bits(bytes, start + i - samples * type.bytes()),
                            bytes, start + i);
            else {
                spread(bytes, start, row, type, false);
                for (int i = row - 1; i >= samples; i--)
                    bytes[start + i] -= bytes[start + i - samples];
            }
    }

    /** The first bytes of all floats of a row, then their second ones, and so on; the other way round to decode. */
    private static void spread(final byte[] bytes, final int start, final int row, final StoredType type,
            final boolean together) {
        final byte[] out = new byte[row];
        final int each = type.bytes(), many = row / each;
        for (int i = 0; i < many; i++)
            for (int b = 0; b < each; b++) {
                // the highest byte comes first, whatever the order of the file
                final int own = i * each + (type.order() == ByteOrder.BIG_ENDIAN ? b : each - 1 - b);
                final int apart = b * many + i;
                out[together ? own : apart] = bytes[start + (together ? apart : own)];
            }
        System.arraycopy(out, 0, bytes, start, row);
    }
}
