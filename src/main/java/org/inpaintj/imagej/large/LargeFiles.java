package org.inpaintj.imagej.large;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.file.ImageFiles;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.LargeJournal;
import org.inpaintj.inpaint.large.LargeRecord;
import org.inpaintj.inpaint.large.tiff.TiffBlocks;
import org.inpaintj.inpaint.large.zarr.ZarrBlocks;

/** This class tells which images are worked on block by block, and opens them. */
public final class LargeFiles {

    /** What ImageJ's planes hold. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE - 8;

    private LargeFiles() {}

    /** True for a folder of Zarr, and for a name that ends in {@code .zarr}. */
    public static boolean isZarr(final Path path) {
        return name(path).endsWith(".zarr") || Files.isDirectory(path) && ZarrBlocks.isThere(path);
    }

    /** True if a file can be worked on block by block only: OME-Zarr, BigTIFF, and a TIFF that memory does not hold. */
    public static boolean isLarge(final Path path) {
        if (isZarr(path))
            return true;
        if (!isTiff(path))
            return false;
        try (TiffBlocks image = TiffBlocks.open(path, name(path), false)) {
            return isBig(path) || (long) image.layout().width() * image.layout().height() > MOST_PIXELS
                    || !ImageFile.fits(image.bytes());
        } catch (final IOException | RuntimeException e) {
            // to open it will say more
            return isBig(path);
        }
    }

    /** True for a TIFF, told by its first bytes. */
    public static boolean isTiff(final Path path) {
        final int version = version(path);
        return version == 42 || version == 43;
    }

    private static boolean isBig(final Path path) {
        return version(path) == 43;
    }

    private static int version(final Path path) {
        if (!Files.isRegularFile(path))
            return 0;
        try (InputStream in = Files.newInputStream(path)) {
            final byte[] start = in.readNBytes(4);
            return start.length < 4 || start[0] != start[1] ? 0 : start[0] == 'I' && start[3] == 0 ? start[2]
                    : start[0] == 'M' && start[2] == 0 ? start[3] : 0;
        } catch (final IOException e) {
            return 0;
        }
    }

    /**
     * Opens a TIFF or the folder of an OME-Zarr.
     *
     * @param name  for messages and records
     * @param write whether it may be written to
     * @throws InpaintException if it is neither, damaged, or holds what cannot be worked on
     */
    public static BlockImage open(final Path path, final String name, final boolean write) {
        if (isZarr(path))
            return ZarrBlocks.open(path, name, write);
        ImageFiles.checkReadable(path);
        if (!isTiff(path))
            throw new InpaintException("'" + name + "' is no TIFF and no OME-Zarr, and only these can be worked on "
                    + "block by block: save it as one of them.");
        return TiffBlocks.open(path, name, write);
    }

    /** @throws InpaintException if there is no such image, or it may not be read */
    public static void checkReadable(final Path in) {
        if (!Files.isDirectory(in) || !isZarr(in))
            ImageFiles.checkReadable(in);
    }

    /** @throws InpaintException if the result of an image cannot have that name */
    public static void checkFormat(final Path in, final Path out) {
        if (isZarr(in) != isZarr(out) || !isZarr(in) && !ImageFiles.isTiff(out))
            throw new InpaintException("'" + out + "' must end in " + (isZarr(in) ? ".zarr" : ".tif")
                    + ": an image that is worked on block by block keeps its format.");
    }

    /** @throws InpaintException if the result of an image cannot have that name, or would change the image */
    public static void checkResult(final Path in, final Path out) {
        checkFormat(in, out);
        if (real(out).startsWith(real(in)) || real(in).startsWith(real(out)))
            throw new InpaintException("'" + out + "' is '" + in + "' itself, lies in it or holds it, and it "
                    + "is never changed: give the result another name.");
    }

    /**
     * The same, where nothing may be replaced unless that is wanted.
     *
     * @param read other files that are read, such as the mask
     */
    public static void checkFree(final Path in, final List<Path> read, final Path out, final boolean overwrite) {
        checkResult(in, out);
        for (final Path file : List.of(out, LargeRecord.of(out))) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                continue;
            for (final Path other : read)
                if (real(file).equals(real(other)))
                    throw new InpaintException("'" + file + "' is a file that is read, which is never replaced: give "
                            + "the result another name.");
            if (!overwrite && !LargeJournal.isPlacing(out))
                throw new InpaintException("'" + file + "' exists already: set overwrite to replace it, or give the "
                        + "result another name.");
        }
        final Path folder = real(out).getParent();
        if (folder == null || !Files.isDirectory(folder))
            throw new InpaintException("'" + out + "' cannot be written: there is no folder '" + folder + "'.");
    }

    /** The file that a path leads to, which may not be there yet. */
    private static Path real(final Path path) {
        final Path whole = path.toAbsolutePath().normalize();
        try {
            return whole.toRealPath();
        } catch (final IOException e) {
            final Path folder = whole.getParent();
            return folder == null || !Files.exists(folder) ? whole : real(folder).resolve(whole.getFileName());
        }
    }

    /** What an image is, in a word. */
    static String kind(final Path path) {
        return isZarr(path) ? "OME-Zarr" : isBig(path) ? "BigTIFF" : "TIFF";
    }

    private static String name(final Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }
}
