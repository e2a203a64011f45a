package org.inpaintj.outpaint;

import java.math.BigInteger;

/**
 * The random numbers of NumPy's {@code default_rng(0)}: a permuted congruential generator (O'Neill, PCG: A Family of
 * Simple Fast Space-Efficient Statistically Good Algorithms for Random Number Generation, 2014), XSL RR 128/64, so that
 * shaped noise is the WebUI's. The state is a linear congruence modulo 2^128. Not thread-safe.
 */
final class Pcg64 {

    private static final long FACTOR_HIGH = 0x2360ED051FC65DA4L, FACTOR_LOW = 0x4385DF649FCCF645L;
    /** What NumPy makes of the seed 0. */
    private static final BigInteger STATE = new BigInteger("35399562948360463058890781895381311971");
    private static final BigInteger INCREMENT = new BigInteger("87136372517582989555478159403783844777");

    private final long addHigh = INCREMENT.shiftRight(64).longValue(), addLow = INCREMENT.longValue();
    private long high = STATE.shiftRight(64).longValue(), low = STATE.longValue();

    /** Uniform in 0 to 1, 1 excluded. */
    double next() {
        // (high, low) x factor + increment, the upper half of low x low as of numbers without a sign
        final long upper = Math.multiplyHigh(low, FACTOR_LOW) + (low >> 63 & FACTOR_LOW) + (FACTOR_LOW >> 63 & low);
        final long product = low * FACTOR_LOW;
        high = upper + high * FACTOR_LOW + low * FACTOR_HIGH + addHigh;
        low = product + addLow;
        if (Long.compareUnsigned(low, product) < 0)
            high++;
        return (Long.rotateRight(high ^ low, (int) (high >>> 58)) >>> 11) * 0x1p-53;
    }
}
