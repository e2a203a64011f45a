package org.inpaintj.png;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.PngChunks;
import org.inpaintj.core.PngRows;

/**
 * A PNG file that was read, of any kind of the standard: grey, RGB, palettes, with alpha or without, 1 to 16 bits,
 * interlaced or not. Immutable.
 */
public final class PngImage {

    private static final int HEADER = PngChunks.kind("IHDR"), PALETTE = PngChunks.kind("PLTE"),
            TRANSPARENT = PngChunks.kind("tRNS");
    private static final int GREY = 0, INDEXED = 3, GREY_ALPHA = 4;
    /** Adam7: the first column and row of each pass, and the steps from one to the next. */
    private static final int[][] PASSES = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 }, { 0, 4, 4, 8 }, { 2, 0, 4, 4 },
        { 0, 2, 2, 4 }, { 1, 0, 2, 2 }, { 0, 1, 1, 2 } };
    private static final int[][] WHOLE = { { 0, 0, 1, 1 } };
    private static final int MOST_TEXTS = 64;

    private final ByteBuffer file;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private int width, height, depth, colour, samples;
    private boolean interlaced;
    /** Samples as they stand in the file, one byte each, or two of 16 bits; a pixel's side by side. */
    private byte[] raster;
    private byte[] palette = new byte[0], transparent = new byte[0];

    private PngImage(final byte[] file) {
        this.file = ByteBuffer.wrap(file);
    }

    /** Whether bytes begin as such a file does. */
    public static boolean isPng(final byte[] bytes) {
        return bytes.length >= Long.BYTES && ByteBuffer.wrap(bytes).getLong() == PngChunks.SIGNATURE;
    }

    /** What bytes are that are no PNG, in words. */
    public static String kind(final byte[] b) {
        if (b.length == 0)
            return "nothing";
        if (b.length > 3 && (b[0] & 0xff) == 0xff && (b[1] & 0xff) == 0xd8)
            return "a JPEG";
        if (b.length > 12 && b[0] == 'R' && b[1] == 'I' && b[2] == 'F' && b[3] == 'F' && b[8] == 'W' && b[9] == 'E')
            return "a WebP";
        return b[0] == '<' ? "a web page" : b[0] == '{' ? "a text" : "something unknown";
    }

    /**
     * Reads a file.
     *
     * @param mostPixels that it may have
     * @throws DataFormatException if it is damaged or too large, saying what is wrong
     */
    public static PngImage read(final byte[] bytes, final long mostPixels) throws DataFormatException {
        if (!isPng(bytes))
            throw new DataFormatException("it is " + kind(bytes));
        final PngImage image = new PngImage(bytes);
        try {
            image.header(mostPixels);
            image.read();
        } catch (final RuntimeException e) {
            throw new DataFormatException("it is cut off");
        }
        return image;
    }

    private void header(final long mostPixels) throws DataFormatException {
        file.getLong();
        if (file.getInt() != 13 || file.getInt() != HEADER)
            throw new DataFormatException("it has no header");
        width = file.getInt();
        height = file.getInt();
        depth = file.get();
        colour = file.get();
        if (width <= 0 || height <= 0 || (long) width * height > mostPixels)
            throw new DataFormatException("it is " + width + " x " + height + " pixels");
        samples = switch (colour) {
            case GREY, INDEXED -> 1;
            case 2 -> 3;
            case GREY_ALPHA -> 2;
            case 6 -> 4;
            default -> throw new DataFormatException("it has no known kind of colours");
        };
        final List<Integer> depths = colour == GREY ? List.of(1, 2, 4, 8, 16) : colour == INDEXED
                ? List.of(1, 2, 4, 8) : List.of(8, 16);
        if (!depths.contains(depth))
            throw new DataFormatException("it has " + depth + " bits a sample");
        final int packing = file.get(), filter = file.get(), interlace = file.get();
        if (packing != 0 || filter != 0 || interlace < 0 || interlace > 1)
            throw new DataFormatException("it is packed in a way that is not known");
        interlaced = interlace == 1;
        file.getInt();
    }

    private void read() throws DataFormatException {
        final int[][] passes = interlaced ? PASSES : WHOLE;
        long size = 0;
        for (final int[] pass : passes)
            size += rowBytes(columns(pass)) * rows(pass);
        final long unpacked = (long) width * height * samples * sampleBytes();
        if (size / PngRows.DENSEST > file.limit() || Math.max(size, unpacked) > Integer.MAX_VALUE - 8)
            throw new DataFormatException("it claims more pixels than it holds");
        if (size + unpacked > Runtime.getRuntime().maxMemory() / 2)
            throw new DataFormatException("its " + width + " x " + height + " pixels take more memory than Java may "
                    + "use");
        final byte[] packed = new byte[(int) size];
        PngRows.inflate(file, packed, this::other);
        raster = new byte[(int) unpacked];
        int at = 0;
        for (final int[] pass : passes) {
            final int row = (int) rowBytes(columns(pass)), rows = row == 0 ? 0 : rows(pass);
            for (int y = 0; y < rows; y++, at += row) {
                PngRows.unfilter(packed, at, row, y == 0 ? -1 : at - row, Math.max(1, samples * depth / 8));
                scatter(packed, at + 1, columns(pass), pass, pass[1] + y * pass[3]);
            }
        }
    }

    private int columns(final int[] pass) {
        return (width - pass[0] + pass[2] - 1) / pass[2];
    }

    private int rows(final int[] pass) {
        return (height - pass[1] + pass[3] - 1) / pass[3];
    }

    /** Of so many pixels with the byte in front of them; none where there are none. */
    private long rowBytes(final int columns) {
        return columns <= 0 ? 0 : 1 + ((long) columns * samples * depth + 7) / 8;
    }

    private int sampleBytes() {
        return depth == 16 ? 2 : 1;
    }

    /** Puts the pixels of a row of a pass to their places. */
    private void scatter(final byte[] row, final int from, final int columns, final int[] pass, final int y) {
        final int pixel = samples * sampleBytes();
        for (int x = 0; x < columns; x++) {
            final int to = (y * width + pass[0] + x * pass[2]) * pixel;
            if (depth >= 8)
                System.arraycopy(row, from + x * pixel, raster, to, pixel);
            else
                raster[to] = (byte) ((row[from + x * depth / 8] & 0xff) >> 8 - depth - x * depth % 8
                        & (1 << depth) - 1);
        }
    }

    private boolean other(final int kind, final ByteBuffer data, final int length) {
        if (kind == PALETTE) {
            palette = new byte[3 * 256];
            data.get(palette, 0, Math.min(palette.length, length));
        } else if (kind == TRANSPARENT) {
            transparent = new byte[Math.min(256, length)];
            data.get(transparent);
        } else if (PngTextChunk.isText(kind) && length <= PngTextChunk.LONGEST && texts.size() < MOST_TEXTS) {
            final byte[] text = new byte[length];
            data.get(text);
            text(new PngTextChunk(kind, text, "the picture"));
        }
        return true;
    }

    private void text(final PngTextChunk chunk) {
        try {
            texts.putIfAbsent(chunk.keyword(), chunk.text());
        } catch (final InpaintException e) {
            // the picture is none the worse
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The texts by their keywords, in their order; damaged ones are left out. */
    public Map<String, String> texts() {
        return new LinkedHashMap<>(texts);
    }

    /** Whether any pixel may be transparent. */
    public boolean hasAlpha() {
        return colour >= GREY_ALPHA || transparent.length > 0;
    }

    /**
     * A colour of a pixel.
     *
     * @param channel 0 red, 1 green, 2 blue
     * @return 0 to 1
     */
    public float value(final int x, final int y, final int channel) {
        final int at = y * width + x;
        return colour == INDEXED ? (palette(raster[at] & 0xff, channel) & 0xff) / 255f
                : sample(at, samples < 3 ? 0 : channel) / (float) ((1 << depth) - 1);
    }

    /** How opaque a pixel is, 0 to 1. */
    public float alpha(final int x, final int y) {
        final int at = y * width + x;
        if (colour >= GREY_ALPHA)
            return sample(at, samples - 1) / (float) ((1 << depth) - 1);
        if (transparent.length == 0)
            return 1;
        if (colour == INDEXED)
            return (raster[at] & 0xff) < transparent.length ? (transparent[raster[at] & 0xff] & 0xff) / 255f : 1;
        for (int c = 0; c < samples; c++)
            if (2 * c + 1 >= transparent.length
                    || sample(at, c) != ((transparent[2 * c] & 0xff) << 8 | transparent[2 * c + 1] & 0xff))
                return 1;
        return 0;
    }

    private byte palette(final int index, final int channel) {
        return 3 * index + channel < palette.length ? palette[3 * index + channel] : 0;
    }

    private int sample(final int pixel, final int channel) {
        final int at = (pixel * samples + channel) * sampleBytes();
        return depth == 16 ? (raster[at] & 0xff) << 8 | raster[at + 1] & 0xff : raster[at] & 0xff;
    }

    /** Red, green and blue, 0 to 1, as if all were opaque. */
    public List<Plane> planes() {
        final List<Plane> planes = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            final Plane plane = new Plane(width, height);
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    plane.values()[y * width + x] = value(x, y, c);
            planes.add(plane);
        }
        return planes;
    }

    @Override
    public String toString() {
        return width + " x " + height + " pixels, " + samples + " samples of " + depth + " bits "
                + Arrays.asList(texts.keySet().toArray());
    }
}
