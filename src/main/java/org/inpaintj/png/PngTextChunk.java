package org.inpaintj.png;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PngChunks;

/**
 * A chunk of a PNG file that holds a text, of one of the three kinds of the specification: tEXt in Latin-1, zTXt the
 * same compressed, iTXt in UTF-8, compressed or not.
 */
public final class PngTextChunk {

    static final int PLAIN = PngChunks.kind("tEXt"), PACKED = PngChunks.kind("zTXt"),
            INTERNATIONAL = PngChunks.kind("iTXt");
    /** Longest text that is read, bytes, compressed or not. */
    public static final int LONGEST = 1 << 20;
    /** Longest keyword, bytes; a zero follows it. */
    public static final int KEYWORD = 79;

    private final int kind;
    private final byte[] data;
    private final String file;
    private int at;

    /** @param file that the chunk is of, for messages */
    public PngTextChunk(final int kind, final byte[] data, final String file) {
        this.kind = kind;
        this.data = data;
        this.file = file;
    }

    /** Whether a chunk of a kind holds a text. */
    public static boolean isText(final int kind) {
        return kind == PLAIN || kind == PACKED || kind == INTERNATIONAL;
    }

    /** Whether a chunk that begins with some bytes has a keyword. */
    public static boolean has(final String keyword, final byte[] begin) {
        final byte[] wanted = Arrays.copyOf(keyword.getBytes(StandardCharsets.ISO_8859_1), keyword.length() + 1);
        return begin.length >= wanted.length && Arrays.equals(Arrays.copyOf(begin, wanted.length), wanted);
    }

    /**
     * Writes a text as a chunk of the kind iTXt.
     *
     * @param keyword 1 to 79 letters of Latin-1
     */
    public static void write(final OutputStream out, final String keyword, final String text) throws IOException {
        final ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write(keyword.getBytes(StandardCharsets.ISO_8859_1));
        // the end of the keyword, not compressed (2), no language, no keyword in it
        data.write(new byte[5]);
        data.write(text.getBytes(StandardCharsets.UTF_8));
        PngChunks.write(out, INTERNATIONAL, data.toByteArray(), data.size());
    }

    /**
     * What the text is called.
     *
     * @throws InpaintException if it is damaged
     */
    public String keyword() {
        at = 0;
        skip();
        final int length = at - 1;
        at = 0;
        return new String(data, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** @throws InpaintException if it is damaged, too long, or not in its own encoding */
    public String text() {
        at = 0;
        skip();
        if (kind == PLAIN)
            return decode(rest(false), StandardCharsets.ISO_8859_1);
        if (kind == PACKED) {
            method();
            return decode(rest(true), StandardCharsets.ISO_8859_1);
        }
        final boolean packed = next() == 1;
        method();
        // language, and the keyword in it
        skip();
        skip();
        return decode(rest(packed), StandardCharsets.UTF_8);
    }

    private void skip() {
        while (next() != 0)
            continue;
    }

    private int next() {
        if (at >= data.length)
            throw damaged("ends too early");
        return data[at++];
    }

    private void method() {
        if (next() != 0)
            throw damaged("is compressed in a way that is not known");
    }

    private byte[] rest(final boolean packed) {
        if (!packed)
            return Arrays.copyOfRange(data, at, data.length);
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(data, at, data.length - at))) {
            final byte[] text = in.readNBytes(LONGEST + 1);
            if (text.length > LONGEST)
                throw tooLong(file);
            return text;
        } catch (final IOException e) {
            throw damaged("cannot be unpacked");
        }
    }

    private String decode(final byte[] bytes, final Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (final CharacterCodingException e) {
            throw damaged("is not in " + charset);
        }
    }

    private InpaintException damaged(final String how) {
        return new InpaintException("The text of parameters in '" + file + "' " + how
                + ": the file is damaged; take another copy of it.");
    }

    /** What to say about a text that nobody typed. */
    public static InpaintException tooLong(final String file) {
        return new InpaintException("The text of parameters in '" + file + "' is longer than 1 MB, so it is not read: "
                + "type the settings.");
    }
}
