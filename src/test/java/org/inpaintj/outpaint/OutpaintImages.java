package org.inpaintj.outpaint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/** Images to be enlarged, and what became of them. */
final class OutpaintImages {

    private OutpaintImages() {}

    /** Smooth with noise, over a part of the type's range; in floats some are missing. */
    static Samples random(final SampleType type, final int width, final int height, final int planes,
            final long seed) {
        final Random random = new Random(seed);
        final Samples out = Samples.blank(type, width, height, planes);
        for (int c = 0; c < out.channels(); c++)
            for (int i = 0; i < width * height; i++) {
                final double share = 0.3 + 0.2 * Math.sin(i % width / 5.0 + c) + 0.1 * random.nextDouble();
                out.set(c, i, type.isByte() ? 255 * share : type.whole() ? 4000 * share + 100 : share - 0.2);
            }
        if (type.storage() == SampleType.Storage.FLOATS)
            for (int k = 0; k < 20; k++)
                ((float[]) out.planes().get(0))[random.nextInt(width * height)] =
                        k % 2 == 0 ? Float.intBitsToFloat(0x7fc00abc) : Float.NEGATIVE_INFINITY;
        return out;
    }

    static OutpaintRequest request(final String... keysAndValues) {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2)
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        return OutpaintRequest.of(values);
    }

    static boolean same(final Samples one, final Samples other) {
        return one.type().equals(other.type()) && Arrays.equals(one.bytes(), other.bytes());
    }

    /** Whether the image is in the enlarged one, but for a rim; NaNs by their bits. */
    static boolean holds(final Outpainted made, final Samples image, final int left, final int right, final int up,
            final int down) {
        final Box inner = new Box(left, up, image.width() - left - right, image.height() - up - down);
        final Box there = new Box(made.original().x() + left, made.original().y() + up, inner.width(), inner.height());
        return same(image.crop(inner), made.samples().crop(there));
    }

    /** How many samples of the new ground differ from a value. */
    static int painted(final Outpainted made, final double value) {
        int n = 0;
        for (int i = 0; i < made.samples().width() * made.samples().height(); i++) {
            final int x = i % made.samples().width() - made.original().x();
            final int y = i / made.samples().width() - made.original().y();
            final boolean original = x >= 0 && y >= 0 && x < made.original().width() && y < made.original().height();
            n += !original && made.samples().get(0, i) != value ? 1 : 0;
        }
        return n;
    }
}
