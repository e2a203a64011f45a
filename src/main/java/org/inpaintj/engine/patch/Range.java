package org.inpaintj.engine.patch;

import java.util.Arrays;

/** The smallest and the largest measured sample of each channel: a fill invents no darker and no brighter one. */
record Range(float[] least, float[] most) {

    /** The range of the measured pixels; of all known ones if none is measured; 0 to 1 if none is known. */
    static Range of(final Level image) {
        final float[] least = new float[image.channels], most = new float[image.channels];
        for (int allowed = 0; allowed <= Level.STANDIN; allowed += Level.STANDIN) {
            Arrays.fill(least, Float.POSITIVE_INFINITY);
            Arrays.fill(most, Float.NEGATIVE_INFINITY);
            for (int y = 0; y < image.height; y++)
                row(image, image.index(0, y), allowed, least, most);
            if (least[0] <= most[0])
                return new Range(least, most);
        }
        Arrays.fill(least, 0);
        Arrays.fill(most, 1);
        return new Range(least, most);
    }

    private static void row(final Level image, final int first, final int allowed, final float[] least, final float[] most) {
        for (int i = first, at = first * image.depth; i < first + image.width; i++, at += image.depth)
            if (image.state[i] == 0 || image.state[i] == allowed)
                for (int k = 0; k < least.length; k++) {
                    final float v = image.f[at + k];
                    if (v < least[k])
                        least[k] = v;
                    if (v > most[k])
                        most[k] = v;
                }
    }

    /** Brings the hole into the range. */
    void clip(final Level image) {
        for (final int i : image.hole)
            for (int k = 0; k < image.channels; k++) {
                final int at = i * image.depth + k;
                image.f[at] = Math.max(least[k], Math.min(most[k], image.f[at]));
            }
    }
}
