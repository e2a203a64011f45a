package org.inpaintj.ui.brush;

import java.util.Map;

import org.inpaintj.params.Key;
import org.inpaintj.params.Parameters;
import org.inpaintj.raster.tile.Brush;

/** The options of the Mask Brush Tool, which its dialog asks for and ImageJ's preferences keep. */
public record BrushOptions(
        @Key(label = "Size (px)", def = "40", min = 1, max = 10000,
                help = "diameter of the brush; [ and ] change it on the image") int size,
        @Key(label = "Soft edge (percent)", min = 0, max = 100,
                help = "part of the radius over which the brush fades; 0 is a hard edge; { and } change it")
                int softness,
        @Key(label = "Erase on release",
                help = "each stroke is removed with the embedded engine once the mouse is released") boolean erase,
        @Key(label = "Quick mask colour",
                help = "what lies over what is not selected in the quick mask view") Veil colour,
        @Key(label = "Quick mask opacity (percent)", def = "50", min = 1, max = 100,
                help = "how much of the image the quick mask hides") int opacity,
        @Key(label = "Bar beside the image", def = "true",
                help = "a small window with buttons for the selection; closing it switches this off, and F6 in the "
                        + "image goes to it") boolean bar) {

    /** Colours of the quick mask. */
    public enum Veil {
        RED(0xff0000), GREEN(0x00c000), BLUE(0x0050ff), YELLOW(0xffe000), MAGENTA(0xff00ff), CYAN(0x00ffff),
        BLACK(0x000000);

        private final int rgb;

        Veil(final int rgb) {
            this.rgb = rgb;
        }

        int rgb() {
            return rgb;
        }
    }

    /** All of them with their defaults. */
    public static final Parameters<BrushOptions> KEYS = Parameters.of(BrushOptions.class);

    /** What paints. */
    Brush brush() {
        return new Brush(size, softness / 100.0);
    }

    /** A size, brought into its range. */
    public BrushOptions sized(final double wanted) {
        return KEYS.with(this, Map.of("size", Long.toString(Math.round(within("size", wanted)))));
    }

    /** A soft edge, brought into its range. */
    public BrushOptions softened(final double wanted) {
        return KEYS.with(this, Map.of("softness", Long.toString(Math.round(within("softness", wanted)))));
    }

    /** The same without the bar. */
    BrushOptions withoutBar() {
        return KEYS.with(this, Map.of("bar", "false"));
    }

    private static double within(final String key, final double wanted) {
        final Key described = KEYS.describe(key);
        return Math.max(described.min(), Math.min(described.max(), wanted));
    }
}
