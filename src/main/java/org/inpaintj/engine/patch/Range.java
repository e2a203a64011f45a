package org.inpaintj.engine.patch;

/** The smallest and the largest measured sample of each channel: a fill invents no darker and no brighter one. */
record Range(float[] least, float[] most) {

    /** The range of the measured pixels; of all known ones if none is measured; 0 to 1 if none is known. */
    static Range of(final Level image) {
        final float[] least = new float[image.channels], most = new float[image.channels];
        for (int allowed = 0; allowed <= Level.STANDIN; allowed += Level.STANDIN) {
            java.util.Arrays.fill(least, Float.POSITIVE_INFINITY);
            java.util.Arrays.fill(most, Float.NEGATIVE_INFINITY);
            for (int y = 0; y < image.height; y++)
                for (int i = image.index(0, y), end = i + image.width; i < end; i++)
                    if (image.state[i] <= allowed && image.state[i] != Level.HOLE)
                        for (int k = 0; k < image.channels; k++) {
                            final float v = image.f[i * image.depth + k];
                            least[k] = Math.min(least[k], v);
                            most[k] = Math.max(most[k], v);
                        }
            if (least[0] <= most[0])
                return new Range(least, most);
        }
        java.util.Arrays.fill(least, 0);
        java.util.Arrays.fill(most, 1);
        return new Range(least, most);
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
