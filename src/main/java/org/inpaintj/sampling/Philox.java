package org.inpaintj.sampling;

/**
 * Standard normal numbers as CUDA draws them: the counter-based generator Philox4x32-10 (Salmon et al. 2011) and the
 * sine branch of Box and Muller (1958). The WebUI calls it "NV". The same on every machine and for any number of
 * threads: a value depends on seed, call and position only.
 */
public final class Philox {

    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;
    private static final int ROUNDS = 10;
    /** 2^-32 and 2 pi 2^-32 in single precision, as CUDA has them. */
    private static final float UNIT = 2.3283064e-10f;
    private static final float CIRCLE = (float) (2.3283064e-10 * 6.2831855);

    private final int key0;
    private final int key1;
    private int call;

    /** @param seed 64 bits; 0 to 2^32 - 1 in the WebUI */
    public Philox(final long seed) {
        key0 = (int) seed;
        key1 = (int) (seed >>> 32);
    }

    /** The next {@code n} numbers; each call starts a new block, whatever the length of the last. */
    public float[] normal(final int n) {
        final float[] out = new float[n];
        for (int i = 0; i < n; i++)
            out[i] = normal(call, i);
        call++;
        return out;
    }

    private float normal(final int block, final int element) {
        int c0 = block;
        int c1 = 0;
        int c2 = element;
        int c3 = 0;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < ROUNDS; round++) {
            final long p0 = (c0 & LOW) * MULTIPLIER_0;
            final long p1 = (c2 & LOW) * MULTIPLIER_1;
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        final double u = (c0 & LOW) * (double) UNIT + UNIT / 2;
        final double v = (c1 & LOW) * (double) CIRCLE + CIRCLE / 2;
        return (float) (StrictMath.sqrt(-2 * StrictMath.log(u)) * StrictMath.sin(v));
    }
}
