package org.inpaintj;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Damage to a file or a property, drawn from a seed: bits, numbers, blocks and ends. */
public final class Mutation {

    private static final int[] EXTREMES = { 0, -1, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x00ffffff, 0x7f7fffff };
    /** Half of the damage goes here, where headers are. */
    private static final int HEAD = 200;

    private Mutation() {}

    public static byte[] of(final byte[] bytes, final SplittableRandom random) {
        final byte[] out = bytes.clone();
        if (out.length < 8)
            return new byte[random.nextInt(20)];
        final int at = place(out.length, random);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(out, at);
            }
            case 1 -> Arrays.fill(out, at, Math.min(out.length, at + random.nextInt(1, 64)), (byte) random.nextInt());
            case 2 -> ByteBuffer.wrap(out)
                    .putInt(Math.min(at, out.length - 4), EXTREMES[random.nextInt(EXTREMES.length)]);
            case 3 -> {
                final byte[] longer = Arrays.copyOf(out, out.length + 7);
                System.arraycopy(out, at, longer, at + 7, out.length - at);
                return longer;
            }
            default -> {
                for (int k = random.nextInt(1, 20); k > 0; k--)
                    out[place(out.length, random)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return out;
    }

    private static int place(final int length, final SplittableRandom random) {
        return random.nextInt(random.nextBoolean() ? Math.min(HEAD, length) : length);
    }
}
