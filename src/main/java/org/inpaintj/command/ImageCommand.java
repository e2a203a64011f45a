package org.inpaintj.command;

import java.util.LinkedHashMap;
import java.util.Map;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.engine.Vocabulary;
import org.inpaintj.image.Delivery;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

/**
 * A command that works on an image: the active one, or the one the key {@code image} names by its title or its
 * number (negative).
 *
 * @param <R> the settings
 */
abstract class ImageCommand<R extends Record> extends InpaintCommand<R> {

    /** Not required, so that its absence is ours to explain; the active image comes without asking. */
    @Parameter(required = false, persist = false) private ImagePlus image;

    /** Set only for scripts that run the command without a user interface; otherwise the result is on the screen. */
    @Parameter(type = ItemIO.OUTPUT) private ImagePlus result;

    ImageCommand(final Vocabulary<R> keys) {
        super(keys);
    }

    /** @throws InpaintException if there is none */
    protected final ImagePlus image() {
        if (image == null)
            throw new InpaintException("There is no image open: " + remedy());
        return image;
    }

    /** What to do where no image is open; the end of a sentence. */
    protected String remedy() {
        return "open one first.";
    }

    /** Hands over what the command made: to the screen, to the macro or to the script that called it. */
    protected final void result(final ImagePlus made) {
        if (IJ.getInstance() == null && !IJ.isMacro())
            result = made;
        else if (made != image)
            Delivery.show(made);
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
