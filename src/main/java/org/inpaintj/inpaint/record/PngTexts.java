package org.inpaintj.inpaint.record;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PngChunks;
import org.inpaintj.inpaint.Provenance;
import org.inpaintj.inpaint.Versions;
import org.inpaintj.png.PngBytes;
import org.inpaintj.png.PngTextChunk;

/**
 * This class reads and writes texts in PNG files, in chunks of the kind iTXt, which hold UTF-8: the records of
 * generated content, under the keyword {@value #RECORD} one chunk each, and for other programs {@code Comment} and
 * {@code Software}, two of the standard's own keywords. Under {@value #PARAMETERS} stands what the Stable Diffusion
 * WebUI writes there, and what it wrote is read, in any kind of chunk.
 */
public final class PngTexts {

    /** The keyword of a text of parameters, an {@link org.inpaintj.infotext.Infotext}. */
    public static final String PARAMETERS = "parameters";
    /** The keyword of a record, which is the JSON of a {@link Provenance}. */
    public static final String RECORD = "inpaintj";

    private static final int TEXT = PngChunks.kind("iTXt");
    /** Bytes before the second chunk: the signature and the header. */
    private static final int START = 8 + 25;
    /** Longest record that is read, bytes. */
    private static final int LONGEST = 1 << 20;

    private PngTexts() {}

    /**
     * Puts records into a file, and what they mean in words.
     *
     * @param records in the form of JSON; with none the file stays as it is
     */
    public static void write(final Path file, final List<String> records) throws IOException {
        if (records.isEmpty())
            return;
        final byte[] bytes = Files.readAllBytes(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes, 0, START);
            for (final PngBytes.Text text : of(records))
                PngTextChunk.write(out, text.keyword(), text.text());
            out.write(bytes, START, bytes.length - START);
        }
    }

    /**
     * The texts that belong into a file with some records.
     *
     * @param records in the form of JSON; at least one
     */
    public static List<PngBytes.Text> of(final List<String> records) {
        final List<PngBytes.Text> texts = new ArrayList<>();
        texts.add(new PngBytes.Text("Software", "InpaintJ " + Versions.version()));
        texts.add(new PngBytes.Text("Comment", Provenance.GENERATED));
        PngParameters.of(records).ifPresent(text -> texts.add(new PngBytes.Text(PARAMETERS, text)));
        records.forEach(record -> texts.add(new PngBytes.Text(RECORD, record)));
        return texts;
    }

    /** The records in a file, in their order; none if it is no PNG or damaged. */
    public static List<String> read(final Path file) throws IOException {
        final List<String> records = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readLong() != PngChunks.SIGNATURE)
                return List.of();
            while (true) {
                final int length = in.readInt(), kind = in.readInt();
                if (kind == PngChunks.END || length < 0)
                    return records;
                if (kind == TEXT && length <= LONGEST)
                    add(records, in.readNBytes(length));
                else
                    in.skipNBytes(length);
                in.skipNBytes(Integer.BYTES);
            }
        } catch (final EOFException e) {
            return records;
        }
    }

    /**
     * The text of parameters in a file; empty if it has none.
     *
     * @throws IOException      if the file cannot be read
     * @throws InpaintException if it is no PNG, is cut off before that text, or if the text is damaged or too long
     */
    public static Optional<String> parameters(final Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readLong() != PngChunks.SIGNATURE)
                throw new InpaintException("'" + file + "' is no PNG: settings are read from PNG and text files.");
            while (true) {
                final int length = in.readInt(), kind = in.readInt();
                if (kind == PngChunks.END)
                    return Optional.empty();
                if (length < 0)
                    throw cutOff(file);
                final byte[] begin = PngTextChunk.isText(kind)
                        ? in.readNBytes(Math.min(length, PngTextChunk.KEYWORD + 1)) : new byte[0];
                if (!PngTextChunk.has(PARAMETERS, begin)) {
                    in.skipNBytes((long) length - begin.length + Integer.BYTES);
                    continue;
                }
                if (length > PngTextChunk.LONGEST)
                    throw PngTextChunk.tooLong(file.toString());
                final byte[] data = Arrays.copyOf(begin, length);
                in.readFully(data, begin.length, length - begin.length);
                checkSum(file, kind, data, in.readInt());
                return Optional.of(new PngTextChunk(kind, data, file.toString()).text());
            }
        } catch (final EOFException e) {
            throw cutOff(file);
        }
    }

    private static void checkSum(final Path file, final int kind, final byte[] data, final int sum) {
        final CRC32 crc = new CRC32();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(kind).array());
        crc.update(data);
        if ((int) crc.getValue() != sum)
            throw new InpaintException("The text of parameters in '" + file
                    + "' does not fit its checksum: the file is damaged; take another copy of it.");
    }

    private static InpaintException cutOff(final Path file) {
        return new InpaintException("'" + file + "' is cut off or no PNG: take another copy of it.");
    }

    private static void add(final List<String> records, final byte[] data) {
        final byte[] start = ByteBuffer.allocate(RECORD.length() + 5).put(RECORD.getBytes(StandardCharsets.ISO_8859_1))
                .array();
        if (data.length > start.length && ByteBuffer.wrap(data, 0, start.length).equals(ByteBuffer.wrap(start)))
            records.add(new String(data, start.length, data.length - start.length, StandardCharsets.UTF_8));
    }
}
