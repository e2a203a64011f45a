package org.inpaintj.imagej.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

import org.inpaintj.inpaint.large.tiff.TiffDirectories;

/**
 * This check finds damaged TIFF files before ImageJ opens them, which it does without complaint where samples are cut
 * off, and without end where directories or compressed samples are not as they should be.
 */
final class TiffCheck {

    private static final int NONE = 1, DEFLATE = 8, OLD_DEFLATE = 32946;

    private TiffCheck() {}

    /**
     * @return how many bytes the samples take once they are read
     * @throws IOException if a directory of the file cannot be read or a sample lies outside it, saying so
     */
    static long check(final Path path) throws IOException {
        long bytes = 0;
        final long length;
        try (TiffDirectories in = new TiffDirectories(path)) {
            length = in.length();
            if (in.isBig())
                throw new IOException("it is no TIFF of the kind that ImageJ opens");
            final List<Map<Integer, long[]>> all = in.read();
            for (final Map<Integer, long[]> directory : all)
                if (size(directory) == size(all.get(0)))
                    bytes += check(in, directory);
        }
        final Path file = path.toAbsolutePath();
        final FileInfo[] images = new TiffDecoder(file.getParent().toString(), file.getFileName().toString())
                .getTiffInfo();
        if (images == null || images.length == 0)
            throw new IOException("it holds no image");
        for (final FileInfo fi : images)
            if (end(fi) > length)
                throw new EOFException("it is cut off: " + end(fi) + " bytes are needed and there are " + length);
        return Math.max(bytes, end(images[0]));
    }

    /** Checks that the samples of a directory are there; the bytes that they take. */
    private static long check(final TiffDirectories in, final Map<Integer, long[]> directory) throws IOException {
        final long[] offsets = directory.containsKey(TiffDirectories.OFFSETS) ? directory.get(TiffDirectories.OFFSETS)
                : directory.get(TiffDirectories.TILE_OFFSETS);
        final long width = first(directory, TiffDirectories.WIDTH, 0),
                height = first(directory, TiffDirectories.HEIGHT, 0);
        if (offsets == null || width == 0 || height == 0)
            throw new IOException("it holds no image");
        checkMetadata(directory);
        final long samples = first(directory, TiffDirectories.SAMPLES, 1),
                bits = first(directory, TiffDirectories.BITS, 1);
        final long rows = Math.min(height, Math.max(1, first(directory, TiffDirectories.ROWS, height)));
        final long row = (width * samples * bits + 7) / 8,
                compression = first(directory, TiffDirectories.COMPRESSION, 1);
        final long planes = first(directory, TiffDirectories.PLANAR, 1) == 2 ? samples : 1;
        final boolean tiled = directory.containsKey(TiffDirectories.TILE_WIDTH);
        if (!tiled && offsets.length < (height + rows - 1) / rows * planes)
            throw new EOFException("it names " + offsets.length + " strips of samples and has "
                    + (height + rows - 1) / rows * planes);
        final long[] lengths = directory.get(TiffDirectories.LENGTHS);
        long held = 0;
        for (int i = 0; i < offsets.length; i++) {
            final long count = lengths == null || i >= lengths.length ? 0 : lengths[i];
            held += count;
            if (offsets[i] + count > in.length())
                throw new EOFException("it is cut off: " + (offsets[i] + count) + " bytes are needed and there are "
                        + in.length());
            if (compression == DEFLATE || compression == OLD_DEFLATE)
                inflate(in, offsets[i], count, tiled ? row * height : row * rows);
        }
        final long needed = row * height;
        // one strip of a length that is not right is read as far as the image goes
        if (compression == NONE && !tiled
                && (offsets.length == 1 ? offsets[0] + needed > in.length() : held > 0 && held < needed))
            throw new EOFException("it is cut off: its samples take " + needed + " bytes");
        return needed;
    }

    /** ImageJ takes memory for as much as these say. */
    private static void checkMetadata(final Map<Integer, long[]> directory) throws IOException {
        long sum = 0;
        for (final long count : directory.getOrDefault(TiffDirectories.META_LENGTHS, new long[0]))
            sum += count;
        if (sum > first(directory, TiffDirectories.META, 0))
            throw new EOFException("the entry " + TiffDirectories.META + " of a directory is cut off");
    }

    /** ImageJ waits for ever for the end of a stream that has none, and takes all that comes out of it. */
    private static void inflate(final TiffDirectories in, final long place, final long count, final long expected)
            throws IOException {
        final Inflater inflater = new Inflater();
        try {
            inflater.setInput(in.bytes(place, (int) Math.min(count, Integer.MAX_VALUE - 8)).array());
            final byte[] out = new byte[1 << 16];
            long all = 0;
            while (!inflater.finished()) {
                final int n = inflater.inflate(out);
                all += n;
                if (n == 0 && !inflater.finished() || all > 2 * expected + out.length)
                    throw new IOException("its compressed samples cannot be unpacked");
            }
        } catch (final DataFormatException e) {
            throw new IOException("its compressed samples cannot be unpacked", e);
        } finally {
            inflater.end();
        }
    }

    private static long first(final Map<Integer, long[]> directory, final int tag, final long otherwise) {
        final long[] values = directory.get(tag);
        return values == null || values.length == 0 ? otherwise : values[0];
    }

    /** Equal for images of equal size; ImageJ opens those that are of the first one's. */
    private static long size(final Map<Integer, long[]> directory) {
        return first(directory, TiffDirectories.WIDTH, 0) << 32 | first(directory, TiffDirectories.HEIGHT, 0);
    }

    /** The file offset behind an image's last sample. */
    private static long end(final FileInfo fi) {
        long end = 0;
        if (fi.compression <= FileInfo.COMPRESSION_NONE && fi.nImages > 1)
            end = fi.getOffset() - fi.gapBetweenImages
                    + fi.nImages * ((long) fi.width * fi.height * fi.getBytesPerPixel() + fi.gapBetweenImages);
        return end;
    }
}
