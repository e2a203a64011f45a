package org.inpaintj.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.sketch.SketchSession;
import org.inpaintj.params.Parameters;

/**
 * An image command works on an image: the active one, or the one the key {@code image} names by its title or its number
 * (negative), or that a script gives.
 *
 * @param <R> the settings
 */
public abstract class ImageCommand<R extends Record> extends ParameterCommand<R> {

    /** Not required, so that its absence is ours to explain. */
    @Parameter(required = false, persist = false) private ImagePlus image;

    /** For scripts: the image that holds the result, a new one not shown. */
    @Parameter(type = ItemIO.OUTPUT) private ImagePlus result;

    protected ImageCommand(final Parameters<R> keys) {
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

    /** Works on an image, whichever is the active one. */
    public final void take(final ImagePlus imp) {
        image = imp;
    }

    /** Makes an image that is shown the current one. */
    protected final void activate(final ImagePlus shown) {
        result = scripted() ? shown : null;
        if (!scripted() && WindowManager.getImage(shown.getID()) == shown)
            IJ.selectWindow(shown.getID());
    }

    /** Null if there is none, which some commands can do without. */
    @Override
    public final ImagePlus outlined() {
        return image;
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
        final Optional<SketchSession> sketch = takesSketches() || image == null ? Optional.empty()
                : SketchSession.of(image);
        if (sketch.isPresent())
            image = ended(sketch.get());
        if (interactive() && image != null)
            imageKnown();
    }

    /** Whether it works on the working copy of a sketch, rather than on the image that is sketched on. */
    protected boolean takesSketches() {
        return false;
    }

    /** Called when a user's inputs are those of last time and the image is known. */
    protected void imageKnown() {}

    /** A user who is sketching means the image. */
    private ImagePlus ended(final SketchSession session) {
        if (!interactive())
            throw new InpaintException("'" + session.copy().getTitle() + "' is a sketch on '"
                    + session.image().getTitle() + "': end it with Sketch... first.");
        session.done();
        activate(session.image());
        return session.image();
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
