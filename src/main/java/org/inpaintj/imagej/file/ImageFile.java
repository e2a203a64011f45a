package org.inpaintj.imagej.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import ij.ImagePlus;
import ij.io.Opener;
import ij.process.ImageProcessor;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ProvenanceRecords;
import org.inpaintj.inpaint.record.PngTexts;

/**
 * This class opens image files through ImageJ and says in one sentence what is wrong with one. ImageJ itself fills what
 * is cut off with black, prints errors where nobody can catch them, and takes memory for whatever a header claims.
 */
public final class ImageFile {

    private static final String MORE_MEMORY =
            "raise the limit in Edit > Options > Memory & Threads, or with java -Xmx8g -jar ...";

    private ImageFile() {}

    /** @throws InpaintException if it is no file, no image, damaged, cut off, or larger than Java's memory */
    public static ImagePlus open(final Path path) {
        if (!Files.isRegularFile(path))
            throw new InpaintException("'" + path + "' is not a file, but a device, a pipe or a folder: save the image "
                    + "in a file.");
        try {
            final ImagePlus imp = samples(path);
            for (final String record : PngTexts.read(path))
                ProvenanceRecords.add(imp, record);
            return imp;
        } catch (final IOException e) {
            throw damaged(path, e.getMessage());
        } catch (final OutOfMemoryError e) {
            throw tooLarge(path, e);
        }
    }

    /** How many bytes the samples of a file take once it is open; 0 if that cannot be told. */
    public static long bytes(final Path path) {
        try {
            return FileCheck.check(path);
        } catch (final IOException | RuntimeException e) {
            // to open it will say more
            return 0;
        }
    }

    private static ImagePlus samples(final Path path) {
        final ImageProcessor ip = plain(path);
        if (ip != null)
            return new ImagePlus(path.getFileName().toString(), ip);
        try {
            checkMemory(path, FileCheck.check(path));
        } catch (final IOException | RuntimeException e) {
            throw e instanceof InpaintException known ? known : damaged(path, e.getMessage());
        }
        return throughImageJ(path);
    }

    /**
     * The image of a file that an installed {@link PngCodec} reads; null for the others.
     *
     * @throws InpaintException if it is damaged or cut off
     */
    public static ImageProcessor plain(final Path path) {
        try {
            return PngFile.read(path);
        } catch (final IOException e) {
            throw damaged(path, e.getMessage());
        }
    }

    private static ImagePlus throughImageJ(final Path path) {
        final Opener opener = new Opener();
        opener.setSilentMode(true);
        final StringBuilder said = new StringBuilder();
        final ImagePlus imp;
        try (CapturedOutput captured = new CapturedOutput(said)) {
            imp = opener.openImage(path.toString());
        } catch (final RuntimeException e) {
            throw damaged(path, e.getMessage());
        }
        // ImageJ catches it and goes on
        if (said.toString().toLowerCase(Locale.ROOT).contains("out of memory"))
            throw tooLarge(path, null);
        if (imp == null || imp.getWidth() == 0 || imp.getProcessor() == null)
            throw said.isEmpty() || said.indexOf("Unsupported format") >= 0
                    ? new InpaintException("'" + path + "' is not an image that ImageJ can open, or it is damaged.")
                    : damaged(path, said.toString());
        return imp;
    }

    private static InpaintException tooLarge(final Path path, final Throwable cause) {
        return new InpaintException("'" + path + "' does not fit into Java's memory: " + MORE_MEMORY + ".", cause);
    }

    /** Whether so many bytes of samples can be opened. */
    public static boolean fits(final long bytes) {
        return bytes <= 0.9 * Runtime.getRuntime().maxMemory();
    }

    private static void checkMemory(final Path path, final long bytes) {
        final long heap = Runtime.getRuntime().maxMemory();
        if (!fits(bytes))
            throw new InpaintException("'" + path + "' says that its samples take " + (bytes >> 20)
                    + " MB, and Java may use "
                    + (heap >> 20) + " MB: " + MORE_MEMORY + ", unless the file is damaged.");
    }

    /** What to say about a file that cannot be opened; the cause may be null or blank. */
    private static InpaintException damaged(final Path path, final String cause) {
        return new InpaintException("'" + path + "' is damaged and cannot be opened"
                + (cause == null || cause.isBlank() ? "."
                        : " (" + cause.strip().lines().findFirst().orElse("") + ")."));
    }
}
