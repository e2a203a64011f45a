package org.inpaintj.imagej.image;

import java.awt.Rectangle;
import java.util.Arrays;

import ij.ImagePlus;
import ij.gui.Roi;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.samples.Samples;
import org.inpaintj.segment.RgbImage;

/** This class gives what an image looks like on the screen, for networks that are asked about what the user sees. */
public final class DisplayedImage {

    private DisplayedImage() {}

    /**
     * The shown position in its colours and display range, without overlay and selection. Copied, so that the image may
     * change afterwards. Call it from any thread, while nothing else changes the image.
     *
     * @throws InpaintException if the Java heap cannot hold it
     */
    public static RgbImage of(final ImagePlus imp) {
        return of(imp, all(imp));
    }

    /**
     * The same of a part: masked is the rectangle around the selection, and all of the image where no area is selected.
     *
     * @throws InpaintException if the selection lies outside the image, or the Java heap cannot hold it
     */
    public static RgbImage of(final ImagePlus imp, final Request.Area area) {
        final Roi roi = imp.getRoi();
        if (area == Request.Area.WHOLE || roi == null || !roi.isArea())
            return of(imp);
        final Rectangle around = roi.getBounds();
        final Box part = all(imp).intersect(new Box(around.x, around.y, around.width, around.height));
        if (part.isEmpty())
            throw new InpaintException("The selection lies outside '" + imp.getTitle()
                    + "': move it inside, or remove it.");
        return of(imp, part);
    }

    private static RgbImage of(final ImagePlus imp, final Box part) {
        HeapCheck.check(part);
        final Samples samples = new Samples(ImageJTypes.of(imp), imp.getWidth(), imp.getHeight(),
                ImageSource.planes(imp, StackPosition.shown(imp)));
        return RgbImage.of(part.width(), part.height(), (int[]) LutRenderer.render(imp, part.equals(all(imp)) ? samples
                : samples.crop(part)).getPixels());
    }

    private static Box all(final ImagePlus imp) {
        return new Box(0, 0, imp.getWidth(), imp.getHeight());
    }

    /**
     * A short text that is another one once the picture would be, without making the picture: some milliseconds for
     * four million samples. Call it as {@link #of}.
     */
    public static String key(final ImagePlus imp) {
        final StringBuilder key = new StringBuilder().append(imp.getWidth()).append(' ').append(imp.getHeight())
                .append(' ').append(LutRenderer.key(imp));
        for (final Object plane : ImageSource.planes(imp, StackPosition.shown(imp)))
            key.append(' ').append(hash(plane));
        return key.toString();
    }

    /** Of the samples of a plane. */
    static int hash(final Object plane) {
        return plane instanceof byte[] bytes ? Arrays.hashCode(bytes)
                : plane instanceof short[] shorts ? Arrays.hashCode(shorts)
                : plane instanceof int[] ints ? Arrays.hashCode(ints) : Arrays.hashCode((float[]) plane);
    }
}
