package org.inpaintj.imagej.roi;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

import ij.ImagePlus;
import ij.process.ColorProcessor;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.imagej.file.ImageFile;
import org.inpaintj.imagej.image.ImageSource;
import org.inpaintj.imagej.image.LutRenderer;
import org.inpaintj.imagej.image.StackPosition;
import org.inpaintj.inpaint.HeapCheck;
import org.inpaintj.inpaint.samples.Samples;

/**
 * This reader takes the picture that a ControlNet is to see from another open image or a file, in the colours that are
 * shown: with its colour tables, display ranges and channels. It may be of any size.
 */
public final class ControlPictureReader {

    private static final int BYTE = 255, MASK = 0xff;

    private ControlPictureReader() {}

    /**
     * @param name   title or ID of an open image, or path of a file
     * @param target the image to be changed, null where there is none; of a stack of its length, the slice of its
     *               current one counts
     * @return red, green and blue, 0 to 1, of the picture's own size
     * @throws InpaintException if there is no such image
     */
    public static List<Plane> of(final String name, final ImagePlus target) {
        final String trimmed = name.trim();
        final ImagePlus open = MaskReader.open(trimmed);
        final File file = new File(trimmed);
        if (open == null && !file.isFile())
            throw new InpaintException("The control picture '" + trimmed + "' is neither an open image nor a file: "
                    + "give the title of an image, the path of a file, or shown for the picture that is changed.");
        return planes(open != null ? open : ImageFile.open(file.toPath()), target);
    }

    private static List<Plane> planes(final ImagePlus picture, final ImagePlus target) {
        HeapCheck.check(new Box(0, 0, picture.getWidth(), picture.getHeight()));
        final boolean same = target != null && picture.getStackSize() > 1
                && picture.getStackSize() == target.getStackSize();
        final ImageSource source = new ImageSource(picture, same
                ? StackPosition.of(picture, target.getCurrentSlice()) : StackPosition.shown(picture));
        final ColorProcessor shown = LutRenderer.render(picture, new Samples(source.type(), picture.getWidth(),
                picture.getHeight(), source.planes()));
        final List<Plane> planes = new ArrayList<>();
        for (int shift = 16; shift >= 0; shift -= 8) {
            final Plane plane = new Plane(shown.getWidth(), shown.getHeight());
            for (int i = 0; i < plane.values().length; i++)
                plane.values()[i] = (shown.get(i) >> shift & MASK) / (float) BYTE;
            planes.add(plane);
        }
        return planes;
    }
}
