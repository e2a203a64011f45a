package org.inpaintj.raster;

import org.inpaintj.core.Box;
import org.inpaintj.core.Plane;

/**
 * Turns a mask into the opacity of the fill. The feather lies inside: at its outer edge it is 0 and stays exactly 0
 * beyond, so that nothing outside changes.
 */
public final class Feather {

    private Feather() {}

    /** How far outside the mask a feather of this width reaches, px: {@code spill}, cut where nothing would be left. */
    public static int reach(final double blur, final int spill) {
        return (int) Math.min(spill, Math.ceil(3 * blur));
    }

    /**
     * Inward feather, for a fill that was made from what it covers. At a straight edge it is 2 g - 1, g the mask grown
     * by {@code spill} and blurred by a Gaussian. Where the mask is too thin to reach 1 that way, the feather is made
     * steeper so that it still does.
     *
     * @param blur  sigma, px
     * @param spill how far outside the mask it may start, px
     * @param image where it may reach
     */
    public static Mask inward(final Mask mask, final double blur, final int spill, final Box image) {
        final Mask grown = Morphology.grow(mask, reach(blur, spill), image);
        if (blur == 0)
            return grown;
        final float[] rise = rise(grown, blur, image);
        final float[] v = grown.values();
        for (int i = 0; i < rise.length; i++)
            rise[i] *= Math.max(v[i], 0);
        return new Mask(grown.box(), rise);
    }

    /**
     * Outward feather, for a fill that replaces what it covers: the mask itself, and around it a fall to 0 within
     * {@code spill}.
     *
     * @param blur  sigma, px; the fall is never longer than {@code spill} allows
     * @param spill px outside the mask
     * @param image where it may reach
     */
    public static Mask outward(final Mask mask, final double blur, final int spill, final Box image) {
        final int reach = reach(blur, spill);
        if (reach == 0)
            return mask.over(mask.box().intersect(image));
        final Mask grown = Morphology.grow(mask, reach, image);
        final float[] rise = rise(grown, Math.min(blur, reach / 3.0), image);
        final Mask inner = mask.over(grown.box());
        for (int i = 0; i < rise.length; i++)
            rise[i] = grown.values()[i] == 0 ? 0 : Math.max(rise[i], inner.values()[i]);
        return new Mask(grown.box(), rise);
    }

    /** From 0 just outside the mask's support to 1 deep inside. */
    private static float[] rise(final Mask mask, final double blur, final Box image) {
        final Box padded = mask.box().grow(1).intersect(image);
        final float[] v = mask.over(padded).values();
        final float[] d = DistanceTransform.to(i -> v[i] == 0, padded.width(), padded.height()).values();
        final float[] rise = new float[d.length];
        for (int i = 0; i < d.length; i++)
            rise[i] = d[i] == 0 ? 0 : (float) erf((d[i] - 0.5) / (Math.sqrt(2) * blur));
        final float[] top = GreyDilation.max(new Plane(rise, padded.width(), padded.height()),
                (int) Math.ceil(3 * blur)).values();
        for (int i = 0; i < d.length; i++)
            if (top[i] > 0)
                rise[i] /= top[i];
        return new Mask(padded, rise).over(mask.box()).values();
    }

    /**
     * The error function, to 1.5e-7 (Abramowitz and Stegun 7.1.26), for x of at least 0. Ours and not commons-math3's
     * exact one, which changes the last bits of three quarters of the opacities, and with them 32-bit images.
     */
    private static double erf(final double x) {
        final double t = 1 / (1 + 0.3275911 * x);
        return 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-x * x);
    }
}
