package org.inpaintj.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Parameters;

/**
 * An image command works on an image: the active one, or the one the key {@code image} names by its title or its number
 * (negative), or that a script gives.
 *
 * @param <R> the settings
 */
abstract class ImageCommand<R extends Record> extends ParameterCommand<R> {

    /** Not required, so that its absence is ours to explain. */
    @Parameter(required = false, persist = false) private ImagePlus image;

    /** For scripts: the image that holds the result, a new one not shown. */
    @Parameter(type = ItemIO.OUTPUT) private ImagePlus result;

    ImageCommand(final Parameters<R> keys) {
        super(keys);
    }

    /** @throws InpaintException if there is none */
    protected final ImagePlus image() {
        if (image == null)
            throw new InpaintException("There is no image open: " + remedy());
        return image;
    }

    /** Whether there is one. */
    final boolean hasImage() {
        return image != null;
    }

    /** What to do where no image is open; the end of a sentence. */
    protected String remedy() {
        return "open one first.";
    }

    /**
     * Hands over the image that holds what the command made: to the script that called it, or to the screen and the
     * macro, where a new one becomes the current one, as after ImageJ's own commands.
     */
    protected final void result(final ImagePlus made) {
        if (scripted())
            result = made;
        else if (made != image)
            made.show();
    }

    /** False where the command may have something to do without an image. */
    protected boolean needsImage() {
        return true;
    }

    @Override
    protected final void check() {
        if (image == null)
            image = WindowManager.getCurrentImage();
        if (needsImage())
            image();
    }

    @Override
    protected final Map<String, String> inputs(final Map<String, String> options) {
        final Map<String, String> rest = new LinkedHashMap<>(options);
        final String name = rest.remove("image");
        if (name != null)
            image = find(name);
        return rest;
    }

    private static ImagePlus find(final String name) {
        final ImagePlus found = name.matches("-\\d{1,9}") ? WindowManager.getImage(Integer.parseInt(name))
                : WindowManager.getImage(name);
        if (found == null)
            throw new InpaintException("There is no open image '" + name + "': the open ones are "
                    + String.join(", ", WindowManager.getImageTitles()) + ".");
        return found;
    }
}
