package org.inpaintj.imagej.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.file.ImageFile;

/** Images that ImageJ shows without reading all of them: whose file that is, and whether a file can be opened so. */
public final class VirtualImages {

    private VirtualImages() {}

    /** The TIFF or OME-Zarr that a virtual stack shows; empty for others, and for images in memory. */
    public static Optional<Path> file(final ImagePlus imp) {
        final FileInfo info = imp.getStack().isVirtual() ? imp.getOriginalFileInfo() : null;
        if (info == null || info.getFilePath() == null)
            return Optional.empty();
        try {
            final Path path = Path.of(info.getFilePath());
            return LargeFiles.isZarr(path) || LargeFiles.isTiff(path) ? Optional.of(path) : Optional.empty();
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether ImageJ opens a file plane by plane: a classic TIFF whose single planes memory holds. */
    public static boolean canOpen(final Path path) {
        return !LargeFiles.isZarr(path) && LargeFiles.isTiff(path) && planes(path).filter(VirtualImages::isShown)
                .isPresent();
    }

    private static boolean isShown(final FileInfo[] planes) {
        final FileInfo first = planes[0];
        final long pixels = (long) first.width * first.height;
        return pixels <= Integer.MAX_VALUE - 8 && ImageFile.fits(pixels * first.getBytesPerPixel());
    }

    /** What ImageJ reads of a TIFF; empty for a BigTIFF, or one in tiles. */
    private static Optional<FileInfo[]> planes(final Path path) {
        if (!Files.isRegularFile(path))
            return Optional.empty();
        try {
            final Path whole = path.toAbsolutePath();
            final FileInfo[] planes = new TiffDecoder(whole.getParent() + java.io.File.separator,
                    whole.getFileName().toString()).getTiffInfo();
            return planes == null || planes.length == 0 ? Optional.empty() : Optional.of(planes);
        } catch (final IOException | RuntimeException e) {
            // ImageJ has no other way to say that it cannot
            return Optional.empty();
        }
    }

    /**
     * Opens a file as a virtual stack.
     *
     * @return not shown
     * @throws InpaintException if it cannot be opened so
     */
    public static ImagePlus open(final Path path) {
        final ImagePlus imp = canOpen(path) ? FileInfoVirtualStack.openVirtual(path.toAbsolutePath().toString()) : null;
        if (imp == null)
            throw new InpaintException("'" + path + "' cannot be opened as a virtual stack: open it with what reads "
                    + "such files plane by plane.");
        return imp;
    }
}
