package org.inpaintj.inpaint.large.tiff;

import java.io.IOException;
import java.util.Map;

import org.inpaintj.core.InpaintException;
import org.inpaintj.inpaint.large.StoredType;
import org.inpaintj.inpaint.large.StoredType.Kind;
import org.inpaintj.inpaint.large.tiff.TiffDirectories.Entry;

/**
 * How the samples of one page of a TIFF are stored, as its directory says it.
 *
 * @param width       columns
 * @param height      rows
 * @param stored      a sample
 * @param samples     a pixel, with those that are no channels
 * @param channels    a pixel: all but opacity
 * @param rgb         whether they are red, green and blue of 8 bits
 * @param compression of strips and tiles
 * @param predictor   what is compressed in place of the samples
 * @param planar      whether each sample of a pixel has strips or tiles of its own
 * @param tiled       whether they are tiles
 * @param blockWidth  columns of a strip or tile
 * @param blockHeight rows of one
 * @param offsets     where the file says where they begin
 * @param lengths     where it says how long they are
 */
record TiffPage(int width, int height, StoredType stored, int samples, int channels, boolean rgb,
        TiffCompression compression, TiffPredictor predictor, boolean planar, boolean tiled, int blockWidth,
        int blockHeight, Entry offsets, Entry lengths) {

    private static final int RGB = 2, PALETTE = 3, CMYK = 5, YCBCR = 6, ASSOCIATED = 1, UNASSOCIATED = 2;
    private static final int MOST_SAMPLES = 1024;

    /** The entries of a directory as numbers. */
    private record Numbers(TiffDirectories in, Map<Integer, Entry> directory) {

        long first(final int tag, final long otherwise) throws IOException {
            final Entry entry = directory.get(tag);
            return entry == null || entry.count() == 0 ? otherwise : in.values(entry)[0];
        }

        int size(final int tag, final long otherwise) throws IOException {
            final long value = first(tag, otherwise);
            if (value < 1 || value > 1 << 30)
                throw new IOException("it says that a side has " + value + " pixels");
            return (int) value;
        }
    }

    /**
     * @param name for messages
     * @throws InpaintException if samples are stored as is not known here, saying how
     * @throws IOException      if the directory is damaged
     */
    static TiffPage of(final String name, final TiffDirectories in, final Map<Integer, Entry> directory)
            throws IOException {
        final Numbers numbers = new Numbers(in, directory);
        final int width = numbers.size(TiffDirectories.WIDTH, 0), height = numbers.size(TiffDirectories.HEIGHT, 0);
        final int samples = (int) Math.min(MOST_SAMPLES + 1, numbers.first(TiffDirectories.SAMPLES, 1));
        final long bits = numbers.first(TiffDirectories.BITS, 1), format = numbers.first(TiffDirectories.FORMAT, 1);
        final long photometric = numbers.first(TiffDirectories.PHOTOMETRIC, 1);
        final StoredType stored = new StoredType(format == 3 ? Kind.FLOAT : format == 2 ? Kind.SIGNED : Kind.UNSIGNED,
                (int) (bits / 8), in.order());
        if (bits % 8 != 0 || !stored.isKnown() || format > 3 || samples < 1 || samples > MOST_SAMPLES
                || photometric == PALETTE || photometric == CMYK
                || numbers.first(TiffDirectories.FILL_ORDER, 1) != 1 || !isUniform(in, directory))
            throw other(name, photometric == PALETTE ? "numbers of colours in a palette"
                    : photometric == CMYK ? "inks" : samples + " x " + stored
                            + (bits % 8 == 0 ? "" : " (" + bits + ")"));
        final long number = numbers.first(TiffDirectories.COMPRESSION, 1);
        final TiffCompression compression = TiffCompression.of(number)
                .orElseThrow(() -> other(name, "compressed in the way number " + number));
        if (photometric == YCBCR)
            throw other(name, "brightness and colour differences");
        final boolean tiled = directory.containsKey(TiffDirectories.TILE_WIDTH);
        final int blockHeight = numbers.size(tiled ? TiffDirectories.TILE_HEIGHT : TiffDirectories.ROWS,
                tiled ? 0 : height);
        final Entry offsets = directory.get(tiled ? TiffDirectories.TILE_OFFSETS : TiffDirectories.OFFSETS);
        final Entry lengths = directory.get(tiled ? TiffDirectories.TILE_LENGTHS : TiffDirectories.LENGTHS);
        if (offsets == null || lengths == null && compression != TiffCompression.NONE)
            throw new IOException("it does not say where its samples lie");
        final int channels = channels(in, directory, samples, photometric);
        return new TiffPage(width, height, stored, samples, channels,
                photometric == RGB && channels == 3 && stored.bytes() == 1 && stored.kind() == Kind.UNSIGNED,
                compression, predictor(name, numbers.first(TiffDirectories.PREDICTOR, 1), stored, compression),
                samples > 1 && numbers.first(TiffDirectories.PLANAR, 1) == 2, tiled,
                tiled ? numbers.size(TiffDirectories.TILE_WIDTH, 0) : width,
                tiled ? blockHeight : Math.min(blockHeight, height), offsets, lengths);
    }

    /** Whether all samples of a pixel are of one kind. */
    private static boolean isUniform(final TiffDirectories in, final Map<Integer, Entry> directory)
            throws IOException {
        for (final int tag : new int[] { TiffDirectories.BITS, TiffDirectories.FORMAT })
            if (directory.containsKey(tag) && directory.get(tag).count() <= MOST_SAMPLES)
                for (final long value : in.values(directory.get(tag)))
                    if (value != in.values(directory.get(tag))[0])
                        return false;
        return true;
    }

    /** The samples of a pixel without opacity, and of colours without what is beside them. */
    private static int channels(final TiffDirectories in, final Map<Integer, Entry> directory, final int samples,
            final long photometric) throws IOException {
        if (photometric == RGB && samples >= 3)
            return 3;
        int channels = samples;
        if (directory.containsKey(TiffDirectories.EXTRA) && directory.get(TiffDirectories.EXTRA).count() < samples)
            for (final long extra : in.values(directory.get(TiffDirectories.EXTRA)))
                if (extra == ASSOCIATED || extra == UNASSOCIATED)
                    channels--;
        return Math.max(1, channels);
    }

    private static TiffPredictor predictor(final String name, final long number, final StoredType stored,
            final TiffCompression compression) {
        // it means nothing to the others
        if (compression == TiffCompression.NONE || compression == TiffCompression.PACKBITS || number == 1)
            return TiffPredictor.NONE;
        if (number == 2 && stored.kind() != Kind.FLOAT)
            return TiffPredictor.HORIZONTAL;
        if (number == 3 && stored.kind() == Kind.FLOAT)
            return TiffPredictor.FLOAT;
        throw other(name, "compressed as differences in the way number " + number);
    }

    private static InpaintException other(final String name, final String what) {
        return new InpaintException("'" + name + "' holds samples that cannot be worked on block by block ("
                + what + "): save it as an 8-bit, 16-bit, 32-bit or RGB TIFF, uncompressed or with LZW, deflate or "
                + "PackBits.");
    }

    /** Strips or tiles beside each other. */
    int across() {
        return (width + blockWidth - 1) / blockWidth;
    }

    /** Strips or tiles below each other. */
    int down() {
        return (height + blockHeight - 1) / blockHeight;
    }

    /** Samples of a pixel in one strip or tile. */
    int together() {
        return planar ? 1 : samples;
    }

    /** Strips or tiles in all. */
    long blocks() {
        return (long) across() * down() * (planar ? samples : 1);
    }

    /** Rows of one of the strips or tiles; tiles at the edge are as large as all. */
    int rows(final int down) {
        return tiled ? blockHeight : Math.min(blockHeight, height - down * blockHeight);
    }

    /** Bytes of a row of one. */
    long rowBytes() {
        return (long) blockWidth * together() * stored.bytes();
    }

    /** True if two pages are parts of one stack. */
    boolean isLike(final TiffPage other) {
        return width == other.width && height == other.height && stored.equals(other.stored)
                && channels == other.channels && rgb == other.rgb;
    }
}
