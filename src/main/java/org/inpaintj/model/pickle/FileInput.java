package org.inpaintj.model.pickle;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file input reads little-endian numbers at any place of a file through a small window. Every size is checked against
 * the file before memory is taken for it. For one thread.
 */
public final class FileInput implements Closeable {

    private static final int WINDOW = 1 << 13;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window;
    /** Where the window begins in the file. */
    private long start;
    private long end;

    public FileInput(final Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
        end = size;
        window = ByteBuffer.allocate((int) Math.min(WINDOW, size)).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** Bytes of the file. */
    public long size() {
        return size;
    }

    /** Where the next byte is read. */
    public long position() {
        return start + window.position();
    }

    /** Goes to a place in the file; nothing is read at or behind {@code limit} from now on. */
    public void range(final long position, final long limit) throws IOException {
        if (position < 0 || position > limit || limit > size)
            throw new EOFException("it ends early");
        if (position >= start && position <= start + window.limit())
            window.position((int) (position - start));
        else {
            start = position;
            window.limit(0);
        }
        end = limit;
    }

    public void skip(final long bytes) throws IOException {
        if (bytes < 0 || bytes > end - position())
            throw new EOFException("it ends early");
        range(position() + bytes, end);
    }

    public int u8() throws IOException {
        return need(1).get() & 0xff;
    }

    public int u16() throws IOException {
        return need(2).getShort() & 0xffff;
    }

    public int i32() throws IOException {
        return need(4).getInt();
    }

    public long u32() throws IOException {
        return i32() & 0xffffffffL;
    }

    public long i64() throws IOException {
        return need(8).getLong();
    }

    /** Bytes up to a limit that the caller has checked to be small. */
    public byte[] bytes(final int count) throws IOException {
        if (count < 0 || count > end - position())
            throw new EOFException("it ends early");
        final byte[] bytes = new byte[count];
        int got = 0;
        while (got < count) {
            final int n = Math.min(count - got, WINDOW);
            need(n).get(bytes, got, n);
            got += n;
        }
        return bytes;
    }

    /** What is left of the range, as a stream; to be closed with this. */
    public InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return position() < end ? u8() : -1;
            }

            @Override
            public int read(final byte[] to, final int offset, final int length) throws IOException {
                final int n = (int) Math.min(Math.min(length, WINDOW), end - position());
                if (n <= 0)
                    return length == 0 ? 0 : -1;
                need(n).get(to, offset, n);
                return n;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The window, with that many bytes ahead. */
    private ByteBuffer need(final int bytes) throws IOException {
        if (bytes > end - position())
            throw new EOFException("it ends early");
        if (window.remaining() < bytes) {
            start = position();
            window.compact();
            while (window.position() < bytes)
                if (channel.read(window, start + window.position()) < 0)
                    throw new EOFException("it ends early");
            window.flip();
        }
        return window;
    }
}
