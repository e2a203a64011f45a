package org.inpaintj.onnx.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * The reader walks the fields of a protocol-buffer message straight in its file and skips what nobody asks for, so that
 * a model of gigabytes is read in milliseconds. Trusts nothing: lengths must fit into the enclosing message, nesting
 * and text are bounded.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtobufReader implements Closeable {

    /** Reads one field, or leaves it alone to have it skipped. */
    @FunctionalInterface
    interface Field {
        void read(int number) throws IOException;
    }

    /** The bytes are no valid message. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(final String message) {
            super(message);
        }
    }

    private static final int VARINT = 0, FIXED64 = 1, DELIMITED = 2, FIXED32 = 5;
    private static final int MAX_DEPTH = 64, MAX_TEXT = 1 << 16;
    private static final long MAX_ALL_TEXT = 1 << 27, MAX_BLOCK = 1 << 28;

    private final FileChannel channel;
    private final long size;
    private final Map<String, String> names = new HashMap<>();
    private final ByteBuffer window;
    private long windowStart;
    private long limit;
    private int type;
    private int depth;
    private boolean pending;
    private long textRead;

    ProtobufReader(final Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        limit = size;
        window = ByteBuffer.allocate(1 << 14).limit(0);
    }

    /** Of a message in memory. */
    ProtobufReader(final byte[] message) {
        channel = null;
        size = message.length;
        limit = size;
        window = ByteBuffer.wrap(message);
    }

    /** Reads the fields of the whole file. */
    void file(final Field field) throws IOException {
        fields(field);
    }

    /** Reads the fields of the message that is the current field's value. */
    void message(final Field field) throws IOException {
        final long end = delimited();
        final long outer = limit;
        if (++depth > MAX_DEPTH)
            throw new Malformed("messages are nested too deeply");
        limit = end;
        fields(field);
        limit = outer;
        depth--;
        pending = false;
    }

    private void fields(final Field field) throws IOException {
        while (position() < limit) {
            final long tag = rawVarint();
            if (tag >>> 3 == 0 || tag >>> 3 > 1 << 29)
                throw new Malformed("a field has the number " + (tag >>> 3));
            type = (int) tag & 7;
            pending = true;
            field.read((int) (tag >>> 3));
            if (pending)
                skip();
        }
    }

    /** The current field as a number. */
    long number() throws IOException {
        if (type != VARINT)
            throw new Malformed("a number is missing");
        pending = false;
        return rawVarint();
    }

    /** Whether the current field holds several values in one block. */
    boolean isBlock() {
        return type == DELIMITED;
    }

    /** The current field as numbers packed in a block, one call of the field each. */
    void numbers(final LongConsumer each) throws IOException {
        final long end = delimited();
        while (position() < end)
            each.accept(rawVarint());
        if (position() != end)
            throw new Malformed("a block of numbers ends within one");
    }

    /** The current field as text of bounded length. */
    String text() throws IOException {
        final long end = delimited();
        final int length = (int) Math.min(end - position(), MAX_TEXT + 1L);
        textRead += length;
        if (length > MAX_TEXT || textRead > MAX_ALL_TEXT)
            throw new Malformed("a text is too long");
        final byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
            bytes[i] = raw();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The current field as text of which there is one copy only: most names occur twice or more. */
    String name() throws IOException {
        return shared(text());
    }

    /** The one copy of a text. */
    String shared(final String text) {
        return names.computeIfAbsent(text, t -> t);
    }

    /** Skips the current field and tells how many bytes its value has. */
    long skipBlock() throws IOException {
        final long end = delimited();
        final long length = end - position();
        seek(end);
        return length;
    }

    /** The bytes of the current field's value, which must be a block. */
    byte[] block() throws IOException {
        final long end = delimited();
        if (end - position() > MAX_BLOCK)
            throw new Malformed("a part of " + (end - position()) + " bytes is too large");
        final byte[] bytes = new byte[(int) (end - position())];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = raw();
        return bytes;
    }

    /** The current field as it is encoded, to be written again. */
    byte[] copy(final int number) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (long) number << 3 | type);
        switch (type) {
            case VARINT -> {
                pending = false;
                varint(out, rawVarint());
            }
            case DELIMITED -> {
                final byte[] bytes = block();
                varint(out, bytes.length);
                out.writeBytes(bytes);
            }
            default -> {
                pending = false;
                final long end = within(type == FIXED64 ? 8 : 4);
                while (position() < end)
                    out.write(raw());
            }
        }
        return out.toByteArray();
    }

    /** The bytes from a position before the present one on, as they are; whatever follows is read as before. */
    byte[] since(final long start) throws IOException {
        final long end = position();
        if (end - start > MAX_BLOCK)
            throw new Malformed("a part of " + (end - start) + " bytes is too large");
        seek(start);
        final byte[] bytes = new byte[(int) (end - start)];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = raw();
        return bytes;
    }

    private static void varint(final ByteArrayOutputStream out, final long value) {
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7)
            out.write((int) (rest & 0x7f | 0x80));
        out.write((int) rest);
    }

    private void skip() throws IOException {
        pending = false;
        switch (type) {
            case VARINT -> rawVarint();
            case FIXED64 -> seek(within(8));
            case DELIMITED -> seek(delimited());
            case FIXED32 -> seek(within(4));
            default -> throw new Malformed("a field has the unknown wire type " + type);
        }
    }

    /** Reads the length of the current field and gives the position of its end. */
    private long delimited() throws IOException {
        if (type != DELIMITED)
            throw new Malformed("a field is of another kind than expected");
        pending = false;
        return within(rawVarint());
    }

    private long within(final long length) throws IOException {
        final long end = position() + length;
        if (length < 0 || end < 0 || end > limit)
            throw new Malformed(limit == size || end > size
                    ? "it ends after " + size + " bytes, but more were announced" : "a part is longer than its whole");
        return end;
    }

    private long rawVarint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            final byte b = raw();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0)
                return value;
        }
        throw new Malformed("a number has too many digits");
    }

    /** The byte of the file that is read next. */
    long position() {
        return windowStart + window.position();
    }

    private void seek(final long position) {
        if (position >= windowStart && position <= windowStart + window.limit()) {
            window.position((int) (position - windowStart));
        } else {
            windowStart = position;
            window.position(0).limit(0);
        }
    }

    private byte raw() throws IOException {
        if (!window.hasRemaining() && channel != null) {
            windowStart = position();
            window.clear();
            while (window.hasRemaining() && channel.read(window, windowStart + window.position()) > 0)
                continue;
            window.flip();
        }
        if (!window.hasRemaining())
            throw new EOFException("it ends after " + size + " bytes, in the middle of something");
        return window.get();
    }

    @Override
    public void close() throws IOException {
        if (channel != null)
            channel.close();
    }
}
