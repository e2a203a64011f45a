package org.inpaintj.engine.patch.level;

/**
 * Marsaglia's 64-bit xorshift generator (Xorshift RNGs, 2003). One is made for each piece of work that may run on any
 * thread, seeded by what the piece is, never by who does it: results do not depend on the number of threads.
 */
public final class Xorshift {

    private long state;
    private double spare = Double.NaN;

    public Xorshift(final long seed, final int stage, final int part) {
        state = seed(seed, stage, part);
    }

    /** A state, never 0, that differs in about half of its bits when any argument differs in one. */
    public static long seed(final long seed, final int stage, final int part) {
        long s = mix(seed + 0x9E3779B97F4A7C15L);
        s = mix(s ^ stage * 0xD1B54A32D192ED03L);
        s = mix(s ^ part * 0x8CB92BA72F3D8DD7L);
        return s == 0 ? 1 : s;
    }

    /** The state after {@code s}. */
    public static long next(final long s) {
        long t = s ^ s << 13;
        t ^= t >>> 7;
        return t ^ t << 17;
    }

    /** Uniform in 0 .. n-1, from the high bits of a state. */
    public static int high(final long state, final int n) {
        return (int) ((state >>> 40) * n >>> 24);
    }

    /** Uniform in 0 .. n-1, from bits that {@link #high} does not use. */
    public static int low(final long state, final int n) {
        return (int) ((state >>> 16 & 0xFFFFFF) * n >>> 24);
    }

    /** Uniform in 0 .. n-1. */
    public int below(final int n) {
        state = next(state);
        return (int) ((state >>> 33) * n >>> 31);
    }

    /** Uniform in the open interval 0 to 1: neither end is ever returned, so that logarithms of it are finite. */
    public float uniform() {
        state = next(state);
        return ((state >>> 41) + 0.5f) * 0x1p-23f;
    }

    /** Standard normal, by Marsaglia's polar method. */
    public float normal() {
        if (!Double.isNaN(spare)) {
            final float kept = (float) spare;
            spare = Double.NaN;
            return kept;
        }
        double u, v, r;
        do {
            state = next(state);
            u = (state >> 32) * 0x1p-31;
            v = (int) state * 0x1p-31;
            r = u * u + v * v;
        } while (r >= 1 || r == 0);
        final double scale = Math.sqrt(-2 * Math.log(r) / r);
        spare = v * scale;
        return (float) (u * scale);
    }

    /** Stafford's finaliser (variant 13). */
    private static long mix(final long x) {
        long z = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
