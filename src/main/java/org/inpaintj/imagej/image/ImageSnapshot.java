package org.inpaintj.imagej.image;

import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.InpaintException;
import org.inpaintj.segment.RgbImage;

/**
 * A snapshot is one position of an image as it is when a selection is asked for: what networks see of it, and whether
 * it is still the same when they have answered.
 */
public final class ImageSnapshot {

    private final ImageSource source;
    private final RgbImage rgb;
    private final int samples;

    private ImageSnapshot(final ImagePlus imp) {
        source = new ImageSource(imp, StackPosition.shown(imp));
        rgb = DisplayedImage.of(imp);
        samples = hash(imp, source.position());
    }

    /**
     * The position an image shows. Call it from any thread but the event thread, while nothing else changes the image.
     *
     * @param imp null is explained to the user
     * @throws InpaintException if there is no image, or the Java heap cannot hold it twice
     */
    public static ImageSnapshot of(final ImagePlus imp) {
        if (imp == null || imp.getProcessor() == null)
            throw new InpaintException("There is no image: open the one in which something is to be selected.");
        return new ImageSnapshot(imp);
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
        final StackPosition now = source.find();
        return now != null && now.equals(StackPosition.shown(source.image()));
    }

    /** What networks see. */
    public RgbImage rgb() {
        return rgb;
    }

    /**
     * Fails unless the image is still there with the same samples and shows the same position; how it displays them may
     * have changed. Reads all samples of the position.
     *
     * @throws InpaintException saying what has changed
     */
    public void check() {
        final ImagePlus imp = source.image();
        final StackPosition now = source.find();
        if (now == null)
            throw new InpaintException("'" + title() + "' was closed or became another image meanwhile, so nothing is "
                    + "selected: ask again.");
        if (!now.equals(StackPosition.shown(imp)))
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
        EventThread.run(() -> {
            final Optional<Roi> former = Optional.ofNullable(source.image().getRoi());
            source.image().setRoi(roi);
            former.ifPresent(Roi::setPreviousRoi);
        });
    }

    /** Puts an overlay element where it belongs in a stack. */
    public void place(final Roi roi) {
        source.position().set(roi, source.image());
    }

    private static int hash(final ImagePlus imp, final StackPosition position) {
        return ImageSource.planes(imp, position).stream().mapToInt(DisplayedImage::hash).reduce(1,
                (all, next) -> 31 * all + next);
    }
}
