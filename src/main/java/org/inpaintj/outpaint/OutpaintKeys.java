package org.inpaintj.outpaint;

import java.util.Map;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/**
 * Where new ground is made around an image and how it is prepared, by its macro keys; the defaults are those of the
 * WebUI's scripts. With what it is painted is a {@link org.inpaintj.engine.Request}.
 *
 * @param border which sides, how far, and how noise is shaped
 * @param mosaic what method=mosaic is told
 */
public record OutpaintKeys(Border border, MosaicKeys mosaic) {

    /** Which sides, and how far; and the noise of mk2. */
    public record Border(
            @Key(label = "Method", group = KeyGroup.CANVAS, place = 11,
                    help = "mk2 (noise like the image, a pass a side), poor (tiles over an empty border), mosaic "
                            + "(tiles of colour from the mirrored image) or patch (from the image itself, without a "
                            + "model); auto is mk2 where a diffusion model is named, else patch")
                    OutpaintMethod method,
            @Key(label = "Expand (px)", def = "128", min = 1, max = Direction.MOST, group = KeyGroup.CANVAS,
                    place = 21,
                    help = "new columns or rows on each side; mk2 and poor add more until the image is a multiple of "
                            + "64") int expand,
            @Key(label = "Fall-off", def = "1", min = 0, max = 4, group = KeyGroup.CANVAS, place = 31,
                    help = "exponent of the image's spectrum in the noise of mk2: lower has more detail")
                    double falloff,
            @Key(label = "Colour variation", def = "0.05", min = 0, max = 1, group = KeyGroup.CANVAS, place = 32,
                    help = "how much each channel has a noise of its own in mk2, 0 to 1") double jitter,
            @Key(label = "Positions", first = "none", group = KeyGroup.CANVAS, place = 81,
                    help = "shown makes an image of the slice and frame shown, with all channels; all does every slice "
                            + "and frame of the stack, one after the other") Positions positions,
            @Key(label = "Directions", def = "left,right,up,down", group = KeyGroup.CANVAS, place = 12,
                    help = "the sides on which the image grows: some of left, right, up and down, separated by commas; "
                            + "a side may have a width of its own in px, such as left:64,right")
                    String directions) {
    }

    /** The mosaic. */
    public record MosaicKeys(
            @Key(label = "Fill", after = "jitter", group = KeyGroup.CANVAS, place = 41,
                    help = "what the mosaic is made of: the mirrored image as it is (mirror), or what of it is next to "
                            + "the border, enlarged (stretch)") Fill fill,
            @Key(label = "Stretch", def = "0.5", min = 0.01, max = 1, group = KeyGroup.CANVAS, place = 42,
                    help = "with fill=stretch: the part of the mirrored border that is enlarged, 0 to 1")
                    double stretch,
            @Key(label = "Ratio", def = "2", min = 1, max = 64, group = KeyGroup.CANVAS, place = 43,
                    help = "with fill=stretch: to how many times the border that part is enlarged before it is cut to "
                            + "the border") int ratio,
            @Key(label = "Expand across", def = "0.5", min = 0.001, max = 1, group = KeyGroup.CANVAS, place = 51,
                    help = "new columns on each side with method=mosaic, as a part of the width") double expand_x,
            @Key(label = "Expand down", def = "0.5", min = 0.001, max = 1, group = KeyGroup.CANVAS, place = 52,
                    help = "new rows on each side with method=mosaic, as a part of the height") double expand_y,
            @Key(label = "Short-side tiles", def = "3", min = 1, max = 4096, group = KeyGroup.CANVAS, place = 61,
                    help = "tiles of the mosaic from the image to the border") int short_,
            @Key(label = "Long-side tiles", def = "24", min = 1, max = 4096, group = KeyGroup.CANVAS, place = 62,
                    help = "tiles of the mosaic along the image") int long_,
            @Key(label = "Mask overlap", def = "0.15", min = 0, max = 0.5, group = KeyGroup.CANVAS, place = 71,
                    help = "how far the mask of method=mosaic reaches into the image, as a part of its size")
                    double mask_overlap,
            @Key(label = "Mask feathering (px)", min = 0, max = 1024, group = KeyGroup.CANVAS, place = 72,
                    help = "radius of the box blur of the mask of method=mosaic") int feather) {
    }

    /** What a mosaic is made of. */
    public enum Fill { STRETCH, MIRROR }

    /** What of a stack is outpainted. */
    public enum Positions { SHOWN, ALL }

    /** The keys, without those of what paints. */
    static final Parameters<OutpaintKeys> KEYS = Parameters.of(OutpaintKeys.class);

    /** The sides on which the image grows. */
    public Set<Direction> directions() {
        return Direction.of(border.directions);
    }

    /** Whether a side has no width of its own. */
    boolean usesExpand() {
        try {
            return Direction.widths(border.directions).containsValue(0);
        } catch (final InpaintException e) {
            // half typed: said when it is to be run
            return true;
        }
    }

    /** What is added to the sides, with so many columns and rows where a side has no width of its own. */
    Margins margins(final int columns, final int rows) {
        final Map<Direction, Integer> own = Direction.widths(border.directions);
        own.replaceAll((side, width) -> width > 0 ? width : side.isHorizontal() ? columns : rows);
        return new Margins(own.getOrDefault(Direction.LEFT, 0), own.getOrDefault(Direction.RIGHT, 0),
                own.getOrDefault(Direction.UP, 0), own.getOrDefault(Direction.DOWN, 0));
    }
}
