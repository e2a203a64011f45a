package org.inpaintj.raster;

import java.util.List;

import org.inpaintj.core.Plane;

/**
 * The WebUI's colour correction of image to image: gives a picture the colours of another one, and leaves it its
 * brightness. Its histograms of lightness and of the two colour axes of CIE L*a*b*, in 8 bits as OpenCV has them, are
 * matched to those of the target (Gonzalez and Woods, histogram specification; scikit-image's {@code match_histograms},
 * cut to whole numbers); then every pixel gets its own luma back, by the blend mode "luminosity" of the W3C's
 * Compositing and Blending. Pure functions.
 */
public final class ColourCorrection {

    private static final int LEVELS = 256;
    /** The linear light of red, green and blue in X, Y, Z of sRGB (IEC 61966-2-1), for the white point D65. */
    private static final double[][] XYZ = { { 0.412453, 0.357580, 0.180423 }, { 0.212671, 0.715160, 0.072169 },
        { 0.019334, 0.119193, 0.950227 } };
    private static final double[][] RGB = { { 3.240479, -1.537150, -0.498535 }, { -0.969256, 1.875991, 0.041556 },
        { 0.055648, -0.204043, 1.057311 } };
    private static final double[] WHITE = { 0.950456, 1, 1.088754 };
    private static final double DARK = 216.0 / 24389, SLOPE = 24389.0 / 27;
    private static final float[] LUMA = { 0.299f, 0.587f, 0.114f };
    /** Bits behind the point: of light from 0 to 255, of the shares of X, Y and Z, and of their roots. */
    private static final int LIGHT_BITS = 3, SHARE_BITS = 12, ROOT_BITS = SHARE_BITS + LIGHT_BITS;
    /** 116 and 16, by which roots become L*, times 2.55. */
    private static final int L_SCALE = 296, L_BLACK = (16 * 255 * (1 << ROOT_BITS) + 50) / 100;
    private static final int[] LIGHT = light(), ROOTS = roots();
    private static final int[][] SHARES = lightShares();

    private ColourCorrection() {}

    /**
     * @param picture red, green and blue, 0..1; not changed
     * @param target  red, green and blue, 0..1, of any size
     * @return new planes, 0..1
     */
    public static List<Plane> match(final List<Plane> picture, final List<Plane> target) {
        final int[][] lab = lab(picture), wanted = lab(target);
        for (int c = 0; c < lab.length; c++)
            specify(lab[c], wanted[c]);
        final List<Plane> matched = rgb(lab, picture.get(0));
        blend(matched, picture);
        return matched;
    }

    /** Maps levels to those of the target that as many samples do not exceed, linearly in between, cut. */
    private static void specify(final int[] levels, final int[] target) {
        final double[] shares = shares(levels), wanted = shares(target);
        final int[] map = new int[LEVELS];
        int below = -1, above = 0;
        for (int v = 0; v < LEVELS; v++) {
            while (above < LEVELS && (wanted[above] < shares[v] || isMissing(wanted, above))) {
                if (!isMissing(wanted, above))
                    below = above;
                above++;
            }
            map[v] = above == LEVELS ? below : below < 0 || wanted[above] == shares[v] ? above
                    : (int) (below + (shares[v] - wanted[below]) / (wanted[above] - wanted[below]) * (above - below));
        }
        for (int i = 0; i < levels.length; i++)
            levels[i] = map[levels[i]];
    }

    private static boolean isMissing(final double[] shares, final int level) {
        return shares[level] == (level == 0 ? 0 : shares[level - 1]);
    }

    /** The share of samples of each level or a lower one. */
    private static double[] shares(final int[] levels) {
        final int[] counts = new int[LEVELS];
        for (final int level : levels)
            counts[level]++;
        final double[] shares = new double[LEVELS];
        int sum = 0;
        for (int v = 0; v < LEVELS; v++) {
            sum += counts[v];
            shares[v] = (double) sum / levels.length;
        }
        return shares;
    }

    /**
     * L*, a* and b* in 8 bits: L* x 2.55, a* + 128, b* + 128; in whole numbers as OpenCV computes them, for a level
     * more or less here becomes several in sparse histograms.
     */
    private static int[][] lab(final List<Plane> picture) {
        final int n = picture.get(0).values().length;
        final int[][] lab = new int[3][n];
        final int[] f = new int[3];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                int sum = 0;
                for (int c = 0; c < 3; c++)
                    sum += SHARES[k][c] * LIGHT[level(255 * picture.get(c).values()[i])];
                f[k] = ROOTS[shifted(sum, SHARE_BITS)];
            }
            lab[0][i] = level(shifted(L_SCALE * f[1] - L_BLACK, ROOT_BITS));
            lab[1][i] = level(shifted(500 * (f[0] - f[1]) + (128 << ROOT_BITS), ROOT_BITS));
            lab[2][i] = level(shifted(200 * (f[1] - f[2]) + (128 << ROOT_BITS), ROOT_BITS));
        }
        return lab;
    }

    /** Divided by a power of 2 and rounded, halves up. */
    private static int shifted(final int value, final int bits) {
        return value + (1 << bits - 1) >> bits;
    }

    private static int[] light() {
        final int[] light = new int[LEVELS];
        for (int v = 0; v < LEVELS; v++)
            light[v] = (int) Math.rint(255 * (1 << LIGHT_BITS)
                    * (v <= 10 ? v / 255.0 / 12.92 : Math.pow((v / 255.0 + 0.055) / 1.055, 2.4)));
        return light;
    }

    private static int[][] lightShares() {
        final int[][] shares = new int[3][3];
        for (int k = 0; k < 3; k++)
            for (int c = 0; c < 3; c++)
                shares[k][c] = (int) Math.rint((1 << SHARE_BITS) * XYZ[k][c] / WHITE[k]);
        return shares;
    }

    /** The function f of L*a*b*: a cube root, but for the dark. */
    private static int[] roots() {
        final int[] roots = new int[LEVELS * 3 / 2 << LIGHT_BITS];
        for (int i = 0; i < roots.length; i++) {
            final double share = i / (255.0 * (1 << LIGHT_BITS));
            roots[i] = (int) Math.rint((1 << ROOT_BITS)
                    * (share > DARK ? Math.cbrt(share) : (SLOPE * share + 16) / 116));
        }
        return roots;
    }

    /** Colours in 8 bits, as 0..1. */
    private static List<Plane> rgb(final int[][] lab, final Plane like) {
        final List<Plane> out = List.of(new Plane(like.width(), like.height()), new Plane(like.width(), like.height()),
                new Plane(like.width(), like.height()));
        final double[] xyz = new double[3];
        for (int i = 0; i < lab[0].length; i++) {
            final double y = (lab[0][i] / 2.55 + 16) / 116;
            final double[] f = { y + (lab[1][i] - 128) / 500.0, y, y - (lab[2][i] - 128) / 200.0 };
            for (int k = 0; k < 3; k++) {
                final double cube = f[k] * f[k] * f[k];
                xyz[k] = WHITE[k] * (cube > DARK ? cube : (116 * f[k] - 16) / SLOPE);
            }
            for (int c = 0; c < 3; c++) {
                final double light = RGB[c][0] * xyz[0] + RGB[c][1] * xyz[1] + RGB[c][2] * xyz[2];
                final double tone = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
                out.get(c).values()[i] = level(255 * tone) / 255f;
            }
        }
        return out;
    }

    private static int level(final double value) {
        return (int) Math.max(0, Math.min(LEVELS - 1, Math.rint(value)));
    }

    /** Gives colours the luma of a picture; what is beyond 0..1 then is drawn towards the luma. */
    private static void blend(final List<Plane> colours, final List<Plane> picture) {
        final float[] rgb = new float[3];
        for (int i = 0; i < picture.get(0).values().length; i++) {
            float more = 0;
            for (int c = 0; c < 3; c++)
                more += LUMA[c] * (picture.get(c).values()[i] - colours.get(c).values()[i]);
            float luma = 0, least = Float.MAX_VALUE, most = -Float.MAX_VALUE;
            for (int c = 0; c < 3; c++) {
                rgb[c] = colours.get(c).values()[i] + more;
                luma += LUMA[c] * rgb[c];
                least = Math.min(least, rgb[c]);
                most = Math.max(most, rgb[c]);
            }
            for (int c = 0; c < 3; c++) {
                float value = rgb[c];
                if (least < 0)
                    value = luma + (value - luma) * luma / (luma - least);
                if (most > 1)
                    value = luma + (value - luma) * (1 - luma) / (most - luma);
                colours.get(c).values()[i] = Math.max(0, Math.min(1, value));
            }
        }
    }
}
