package org.inpaintj.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message of protocol buffers, written field by field.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufWriter {

    private static final int VARINT = 0, DELIMITED = 2, FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ProtobufWriter number(final int field, final long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtobufWriter real(final int field, final float value) {
        varint((long) field << 3 | FIXED32);
        final int bits = Float.floatToRawIntBits(value);
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE)
            out.write(bits >>> shift);
        return this;
    }

    ProtobufWriter text(final int field, final String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufWriter message(final int field, final ProtobufWriter value) {
        return bytes(field, value.bytes());
    }

    ProtobufWriter bytes(final int field, final byte[] value) {
        varint((long) field << 3 | DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    /** Adds the fields of another message. */
    ProtobufWriter append(final ProtobufWriter fields) {
        out.writeBytes(fields.bytes());
        return this;
    }

    /** Adds fields that are encoded already. */
    ProtobufWriter encoded(final byte[] fields) {
        out.writeBytes(fields);
        return this;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    private void varint(final long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
