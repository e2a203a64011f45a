package org.inpaintj.ui.compare;

/**
 * How much two pictures of one size differ, a picture itself.
 *
 * @param pixels red, green and blue of the absolute differences, times the factor; bits 16 to 23, 8 to 15 and 0 to 7
 * @param factor as large as it can be without clipping, at most {@link #MOST}
 * @param most   the largest difference of a channel, 0 to 255
 */
record Difference(int[] pixels, int factor, int most) {

    /** What is not seen at this factor is not seen at all. */
    static final int MOST = 64;

    /** @param before red, green and blue of the pixels, as those of {@link #pixels} */
    static Difference of(final int[] before, final int[] after) {
        if (before.length != after.length)
            throw new IllegalArgumentException("pictures of one size are needed");
        int most = 0;
        for (int i = 0; i < before.length; i++)
            for (int shift = 0; shift <= 16; shift += 8)
                most = Math.max(most, channel(before[i], after[i], shift));
        final int factor = most == 0 ? 1 : Math.min(MOST, 255 / most);
        final int[] out = new int[before.length];
        for (int i = 0; i < out.length; i++)
            for (int shift = 0; shift <= 16; shift += 8)
                out[i] |= factor * channel(before[i], after[i], shift) << shift;
        return new Difference(out, factor, most);
    }

    private static int channel(final int a, final int b, final int shift) {
        return Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
    }
}
