package org.inpaintj.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of files that may be larger than memory. Where a file holds nothing but zeros for a while, the copy has a hole
 * there on file systems that know them, so that a file with holes takes no more room than before.
 */
public final class FileCopy {

    private static final int BUFFER = 1 << 20;
    private static final byte[] ZEROS = new byte[BUFFER];

    private FileCopy() {}

    /**
     * Copies a file over an empty one.
     *
     * @param progress told how far it is, asked whether to go on
     * @throws CancelledException once the progress says so
     * @throws InpaintException   if there is not enough room, told before anything is written
     */
    public static void file(final Path from, final Path to, final Progress progress) throws IOException {
        checkRoom(to.toAbsolutePath().getParent(), Files.size(from));
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            final long size = in.size();
            final byte[] bytes = new byte[BUFFER];
            long done = 0;
            while (done < size) {
                progress.check();
                progress.step((int) (done >> 20), (int) Math.max(1, size >> 20), "Copying the image");
                final ByteBuffer buffer = ByteBuffer.wrap(bytes);
                final int n = in.read(buffer, done);
                if (n < 0)
                    throw new IOException("it became shorter while it was read");
                if (!Arrays.equals(bytes, 0, n, ZEROS, 0, n))
                    write(out, ByteBuffer.wrap(bytes, 0, n), done);
                done += n;
            }
            // the last bytes may be a hole
            if (size > 0 && out.size() < size)
                write(out, ByteBuffer.wrap(ZEROS, 0, 1), size - 1);
        }
    }

    private static void write(final FileChannel out, final ByteBuffer bytes, final long place) throws IOException {
        long at = place;
        while (bytes.hasRemaining())
            at += out.write(bytes, at);
    }

    /** Removes a file, or a folder with all that is in it, and follows no links; true if nothing is left. */
    public static boolean remove(final Path path) {
        return Leftovers.delete(path);
    }

    /** Bytes of a file, or of all files of a folder; holes count. Links in it are not followed. */
    public static long size(final Path path) throws IOException {
        if (!Files.isDirectory(path))
            return Files.size(path);
        long size = 0;
        try (Stream<Path> walk = Files.walk(path)) {
            for (final Path each : (Iterable<Path>) walk::iterator)
                size += Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS) ? Files.size(each) : 0;
        }
        return size;
    }

    /** Bytes that may still be written into a folder. */
    public static long room(final Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /**
     * Copies all ordinary files of a folder into an empty one; links within it are not followed.
     *
     * @throws CancelledException once the progress says so
     * @throws InpaintException   if there is not enough room, or something in it is no ordinary file
     */
    public static void folder(final Path from, final Path to, final Progress progress) throws IOException {
        final List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        long size = 0;
        for (final Path each : all) {
            if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                throw new InpaintException("'" + each + "' is a link or no ordinary file: put the file itself there.");
            size += Files.isDirectory(each) ? 0 : Files.size(each);
        }
        checkRoom(to.toAbsolutePath().getParent(), size);
        for (int i = 0; i < all.size(); i++) {
            progress.check();
            progress.step(i, all.size(), "Copying the image");
            final Path target = to.resolve(from.relativize(all.get(i)).toString());
            if (Files.isDirectory(all.get(i)))
                Files.createDirectories(target);
            else
                Files.copy(all.get(i), target);
        }
    }

    /** @throws InpaintException if a copy of so many bytes does not fit into a folder */
    public static void checkRoom(final Path folder, final long size) throws IOException {
        final long room = room(folder);
        if (size > room)
            throw new InpaintException("The copy of the image takes " + (size >> 20) + " MB, and in the folder '"
                    + folder + "' there is room for " + (room >> 20) + " MB: make room, or name another folder.");
    }
}
