package org.inpaintj.inpaint.resize;

import java.io.Serializable;
import java.util.Locale;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.raster.ResizeMode;

/**
 * What size a changed picture is to have: the resize modes of the WebUI's image to image. With one, the width and
 * height of the request, or the scale, are the size of the result; without, the picture keeps its size.
 *
 * @param resize   what becomes of other proportions
 * @param scale    how much wider and higher; 0 where the width and height are given
 * @param upscaler what enlarges pixels; {@link #NO_UPSCALER} for Lanczos
 */
public record ResizeKeys(
        @Key(label = "Resize", after = "height", group = KeyGroup.SAMPLING, place = 63,
                help = "with just, crop, fill or latent the result is a new image of the size that scale, or width and "
                        + "height, give: just stretches it, crop covers the size and cuts the rest off, fill fits in "
                        + "and continues the edges, latent enlarges what the model works on and not the pixels; with "
                        + "none the image keeps its size") Mode resize,
        @Key(label = "Scale", min = 0, max = 16, when = "resize!=none", first = "image-to-image:resize",
                group = KeyGroup.SAMPLING, place = 64,
                help = "with resize, the size of the result as a multiple of the image's; 0 takes width and height")
                double scale,
        @Key(label = "Upscaler", def = ResizeKeys.NO_UPSCALER, path = Key.Path.FILE, when = "resize!=none",
                after = "mask", first = "image-to-image:resize", group = KeyGroup.SAMPLING,
                place = 111,
                help = "with resize, what enlarges the pixels before they are changed: the name of an upscaler or the "
                        + "file of one; none is Lanczos") String upscaler) implements Serializable {

    /** The value of {@code upscaler} that names none. */
    public static final String NO_UPSCALER = "none";

    /** Longest side of a result, px; what {@code width} and {@code height} take. */
    private static final int LARGEST = 16384;

    /** What becomes of a picture of other proportions. */
    public enum Mode {
        /** It keeps its size. */
        NONE,
        JUST, CROP, FILL,
        /** It is stretched as a latent, not as pixels. */
        LATENT;

        /** Where the pixels come to lie. */
        public ResizeMode pixels() {
            return this == CROP ? ResizeMode.CROP : this == FILL ? ResizeMode.FILL : ResizeMode.JUST;
        }

        /** As people and macros write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A size.
     *
     * @param width  px
     * @param height px
     */
    public record Size(int width, int height) {
    }

    /**
     * The size that a picture is to have.
     *
     * @param request whose width and height count
     * @param width   of the picture, px
     * @param height  of the picture, px
     * @throws InpaintException if it is given twice or not at all, or is too small or too large
     */
    public Size size(final Request request, final int width, final int height) {
        final boolean sides = request.width() > 0 || request.height() > 0;
        if (sides && scale > 0)
            throw new InpaintException("resize takes a scale, or a width and a height, not both: leave one of them at "
                    + "0.");
        if (!sides && scale == 0)
            throw new InpaintException("resize=" + resize.word() + " does not say how large the result is to be: give "
                    + "a scale, or a width and a height.");
        final double wide = scale > 0 ? Math.floor(width * scale) : request.width() > 0 ? request.width()
                : Math.max(1, Math.rint((double) width * request.height() / height));
        final double high = scale > 0 ? Math.floor(height * scale) : request.height() > 0 ? request.height()
                : Math.max(1, Math.rint((double) height * request.width() / width));
        if (wide < 1 || high < 1 || Math.max(wide, high) > LARGEST)
            throw new InpaintException("The result would be " + (long) wide + " x " + (long) high
                    + " px, and its sides must be from 1 to " + LARGEST + " px: give another "
                    + (scale > 0 ? "scale." : "width and height."));
        return new Size((int) wide, (int) high);
    }

    /** Whether the result has a size of its own. */
    public boolean resizes() {
        return resize != Mode.NONE;
    }

    /** True if an upscaler is named. */
    public boolean namesUpscaler() {
        return !upscaler.isBlank() && !upscaler.strip().equals(NO_UPSCALER);
    }
}
