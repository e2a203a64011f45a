package org.inpaintj.image;

import java.util.Optional;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.segment.Picture;

import ij.ImagePlus;
import ij.gui.Roi;

/**
 * One position of an image as it is when a selection is asked for: what networks see of it, and whether it is still the
 * same when they have answered.
 */
public final class Subject {

    private final Source source;
    private final Picture picture;
    private final int samples;

    private Subject(final ImagePlus imp) {
        source = new Source(imp, Position.shown(imp));
        picture = Shown.of(imp);
        samples = hash(imp, source.position());
    }

    /**
     * The position an image shows. Call it from any thread but the event thread, while nothing else changes the image.
     *
     * @param imp null is explained to the user
     * @throws InpaintException if there is no image, or the Java heap cannot hold it twice
     */
    public static Subject of(final ImagePlus imp) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one in which something is to be selected.");
        return new Subject(imp);
    }

    public ImagePlus image() {
        return source.image();
    }

    /** The title of the image when it was asked. */
    public String title() {
        return source.title();
    }

    /** True while the image shows the position that was looked at. */
    public boolean isShown() {
        final Position now = source.find();
        return now != null && now.equals(Position.shown(source.image()));
    }

    /** What networks see. */
    public Picture picture() {
        return picture;
    }

    /**
     * Fails unless the image is still there with the same samples and shows the same position; how it displays them may
     * have changed. Reads all samples of the position.
     *
     * @throws InpaintException saying what has changed
     */
    public void check() {
        final ImagePlus imp = source.image();
        final Position now = source.find();
        if (now == null)
            throw new InpaintException("'" + title() + "' was closed or became another image meanwhile, so nothing is "
                    + "selected: ask again.");
        if (!now.equals(Position.shown(imp)))
            throw new InpaintException("'" + title() + "' shows another slice or frame than the one that was looked "
                    + "at: go back to slice " + now.z() + (imp.getNFrames() > 1 ? ", frame " + now.t() : "")
                    + " and ask again.");
        if (hash(imp, now) != samples)
            throw new InpaintException("'" + title() + "' has changed meanwhile, so nothing is selected: ask again.");
    }

    /**
     * Replaces the selection of the image; <em>Edit &gt; Selection &gt; Restore Selection</em> brings back the former
     * one. {@link #check} first.
     */
    public void select(final Roi roi) {
        Edt.run(() -> {
            final Optional<Roi> former = Optional.ofNullable(source.image().getRoi());
            source.image().setRoi(roi);
            former.ifPresent(Roi::setPreviousRoi);
        });
    }

    /** Puts an overlay element where it belongs in a stack. */
    void place(final Roi roi) {
        source.position().set(roi, source.image());
    }

    private static int hash(final ImagePlus imp, final Position position) {
        return Source.planes(imp, position).stream().mapToInt(Shown::hash).reduce(1, (all, next) -> 31 * all + next);
    }
}
