package org.inpaintj.engine.patch;

import org.inpaintj.engine.Scene;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/** From a scene to the finest level and back. */
final class SceneReader {

    private SceneReader() {}

    /** The scene as a level: mask above 0 is hole, trust 0 is a stand-in; samples under the mask are left out. */
    static Level read(final Scene scene) {
        final Level level = new Level(scene.width(), scene.height(), scene.channels());
        final RandomAccess<FloatType> mask = scene.mask().randomAccess(), trust = scene.trust().randomAccess();
        for (int y = 0; y < level.height; y++) {
            int i = level.index(0, y);
            mask.setPosition(0, 0);
            mask.setPosition(y, 1);
            trust.setPosition(0, 0);
            trust.setPosition(y, 1);
            for (int x = 0; x < level.width; x++, i++) {
                level.state[i] = (byte) (mask.get().get() > 0 ? Level.HOLE : trust.get().get() > 0 ? 0 : Level.STANDIN);
                mask.fwd(0);
                trust.fwd(0);
            }
        }
        final RandomAccess<FloatType> pixels = scene.pixels().randomAccess();
        for (int k = 0; k < level.channels; k++)
            for (int y = 0; y < level.height; y++) {
                int i = level.index(0, y);
                pixels.setPosition(0, 0);
                pixels.setPosition(y, 1);
                pixels.setPosition(k, 2);
                for (int x = 0; x < level.width; x++, i++) {
                    if (level.state[i] != Level.HOLE)
                        level.f[i * level.depth + k] = pixels.get().get();
                    pixels.fwd(0);
                }
            }
        level.close();
        return level;
    }

    /** The colours of a level, axes x, y, channel. */
    static RandomAccessibleInterval<FloatType> write(final Level level) {
        final int area = level.width * level.height;
        final float[] samples = new float[Math.multiplyExact(area, level.channels)];
        for (int k = 0, o = 0; k < level.channels; k++)
            for (int y = 0; y < level.height; y++)
                for (int i = level.index(0, y) * level.depth + k, x = 0; x < level.width; x++, i += level.depth)
                    samples[o++] = level.f[i];
        return ArrayImgs.floats(samples, level.width, level.height, level.channels);
    }
}
