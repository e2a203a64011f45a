package org.inpaintj.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Request.Target;
import org.inpaintj.image.ImageFile;
import org.inpaintj.image.Png;
import org.inpaintj.image.Quiet;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.plugin.PNG_Writer;

/**
 * Opens and saves images through ImageJ, and says in one sentence what is wrong with a file: ImageJ itself opens a cut
 * off TIFF without complaint and prints other errors where nobody can catch them.
 */
final class ImageFiles {

    private static final List<String> TIFF = List.of("tif", "tiff");

    private ImageFiles() {}

    /** @throws InpaintException if the file is missing, unreadable, no image, damaged or cut off */
    static ImagePlus open(final Path path) {
        if (!Files.exists(path))
            throw new InpaintException("There is no file '" + path + "'.");
        if (Files.isDirectory(path))
            throw new InpaintException("'" + path + "' is a folder; name an image file in it.");
        if (!Files.isReadable(path))
            throw new InpaintException("The file '" + path + "' may not be read: check its permissions.");
        return ImageFile.open(path);
    }

    static boolean isTiff(final Path path) {
        return TIFF.contains(extension(path));
    }

    /** @throws InpaintException if nothing can be saved there; asked before the work begins */
    static void checkWritable(final Path path) {
        if (!isTiff(path) && !extension(path).equals("png"))
            throw new InpaintException("'" + path + "' must end in .tif or .png: other formats change samples.");
        final Path folder = path.toAbsolutePath().getParent();
        if (Files.isDirectory(path) || !Files.isDirectory(folder))
            throw new InpaintException(Files.isDirectory(path) ? "'" + path + "' is a folder; name a file."
                    : "'" + path + "' cannot be written: there is no folder '" + folder + "'.");
        if (!Files.isWritable(folder) || Files.exists(path) && !Files.isWritable(path))
            throw new InpaintException("'" + path + "' may not be written: check the permissions of '" + folder + "'.");
    }

    /** @throws InpaintException if the format cannot hold so many results */
    static void checkHolds(final Path path, final int candidates) {
        if (candidates > 1 && !isTiff(path))
            throw new InpaintException("'" + path + "' cannot hold " + candidates + " candidates; save as .tif.");
    }

    /** @throws InpaintException if the format would lose the result, its depth or the rest of the stack */
    static void checkHolds(final Path path, final ImagePlus imp, final Target target, final int candidates) {
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
                    ? imp.getNChannels() + " channels" : "the samples of a " + imp.getBitDepth() + "-bit image") + use + ".");
    }

    /**
     * Saves in the format that the name's extension says. The file appears under its name only when it is whole.
     *
     * @throws InpaintException if it cannot be written
     */
    static void save(final ImagePlus imp, final Path path) {
        Path part = null;
        try {
            part = path.resolveSibling("." + path.getFileName() + "." + ProcessHandle.current().pid() + "." + extension(path));
            write(imp, part);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (final AccessDeniedException | NoSuchFileException e) {
            throw new InpaintException("'" + path + "' may not be written: check the permissions of its folder.", e);
        } catch (final IOException e) {
            throw new InpaintException("'" + path + "' could not be written (" + e.getMessage() + ").", e);
        } finally {
            if (part != null)
                part.toFile().delete();
        }
    }

    private static void write(final ImagePlus imp, final Path path) throws IOException {
        final StringBuilder said = new StringBuilder();
        try (Quiet quiet = new Quiet(said)) {
            if (isTiff(path)) {
                if (!new FileSaver(imp).saveAsTiff(path.toString()))
                    throw new IOException(said.toString().strip());
            } else if (imp.getType() == ImagePlus.COLOR_256 || !Png.write(imp.getProcessor(), path)) {
                final boolean hidden = imp.getHideOverlay();
                imp.setHideOverlay(true);
                new PNG_Writer().writeImage(imp, path.toString(), -1);
                imp.setHideOverlay(hidden);
            }
        } catch (final IOException e) {
            throw e;
        } catch (final Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String extension(final Path path) {
        final String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
