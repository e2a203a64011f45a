package org.inpaintj.engine.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.PngChunks;
import org.inpaintj.core.PngRows;
import org.inpaintj.engine.remote.jpeg.JpegPicture;

/**
 * Reads a picture that a server sent, told by its bytes: a JPEG, or a PNG after ISO/IEC 15948, which may be grey or
 * RGB, with or without alpha, which is dropped, or have a palette, of 8 or 16 bits, not interlaced. What it claims is
 * checked before memory is taken.
 */
public final class ServerPicture {

    private static final int HEADER = PngChunks.kind("IHDR"), PALETTE = PngChunks.kind("PLTE");
    /** More pixels than any such server makes. */
    private static final long MOST_PIXELS = 64_000_000;

    private final ByteBuffer file;
    private int width, height, bytes, samples, colour;
    private byte[] palette = new byte[0];

    private ServerPicture(final byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /**
     * @param server for messages
     * @return red, green and blue, 0 to 1
     * @throws InpaintException if the bytes are no such picture, with what they are
     */
    public static List<Plane> read(final byte[] bytes, final String server) {
        if (JpegPicture.isOne(bytes))
            return jpeg(bytes, server);
        if (bytes.length < 8 || ByteBuffer.wrap(bytes).getLong() != PngChunks.SIGNATURE)
            throw new InpaintException("The server '" + server + "' sent " + kind(bytes) + " instead of a PNG picture, "
                    + "which cannot be read here: set it to answer with PNG.");
        try {
            return new ServerPicture(bytes).planes();
        } catch (final DataFormatException | RuntimeException e) {
            throw new InpaintException("The PNG picture of the server '" + server + "' is damaged or of a rare kind ("
                    + (e instanceof DataFormatException ? e.getMessage() : "it is cut off") + "): try again.", e);
        }
    }

    private static List<Plane> jpeg(final byte[] bytes, final String server) {
        try {
            return JpegPicture.read(bytes);
        } catch (final DataFormatException e) {
            throw new InpaintException("The JPEG picture of the server '" + server + "' is damaged or of a rare kind ("
                    + e.getMessage() + "): set it to answer with PNG.", e);
        }
    }

    /** What bytes are that are neither. */
    private static String kind(final byte[] b) {
        if (b.length == 0)
            return "nothing";
        if (b.length > 12 && b[0] == 'R' && b[1] == 'I' && b[2] == 'F' && b[3] == 'F' && b[8] == 'W' && b[9] == 'E')
            return "a WebP";
        return b[0] == '<' ? "a web page" : b[0] == '{' ? "a text" : "something unknown";
    }

    private List<Plane> planes() throws DataFormatException {
        header();
        final long row = 1L + (long) width * samples * bytes, size = row * height;
        if (size / PngRows.DENSEST > file.limit() || size > Integer.MAX_VALUE - 8)
            throw new DataFormatException("it claims more pixels than it holds");
        final byte[] rows = new byte[(int) size];
        PngRows.inflate(file, rows, this::other);
        for (int y = 0; y < height; y++)
            PngRows.unfilter(rows, (int) (y * row), (int) row, y == 0 ? -1 : (int) ((y - 1) * row), samples * bytes);
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(width, height);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    plane.values()[y * width + x] = sample(rows, (int) (y * row) + 1 + x * samples * bytes, c);
            planes.add(plane);
        }
        return planes;
    }

    private boolean other(final int kind, final ByteBuffer data, final int length) {
        if (kind == PALETTE) {
            palette = new byte[3 * 256];
            data.get(palette, 0, Math.min(palette.length, length));
        }
        return true;
    }

    private float sample(final byte[] rows, final int pixel, final int channel) {
        if (colour == 3)
            return (palette[3 * (rows[pixel] & 0xff) + channel] & 0xff) / 255f;
        final int at = pixel + (samples < 3 ? 0 : channel) * bytes;
        return bytes == 1 ? (rows[at] & 0xff) / 255f : ((rows[at] & 0xff) << 8 | rows[at + 1] & 0xff) / 65535f;
    }

    private void header() throws DataFormatException {
        file.getLong();
        if (file.getInt() != 13 || file.getInt() != HEADER)
            throw new DataFormatException("it has no header");
        width = file.getInt();
        height = file.getInt();
        final int depth = file.get();
        colour = file.get();
        if (width <= 0 || height <= 0 || (long) width * height > MOST_PIXELS)
            throw new DataFormatException("it is " + width + " x " + height + " pixels");
        samples = switch (colour) {
            case 0, 3 -> 1;
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw new DataFormatException("it has no known kind of colours");
        };
        bytes = depth / 8;
        if (depth != 8 && (depth != 16 || colour == 3) || file.get() != 0 || file.get() != 0 || file.get() != 0)
            throw new DataFormatException("it is interlaced or not of 8 or 16 bits");
        file.getInt();
    }
}
