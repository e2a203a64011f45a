package org.inpaintj.ui;

import java.awt.Color;

/**
 * Colours that can be read on whatever the look and feel paints behind them, dark or light: the contrast is that of the
 * <a href="https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio">Web Content Accessibility Guidelines 2.1</a>.
 */
public final class ReadableColour {

    /** What those guidelines ask of texts. */
    public static final double CONTRAST = 4.5;

    private static final Color RED = new Color(0xc6, 0x28, 0x28);
    private static final int STEPS = 20;

    private ReadableColour() {}

    /** For what is wrong. */
    public static Color red(final Color background) {
        return on(background, RED);
    }

    /** A colour, or the nearest to it on the way to black or to white that can be read on the background. */
    public static Color on(final Color background, final Color wanted) {
        final int end = contrast(Color.WHITE, background) > contrast(Color.BLACK, background) ? 255 : 0;
        for (int step = 0; step < STEPS; step++) {
            final Color now = mixed(wanted, end, (double) step / STEPS);
            if (contrast(now, background) >= CONTRAST)
                return now;
        }
        return new Color(end, end, end);
    }

    private static Color mixed(final Color from, final int end, final double share) {
        return new Color(mixed(from.getRed(), end, share), mixed(from.getGreen(), end, share),
                mixed(from.getBlue(), end, share));
    }

    private static int mixed(final int from, final int end, final double share) {
        return (int) Math.round(from + share * (end - from));
    }

    /** From 1 to 21. */
    public static double contrast(final Color one, final Color other) {
        final double a = luminance(one), b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(final Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen())
                + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(final int sample) {
        final double v = sample / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
    }
}
