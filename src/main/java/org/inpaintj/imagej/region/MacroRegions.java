package org.inpaintj.imagej.region;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.ImageJTypes;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.Patch;
import org.inpaintj.inpaint.samples.SampleDigest;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.repair.Region;

/**
 * This source gives the regions that a user's macro finds. The macro runs in batch mode on a copy of what is shown, so
 * that it can change neither the image nor the screen, and its result is what it leaves on the image that is active in
 * the end: the selections of an overlay, else the parts of a selection, else the labels in the pixels.
 */
public final class MacroRegions {

    private static final long MOST_BYTES = 1 << 20;

    private MacroRegions() {}

    /**
     * Runs the macro on the calling thread, which must not be the event thread.
     *
     * @param file a text file with ImageJ macro language
     * @param seen the layers over the source, which the macro sees as part of the image
     * @throws CancelledException if the user presses Esc
     * @throws InpaintException   if there is no such macro, it fails, or leaves nothing
     */
    public static List<Region> run(final String file, final ImageSource source, final List<Patch> seen) {
        final Path path = path(file);
        final String code = read(path);
        final ImagePlus copy = source.toImage(source.title());
        seen.forEach(patch ->
                patch.write(ImageSource.planes(copy, new StackPosition(1, 1)), copy.getWidth(), copy.getHeight()));
        final String before = digest(copy);
        final ImagePlus left = execute(path.getFileName().toString(), code, copy);
        final String name = "macro '" + path.getFileName() + "'";
        if (left == null)
            throw new InpaintException("The " + name
                    + " leaves no image: it must end with a selection, an overlay or labels.");
        if (left.getWidth() != copy.getWidth() || left.getHeight() != copy.getHeight())
            throw new InpaintException("The " + name + " leaves an image of " + left.getWidth() + " x "
                    + left.getHeight()
                    + " pixels instead of " + copy.getWidth() + " x " + copy.getHeight()
                    + ": it must not change the size.");
        if (left.getOverlay() != null && left.getOverlay().size() > 0)
            return RoiRegions.overlay(left);
        if (left.getRoi() != null)
            return RoiRegions.selection(left);
        if (left == copy && digest(copy).equals(before))
            throw new InpaintException("The " + name
                    + " leaves neither a selection nor an overlay nor labels, so nothing is "
                    + "repaired.");
        return LabelRegions.of(left.getTitle(), left.getProcessor());
    }

    private static Path path(final String file) {
        if (file.isBlank())
            throw new InpaintException("No macro is named: set Macro (macro=FILE) to the path of an ImageJ macro.");
        try {
            final Path path = Path.of(file.strip());
            final String name = path.getFileName() == null ? ""
                    : path.getFileName().toString().toLowerCase(Locale.ROOT);
            if (!Files.isRegularFile(path))
                throw new InpaintException("There is no macro file '" + file + "': give the path of an ImageJ macro.");
            if (!name.endsWith(".ijm") && !name.endsWith(".txt"))
                throw new InpaintException("'" + path.getFileName()
                        + "' is no ImageJ macro: the file must end with .ijm or "
                        + ".txt.");
            return path;
        } catch (final InvalidPathException e) {
            throw new InpaintException("'" + file + "' is no path: give the path of an ImageJ macro.", e);
        }
    }

    private static String read(final Path path) {
        try {
            if (Files.size(path) > MOST_BYTES)
                throw new InpaintException("The macro '" + path.getFileName()
                        + "' is larger than 1 MB: name another file.");
            return Files.readString(path);
        } catch (final MalformedInputException e) {
            throw new InpaintException("The macro '" + path.getFileName() + "' is no text in UTF-8: save it as such.",
                    e);
        } catch (final IOException e) {
            throw new InpaintException("The macro '" + path + "' cannot be read: look at its permissions.", e);
        }
    }

    /** The image that is active in the end, or null; batch mode and the current image are as they were before. */
    private static ImagePlus execute(final String name, final String code, final ImagePlus copy) {
        final boolean batch = Interpreter.batchMode;
        final ImagePlus current = WindowManager.getTempCurrentImage();
        final String options = Macro.getOptions();
        final Set<Integer> known = ids();
        Interpreter.batchMode = true;
        final Interpreter interpreter = new Interpreter();
        interpreter.setIgnoreErrors(true);
        try {
            Interpreter.addBatchModeImage(copy);
            WindowManager.setTempCurrentImage(copy);
            Macro.setOptions(null);
            interpreter.run(code, "");
            if (interpreter.getErrorMessage() != null)
                throw failed(name, interpreter.getErrorMessage(), null);
            if (IJ.escapePressed())
                throw new CancelledException();
            return WindowManager.getCurrentImage();
        } catch (final InpaintException | CancelledException e) {
            throw e;
        } catch (final RuntimeException e) {
            // how macros and commands end themselves early
            throw failed(name, Macro.MACRO_CANCELED.equals(e.getMessage()) ? "it ended itself" : e.toString(), e);
        } finally {
            for (final int id : ids())
                if (!known.contains(id))
                    Interpreter.removeBatchModeImage(Interpreter.getBatchModeImage(id));
            Interpreter.batchMode = batch;
            WindowManager.setTempCurrentImage(current);
            Macro.setOptions(options);
        }
    }

    private static InpaintException failed(final String name, final String why, final Exception cause) {
        return new InpaintException("The macro '" + name + "' failed, so nothing is repaired: "
                + why.strip().replaceAll("\\s+", " ") + ".", cause);
    }

    private static Set<Integer> ids() {
        return Arrays.stream(Interpreter.getBatchModeImageIDs()).boxed().collect(Collectors.toSet());
    }

    private static String digest(final ImagePlus imp) {
        return SampleDigest.of(new Samples(ImageJTypes.of(imp), imp.getWidth(), imp.getHeight(),
                ImageSource.planes(imp, new StackPosition(1, 1))));
    }
}
