package org.inpaintj.inpaint.samples;

import java.io.Serializable;
import java.util.List;

/**
 * What an image is beside its samples: how they are shown, and what the provenance calls it. All of it has defaults.
 *
 * @param title   for messages and the provenance
 * @param colour  whether three channels are red, green and blue; packed colours are so anyway
 * @param display the display ranges of the channels, the last one for all that follow; empty for the range of the type
 * @param colours what the brightest samples of the channels look like, 0xrrggbb each, for engines that see a picture of
 *                three channels; empty for red, green, blue, white, cyan, magenta and yellow
 * @param palette the colours that the samples number; {@link ColourPalette#NONE} if they are intensities
 * @param slice   z of the position in a stack, 1-based
 * @param frame   t of the position in a stack, 1-based
 */
public record ImageInfo(String title, boolean colour, List<DisplayRange> display, List<Integer> colours,
        ColourPalette palette, int slice, int frame) implements Serializable {

    /** What the title is where none is given. */
    private static final String UNTITLED = "image";

    /** Intensities in ranges of their type. */
    public static final ImageInfo DEFAULT =
            new ImageInfo(UNTITLED, false, List.of(), List.of(), ColourPalette.NONE, 1, 1);

    /**
     * The sample values that are shown black and white.
     *
     * @param min black
     * @param max white
     */
    public record DisplayRange(double min, double max) implements Serializable {
    }

    public ImageInfo {
        display = List.copyOf(display);
        colours = List.copyOf(colours);
    }

    /** The same under another title. */
    public ImageInfo titled(final String name) {
        return new ImageInfo(name, colour, display, colours, palette, slice, frame);
    }

    /** The same where three channels are red, green and blue. */
    public ImageInfo coloured() {
        return new ImageInfo(title, true, display, colours, palette, slice, frame);
    }

    /** The same with display ranges, one a channel. */
    public ImageInfo shown(final DisplayRange... ranges) {
        return new ImageInfo(title, colour, List.of(ranges), colours, palette, slice, frame);
    }

    /** The same with samples that number colours. */
    public ImageInfo indexed(final ColourPalette by) {
        return new ImageInfo(title, colour, display, colours, by, slice, frame);
    }

    /** The samples of such an image as intensities: colours if they are numbers of colours. */
    public Samples intensities(final Samples samples) {
        return palette.isEmpty() ? samples : palette.expand(samples);
    }

    /** True if samples of such an image are red, green and blue, or number such colours. */
    public boolean isColour(final Samples samples) {
        return !palette.isEmpty() || samples.channels() == 3 && (colour || samples.type().isRgb());
    }

    /** The display range of a plane of such an image. */
    public DisplayRange display(final int plane, final SampleType type) {
        return !display.isEmpty() ? display.get(Math.min(plane, display.size() - 1))
                : type.whole() ? new DisplayRange(type.min(), type.max()) : new DisplayRange(0, 1);
    }
}
