package org.inpaintj.imagej.job;

import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;

import org.inpaintj.imagej.image.ImageCopier;
import org.inpaintj.imagej.image.ImageGeometry;
import org.inpaintj.imagej.image.ImageTitles;
import org.inpaintj.outpaint.Outpainted;

/**
 * A larger image, of one position, of several candidates as slices, or of all positions of a stack.
 *
 * @param image what it was made of, with as many positions
 * @param title of the new image
 * @param made  one a position, in the order of the stack
 * @param drawn whether the positions are candidates
 * @param notes full sentences
 */
public record OutpaintResult(ImagePlus image, String title, List<Outpainted> made, boolean drawn, List<String> notes)
        implements PaintResult {

    public OutpaintResult {
        made = List.copyOf(made);
        notes = List.copyOf(notes);
    }

    /** A new image; calibration and overlay lie where they lay on the original, and it knows how it was made. */
    @Override
    public ImagePlus deliver() {
        final Outpainted first = made.get(0);
        final ImageStack stack = new ImageStack(first.samples().width(), first.samples().height());
        for (final Outpainted each : made)
            for (final Object plane : each.samples().planes())
                stack.addSlice(null, plane);
        final ImagePlus out = ImageCopier.resized(image, title, stack,
                ImageGeometry.moved(first.original().x(), first.original().y()));
        final int channels = out.getNChannels();
        for (int i = 0; i < made.size(); i++) {
            if (drawn)
                out.getStack().setSliceLabel("seed " + made.get(i).seed(), i * channels + 1);
            made.get(i).records().forEach(record -> ImageTitles.disclose(out, record));
        }
        return out;
    }
}
