package org.inpaintj.imagej.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.ImagePlus;
import ij.io.FileSaver;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;
import org.inpaintj.engine.Request.Target;

/**
 * This class opens and saves images through ImageJ, and says in one sentence what is wrong with a file: ImageJ itself
 * opens a cut off TIFF without complaint and prints other errors where nobody can catch them.
 */
public final class ImageFiles {

    private static final List<String> TIFF = List.of("tif", "tiff");

    private ImageFiles() {}

    /** @throws InpaintException if the file is missing, unreadable, no image, damaged or cut off */
    public static ImagePlus open(final Path path) {
        checkReadable(path);
        return ImageFile.open(path);
    }

    /** @throws InpaintException if there is no such file, or it may not be read or not be waited for */
    public static void checkReadable(final Path path) {
        if (!Files.exists(path))
            throw new InpaintException("There is no file '" + path + "'.");
        if (Files.isDirectory(path))
            throw new InpaintException("'" + path + "' is a folder; name an image file in it.");
        if (!Files.isRegularFile(path))
            throw new InpaintException("'" + path
                    + "' is no ordinary file: copy what it gives into one, and name that.");
        if (!Files.isReadable(path))
            throw new InpaintException("The file '" + path + "' may not be read: check its permissions.");
    }

    public static boolean isTiff(final Path path) {
        return TIFF.contains(extension(path));
    }

    public static boolean isPng(final Path path) {
        return extension(path).equals("png");
    }

    /** True for a PNG that can be written as one again: of all but colours of 16 bits each, which become channels. */
    public static boolean staysPng(final Path path) {
        if (!isPng(path) || !Files.isRegularFile(path))
            return isPng(path);
        try (InputStream in = Files.newInputStream(path)) {
            final byte[] header = in.readNBytes(26);
            return header.length < 26 || header[24] != 16 || (header[25] & 2) == 0;
        } catch (final IOException e) {
            // to open it will say more
            return true;
        }
    }

    /**
     * The ending of an image's result, with its point: a PNG stays one unless the result needs layers or slices.
     *
     * @param target     where the result goes, as the key says it
     * @param candidates how many, as the key says it
     */
    public static String ending(final Path image, final String target, final String candidates) {
        final boolean one = !List.of("layer", "slice").contains(target) && candidates.equals("1");
        return one && staysPng(image) ? ".png" : ".tif";
    }

    /** @throws InpaintException if the name is not one of a format that keeps samples */
    public static void checkFormat(final Path path) {
        if (!isTiff(path) && !isPng(path))
            throw new InpaintException("'" + path + "' must end in .tif or .png: other formats change samples.");
    }

    /** @throws InpaintException if the format cannot hold so many results */
    public static void checkHolds(final Path path, final int candidates) {
        if (candidates > 1 && !isTiff(path))
            throw new InpaintException("'" + path + "' cannot hold " + candidates + " candidates; save as .tif.");
    }

    /** @throws InpaintException if the format would lose the result, its depth or the rest of the stack */
    public static void checkHolds(final Path path, final ImagePlus imp, final Target target, final int candidates) {
        if (isTiff(path))
            return;
        checkHolds(path, candidates);
        final String use = "; save as .tif";
        if (target == Target.LAYER)
            throw new InpaintException("'" + path + "' cannot hold layers" + use + " or use --target image.");
        if (target != Target.IMAGE && imp.getStackSize() > 1)
            throw new InpaintException("'" + path + "' cannot hold a stack" + use + ".");
        final boolean eight = imp.getBitDepth() == 8 || imp.getBitDepth() == 24;
        final boolean sixteen = imp.getBitDepth() == 16 && imp.getProcessor().isDefaultLut();
        if (!eight && !sixteen || imp.getNChannels() > 1)
            throw new InpaintException("'" + path + "' cannot hold " + (imp.getNChannels() > 1
                    ? imp.getNChannels() + " channels" : "the samples of a " + imp.getBitDepth() + "-bit image")
                    + use + ".");
    }

    /**
     * Saves in the format that the name's extension says. Until that is done, and if it fails, the old file stays.
     *
     * @param notes told in a sentence what the user should know
     * @throws InpaintException if it cannot be written
     */
    public static void save(final ImagePlus imp, final Path path, final Consumer<String> notes) {
        try (PartFile part = new PartFile(path, "." + extension(path))) {
            write(imp, part.path());
            part.commit(notes);
        } catch (final IOException e) {
            throw unwritten(path, e);
        }
    }

    /** The same where a note would be about nothing that matters. */
    public static void save(final ImagePlus imp, final Path path) {
        save(imp, path, note -> {});
    }

    /** What to say about a file that could not be written. */
    public static InpaintException unwritten(final Path path, final IOException e) {
        if (e instanceof AccessDeniedException || e instanceof NoSuchFileException)
            return new InpaintException("'" + path + "' may not be written: check the permissions of its folder.", e);
        final String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return new InpaintException("'" + path + "' could not be written ("
                + (reason == null || reason.isBlank() ? e.getClass().getSimpleName() : reason) + ").", e);
    }

    private static void write(final ImagePlus imp, final Path path) throws IOException {
        if (isTiff(path)) {
            final StringBuilder said = new StringBuilder();
            final boolean written;
            try (CapturedOutput captured = new CapturedOutput(said)) {
                written = new FileSaver(imp).saveAsTiff(path.toString());
            }
            if (!written)
                throw new IOException(reason(said.toString()));
            return;
        }
        PngFile.write(imp, path);
    }

    /** What the system said, out of what ImageJ makes of it. */
    private static String reason(final String said) {
        final Matcher quoted = Pattern.compile("\"(.+?)\"").matcher(said);
        return quoted.find() ? quoted.group(1) : said;
    }

    private static String extension(final Path path) {
        final String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
