package org.inpaintj.engine.patch;

import java.util.Arrays;
import java.util.Random;

import net.imglib2.img.array.ArrayImgs;

import org.inpaintj.core.Box;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engine.patch.level.PyramidLevel;
import org.inpaintj.engine.patch.level.SceneReader;
import org.inpaintj.engines.Engines;

/** Small synthetic scenes. Samples are planar: x fastest, then y, then channel. */
public final class PatchScenes {

    public final int width, height, channels;
    public final float[] pixels, mask, valid;

    /** A grey-level pattern of waves and noise in 0..1, another one in each channel; nothing masked. */
    public PatchScenes(final int width, final int height, final int channels, final long seed) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        pixels = new float[width * height * channels];
        mask = new float[width * height];
        valid = new float[width * height];
        Arrays.fill(valid, 1);
        final Random random = new Random(seed);
        for (int c = 0, i = 0; c < channels; c++) {
            final double a = 0.2 + random.nextDouble(), b = 0.2 + random.nextDouble();
            for (int y = 0; y < height; y++)
                for (int x = 0; x < width; x++)
                    pixels[i++] = (float) (0.5 + 0.2 * Math.sin(a * x) + 0.2 * Math.cos(b * y)
                            + 0.1 * random.nextDouble());
        }
    }

    public PatchScenes hole(final int x, final int y, final int w, final int h) {
        for (int v = Math.max(0, y); v < Math.min(height, y + h); v++)
            for (int u = Math.max(0, x); u < Math.min(width, x + w); u++)
                mask[v * width + u] = 1;
        return this;
    }

    public PatchScenes constant(final float value) {
        Arrays.fill(pixels, value);
        return this;
    }

    Scene scene() {
        return new Scene(ArrayImgs.floats(pixels.clone(), width, height, channels),
                ArrayImgs.floats(mask.clone(), width, height), ArrayImgs.floats(valid.clone(), width, height),
                new Box(0, 0, width, height));
    }

    public PyramidLevel level() {
        return SceneReader.read(scene());
    }

    /** The samples that the engine returns for one candidate. */
    public float[] fill(final long seed, final int threads) {
        return samples(run(seed, threads, Progress.NONE), 0);
    }

    Result run(final long seed, final int threads, final Progress progress) {
        return new PatchEngine(threads).run(Engines.found().keys().parse(java.util.Map.of("seed", "" + seed)), scene(),
                progress);
    }

    static float[] samples(final Result result, final int candidate) {
        final net.imglib2.img.array.ArrayImg<?, ?> image =
                (net.imglib2.img.array.ArrayImg<?, ?>) result.candidates().get(candidate).pixels();
        return ((net.imglib2.img.basictypeaccess.array.FloatArray) image.update(null)).getCurrentStorageArray().clone();
    }
}
