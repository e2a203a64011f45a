package org.inpaintj.model.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.pickle.FileInput;
import org.inpaintj.model.pickle.PickleReader;

/**
 * Reads the archive that {@code torch.save} writes since PyTorch 1.6: a ZIP file without compression that holds a
 * pickle, {@code X/data.pkl}, and an entry for each storage, {@code X/data/0}. The directory and the local headers are
 * read here, since only they tell where in the file an entry lies.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the ZIP format</a>
 */
final class TorchZipReader {

    private static final int END = 0x06054b50, END_64 = 0x06064b50, LOCATOR_64 = 0x07064b50, CENTRAL = 0x02014b50,
            LOCAL = 0x04034b50;
    private static final int END_BYTES = 22, LOCATOR_BYTES = 20, MOST_COMMENT = 65535, CENTRAL_BYTES = 46,
            LOCAL_BYTES = 30;
    private static final int MOST_DIRECTORY = 1 << 25, MOST_ORDER = 16;
    private static final long ALL_ONES = 0xffffffffL;

    /** An entry: where its local header is, and how many bytes it has. */
    private record Entry(long header, long bytes, boolean plain) {}

    private final Path file;
    private final FileInput in;
    private final Map<String, Entry> entries = new HashMap<>();
    /** The folder of all entries, with a slash behind it. */
    private String top = "";

    private TorchZipReader(final Path file, final FileInput in) {
        this.file = file;
        this.in = in;
    }

    /** @param file the real path */
    static Checkpoint read(final Path file) {
        try (FileInput in = new FileInput(file)) {
            return new TorchZipReader(file, in).read();
        } catch (final PickleReader.PickleException e) {
            throw damaged(file, e.getMessage());
        } catch (final IOException e) {
            throw damaged(file, e instanceof EOFException ? e.getMessage() : "it cannot be read (" + e.getMessage()
                    + ")");
        }
    }

    private Checkpoint read() throws IOException {
        directory();
        if (entries.containsKey(top + "constants.pkl"))
            throw new InpaintException(file + " is a TorchScript program, not a file of weights, and programs are not"
                    + " run; download the weights of the model (.safetensors or .pth).");
        final Entry pickle = entries.get(top + "data.pkl");
        if (pickle == null)
            throw new InpaintException(file + " is a ZIP archive, not a PyTorch checkpoint; unpack it and give the"
                    + " file in it.");
        final Entry order = entries.get(top + "byteorder");
        if (order != null) {
            go(order);
            if (order.bytes() > MOST_ORDER || !"little".equals(new String(in.bytes((int) order.bytes()),
                    StandardCharsets.US_ASCII).strip()))
                throw new InpaintException(file + " was written on a computer of another byte order; save it again on"
                        + " a usual one, or download it as .safetensors.");
        }
        go(pickle);
        final Object root = new PickleReader(in).read();
        return new TorchTensors(file, in.size(), this::place).checkpoint(root);
    }

    private Optional<TorchTensors.Place> place(final String key) {
        final Entry entry = entries.get(top + "data/" + key);
        if (entry == null)
            return Optional.empty();
        try {
            go(entry);
            return Optional.of(new TorchTensors.Place(in.position(), entry.bytes()));
        } catch (final IOException e) {
            throw damaged(file, "the values of storage " + key + " do not lie in it");
        }
    }

    /** Goes to the contents of an entry. */
    private void go(final Entry entry) throws IOException {
        if (!entry.plain())
            throw new InpaintException(file + " is a compressed archive, from which weights cannot be read in place;"
                    + " unpack it, or save the checkpoint again with torch.save.");
        in.range(entry.header(), in.size());
        if (in.i32() != LOCAL)
            throw damaged(file, "an entry does not begin where its directory says");
        in.skip(LOCAL_BYTES - 8);
        final int name = in.u16(), extra = in.u16();
        in.skip(name + extra);
        if (entry.bytes() > in.size() - in.position())
            throw new EOFException("it ends early");
        in.range(in.position(), in.position() + entry.bytes());
    }

    private void directory() throws IOException {
        final long end = end();
        in.range(end + 10, in.size());
        final int count = in.u16();
        long bytes = in.u32(), start = in.u32();
        if (count == 0xffff || bytes == ALL_ONES || start == ALL_ONES) {
            in.range(end - LOCATOR_BYTES, in.size());
            if (in.i32() != LOCATOR_64)
                throw damaged(file, "its directory is not where it should be");
            in.skip(4);
            in.range(in.i64(), in.size());
            if (in.i32() != END_64)
                throw damaged(file, "its directory is not where it should be");
            in.skip(36);
            bytes = in.i64();
            start = in.i64();
        }
        if (bytes < 0 || bytes > MOST_DIRECTORY || start < 0 || start > in.size() - bytes)
            throw damaged(file, "its directory is of an impossible size");
        in.range(start, start + bytes);
        while (in.position() < start + bytes)
            entry();
    }

    private void entry() throws IOException {
        if (in.i32() != CENTRAL)
            throw damaged(file, "its directory is broken");
        in.skip(4);
        final int flags = in.u16(), method = in.u16();
        in.skip(8);
        final long packed = in.u32();
        long bytes = in.u32();
        final int name = in.u16(), extra = in.u16(), comment = in.u16();
        in.skip(8);
        long header = in.u32();
        final String path = new String(in.bytes(name), StandardCharsets.UTF_8);
        final long next = in.position() + extra + comment;
        for (long left = extra; left >= 4;) {
            final int tag = in.u16(), length = in.u16();
            final long after = in.position() + length;
            if (tag == 1) {
                // Only the numbers that did not fit are here, in this order.
                bytes = bytes == ALL_ONES ? in.i64() : bytes;
                if (packed == ALL_ONES)
                    in.skip(8);
                header = header == ALL_ONES ? in.i64() : header;
            }
            in.skip(after - in.position());
            left -= 4 + length;
        }
        in.skip(next - in.position());
        if (bytes < 0 || header < 0 || header > in.size())
            throw damaged(file, "an entry of its directory lies outside");
        if (entries.put(path, new Entry(header, bytes, method == 0 && (flags & 1) == 0)) != null)
            throw damaged(file, "it holds the entry " + path + " twice");
        if (path.endsWith("/data.pkl") && path.indexOf('/') == path.length() - "data.pkl".length() - 1)
            top = path.substring(0, path.length() - "data.pkl".length());
    }

    /** Where the record at the end of the directory is. */
    private long end() throws IOException {
        final long from = Math.max(0, in.size() - END_BYTES - MOST_COMMENT);
        in.range(from, in.size());
        final ByteBuffer tail = ByteBuffer.wrap(in.bytes((int) (in.size() - from))).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = tail.capacity() - END_BYTES; at >= 0; at--)
            if (tail.getInt(at) == END)
                return from + at;
        throw new InpaintException(file + " is incomplete: the directory at its end is missing, as after an"
                + " interrupted download; download it again.");
    }

    private static InpaintException damaged(final Path file, final String what) {
        return new InpaintException(file + " is damaged: " + what + "; download it again.");
    }
}
