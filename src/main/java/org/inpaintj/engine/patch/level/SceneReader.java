package org.inpaintj.engine.patch.level;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.inpaintj.core.Plane;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.SceneInput;

/** From a scene to the finest level and back. */
public final class SceneReader {

    private SceneReader() {}

    /**
     * The scene as a level: mask above 0 is hole, valid 0 is a stand-in; samples under the mask are left out. The
     * {@link #neighbours} lie behind the image.
     */
    public static PyramidLevel read(final Scene scene) {
        final List<Integer> neighbours = neighbours(scene);
        final PyramidLevel level = new PyramidLevel(scene.width(), scene.height(), scene.channels(),
                1 + neighbours.size());
        read(level, 0, Plane.of(scene.mask()), Plane.of(scene.valid()), scene.pixels());
        for (int n = 0; n < neighbours.size(); n++)
            read(level, (n + 1) * level.area, new Plane(level.width, level.height),
                    Plane.of(scene.inputs().get(SceneInput.neighbourValid(neighbours.get(n))), 0),
                    scene.inputs().get(SceneInput.neighbour(neighbours.get(n))));
        level.close();
        return level;
    }

    /**
     * The numbers of the neighbours that are known somewhere in the hole. Others show no more than the image itself
     * does, and only dilute it.
     */
    public static List<Integer> neighbours(final Scene scene) {
        final Plane mask = Plane.of(scene.mask());
        final List<Integer> numbers = new ArrayList<>();
        for (int n = 1; scene.inputs().containsKey(SceneInput.neighbour(n)); n++) {
            final float[] valid = Plane.of(scene.inputs().get(SceneInput.neighbourValid(n)), 0).values();
            if (IntStream.range(0, valid.length).anyMatch(i -> mask.values()[i] > 0 && valid[i] > 0))
                numbers.add(n);
        }
        return numbers;
    }

    /** One picture, which begins at {@code start}. */
    private static void read(final PyramidLevel level, final int start, final Plane mask, final Plane valid,
            final RandomAccessibleInterval<FloatType> pixels) {
        final int w = level.width;
        for (int y = 0; y < level.height; y++)
            states(mask.values(), valid.values(), y * w, level.state, start + level.index(0, y), w);
        for (int k = 0; k < level.channels; k++) {
            final Plane channel = Plane.of(pixels, k);
            for (int y = 0, i = start + level.index(0, 0); y < level.height; y++, i = start + level.index(0, y))
                spread(channel.values(), y * w, level.state, i, level.f, i * level.depth + k, level.depth, w);
        }
    }

    private static void states(final float[] mask, final float[] valid, final int from, final byte[] to, final int at,
            final int n) {
        for (int x = 0; x < n; x++)
            to[at + x] = (byte) (mask[from + x] > 0 ? PyramidLevel.HOLE : valid[from + x] > 0 ? 0
                    : PyramidLevel.STANDIN);
    }

    private static void spread(final float[] pixels, final int from, final byte[] state, final int first,
            final float[] to, final int at, final int step, final int n) {
        for (int x = 0; x < n; x++)
            if (state[first + x] != PyramidLevel.HOLE)
                to[at + x * step] = pixels[from + x];
    }

    /** Multiplies all samples. */
    public static void scale(final PyramidLevel level, final float gain) {
        if (gain != 1)
            for (int i = 0; i < level.f.length; i++)
                level.f[i] *= gain;
    }

    /** The colours of a level, divided by a power of two; axes x, y, channel. */
    public static RandomAccessibleInterval<FloatType> write(final PyramidLevel level, final float gain) {
        final int w = level.width, area = w * level.height;
        final float[] samples = new float[Math.multiplyExact(area, level.channels)];
        for (int y = 0; y < level.height; y++)
            for (int k = 0; k < level.channels; k++)
                collect(level.f, level.index(0, y) * level.depth + k, level.depth, samples, k * area
                        + y * w, w, 1 / gain);
        return ArrayImgs.floats(samples, w, level.height, level.channels);
    }

    /** The colours of the image with its hole taken from the level {@code number}, each pixel enlarged. */
    static RandomAccessibleInterval<FloatType> preview(final PyramidLevel image, final PyramidLevel level,
            final int number, final float gain) {
        final PyramidLevel mixed = new PyramidLevel(image.width, image.height, image.channels);
        System.arraycopy(image.f, 0, mixed.f, 0, mixed.f.length);
        for (final int i : image.hole) {
            final int from = level.index(image.x(i) >> number, image.y(i) >> number) * level.depth;
            System.arraycopy(level.f, from, mixed.f, i * mixed.depth, image.channels);
        }
        return write(mixed, gain);
    }

    private static void collect(final float[] from, final int first, final int step, final float[] to, final int at,
            final int n,
            final float factor) {
        for (int x = 0; x < n; x++)
            to[at + x] = factor * from[first + x * step];
    }
}
