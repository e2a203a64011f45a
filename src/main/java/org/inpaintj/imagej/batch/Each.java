package org.inpaintj.imagej.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;

import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.StackPosition;

/** Which parts of a stack are repainted, each by itself with the same keys and the same seed. */
public enum Each {
    /** The position that {@code slice} and {@code frame} name, else the first. */
    IMAGE,
    /** All slices (z) of a frame. */
    SLICES,
    /** All frames (t) of a slice. */
    FRAMES,
    /** All slices of all frames. */
    POSITIONS,
    /** All channels of the position, each as an image of one channel. */
    CHANNELS;

    /** @throws InpaintException for another word */
    static Each of(final String word) {
        for (final Each each : values())
            if (each.name().equalsIgnoreCase(word.strip()))
                return each;
        throw new InpaintException("each=" + word + " is none of image, slices, frames, positions, channels.");
    }

    /**
     * The positions of an image, the slices of the first frame first.
     *
     * @param slice 1-based
     * @param frame 1-based
     * @throws InpaintException if there is no such slice or frame
     */
    List<StackPosition> positions(final ImagePlus imp, final int slice, final int frame) {
        if (slice < 1 || slice > imp.getNSlices() || frame < 1 || frame > imp.getNFrames())
            throw new InpaintException("'" + imp.getTitle() + "' has " + imp.getNSlices() + " slices and "
                    + imp.getNFrames() + " frames, so there is no slice " + slice + " in frame " + frame + ".");
        final List<StackPosition> all = new ArrayList<>();
        for (int t = 1; t <= imp.getNFrames(); t++)
            for (int z = 1; z <= imp.getNSlices(); z++)
                if (switch (this) {
                    case IMAGE, CHANNELS -> z == slice && t == frame;
                    case SLICES -> t == frame;
                    case FRAMES -> z == slice;
                    case POSITIONS -> true;
                })
                    all.add(new StackPosition(z, t));
        return all;
    }

    /** The word in macros. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
