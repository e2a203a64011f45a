package org.inpaintj.sampling;

/** Linear combinations of latents. Coefficients are double, so a step rounds once. */
public final class Vectors {

    private Vectors() {
    }

    /** a x + b y, a new array. */
    public static float[] combine(final double a, final float[] x, final double b, final float[] y) {
        final float[] out = new float[x.length];
        set(out, a, x, b, y);
        return out;
    }

    /** out = a x + b y; {@code out} may be one of them. */
    public static void set(final float[] out, final double a, final float[] x, final double b, final float[] y) {
        for (int i = 0; i < out.length; i++)
            out[i] = (float) (a * x[i] + b * y[i]);
    }

    /** x += a y */
    public static void add(final float[] x, final double a, final float[] y) {
        for (int i = 0; i < x.length; i++)
            x[i] += (float) (a * y[i]);
    }

    /** a (x - y), a new array. */
    public static float[] difference(final double a, final float[] x, final float[] y) {
        return combine(a, x, -a, y);
    }
}
