package org.inpaintj.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.inpaintj.engine.InpaintException;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/** Finds damaged TIFF files before ImageJ opens them, which it does without complaint where samples are cut off. */
public final class TiffCheck {

    private TiffCheck() {}

    /** @throws InpaintException if a directory of the file cannot be read or a sample lies outside it */
    public static void check(final Path path) {
        final Path file = path.toAbsolutePath();
        try {
            final long length = Files.size(file);
            final FileInfo[] images = new TiffDecoder(file.getParent().toString(), file.getFileName().toString())
                    .getTiffInfo();
            if (images == null || images.length == 0)
                throw damaged(path, "it holds no image");
            for (final FileInfo fi : images)
                if (end(fi) > length)
                    throw damaged(path, "it is cut off: " + end(fi) + " bytes are needed and there are " + length);
        } catch (final IOException | RuntimeException e) {
            throw e instanceof InpaintException known ? known : damaged(path, e.getMessage());
        }
    }

    /** What to say about a file that cannot be opened; the cause may be null or blank. */
    public static InpaintException damaged(final Path path, final String cause) {
        return new InpaintException("'" + path + "' is damaged and cannot be opened"
                + (cause == null || cause.isBlank() ? "."
                        : " (" + cause.strip().lines().findFirst().orElse("") + ")."));
    }

    /** The file offset behind an image's last sample. */
    private static long end(final FileInfo fi) {
        long end = 0;
        if (fi.stripOffsets != null && fi.stripLengths != null && fi.nImages <= 1)
            for (int i = 0; i < Math.min(fi.stripOffsets.length, fi.stripLengths.length); i++)
                end = Math.max(end, (fi.stripOffsets[i] & 0xffffffffL) + (fi.stripLengths[i] & 0xffffffffL));
        if (fi.compression <= FileInfo.COMPRESSION_NONE && fi.nImages > 1)
            end = fi.getOffset() - fi.gapBetweenImages
                    + fi.nImages * ((long) fi.width * fi.height * fi.getBytesPerPixel() + fi.gapBetweenImages);
        return end;
    }
}
