package org.inpaintj.engine.patch;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

import javax.imageio.ImageIO;

import org.inpaintj.engine.Box;
import org.inpaintj.engine.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;

import net.imglib2.RandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Times the embedded engine on image files: {@code IMAGE MASK OUT [seed] [runs] [threads]}, the mask white where to
 * repaint. Writes the fill as a PNG and prints the seconds of the first run and the median of the later ones.
 * {@code IMAGE}, {@code MASK} and {@code OUT} may be comma-separated lists: the JVM is then warm from the second on.
 */
public final class PatchEngineBenchmark {

    private PatchEngineBenchmark() {}

    public static void main(final String[] args) throws IOException {
        final long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        final int runs = args.length > 4 ? Integer.parseInt(args[4]) : 1;
        final int threads = args.length > 5 ? Integer.parseInt(args[5]) : Runtime.getRuntime().availableProcessors();
        final PatchEngine engine = new PatchEngine(threads);
        final Request request = Request.of(Map.of("seed", Long.toString(seed)));
        final String[] images = args[0].split(","), masks = args[1].split(","), outs = args[2].split(",");
        for (int n = 0; n < images.length; n++) {
            final BufferedImage image = ImageIO.read(new File(images[n]));
            final Scene scene = scene(image, ImageIO.read(new File(masks[n])));
            final double[] seconds = new double[runs];
            Result result = null;
            for (int r = 0; r < runs; r++) {
                final long start = System.nanoTime();
                result = engine.run(request, scene, Progress.NONE);
                seconds[r] = (System.nanoTime() - start) * 1e-9;
            }
            final double first = seconds[0];
            Arrays.sort(seconds, Math.min(1, runs - 1), runs);
            final double median = seconds[runs == 1 ? 0 : 1 + (runs - 2) / 2];
            System.out.printf("%s first %.3f s, then %.3f s (median of %d) %s%n", outs[n], first,
                    median, runs - 1, String.join(" ", result.notes()));
            write(result, image, scene, new File(outs[n]));
        }
    }

    private static Scene scene(final BufferedImage image, final BufferedImage mask) {
        final int w = image.getWidth(), h = image.getHeight();
        final int bands = image.getRaster().getNumBands(), channels = bands < 3 ? 1 : 3;
        final float[] pixels = new float[w * h * channels], hole = new float[w * h], trust = new float[w * h];
        Arrays.fill(trust, 1);
        for (int y = 0, i = 0; y < h; y++)
            for (int x = 0; x < w; x++, i++) {
                for (int c = 0; c < channels; c++)
                    pixels[c * w * h + i] = image.getRaster().getSample(x, y, c) / 255f;
                hole[i] = mask.getRaster().getSample(x, y, 0) > 127 ? 1 : 0;
            }
        return new Scene(ArrayImgs.floats(pixels, w, h, channels), ArrayImgs.floats(hole, w, h),
                ArrayImgs.floats(trust, w, h), new Box(0, 0, w, h));
    }

    private static void write(final Result result, final BufferedImage image, final Scene scene, final File to)
            throws IOException {
        final RandomAccess<FloatType> fill = result.candidates().get(0).pixels().randomAccess();
        final RandomAccess<FloatType> mask = scene.mask().randomAccess();
        for (int y = 0; y < scene.height(); y++)
            for (int x = 0; x < scene.width(); x++)
                if (mask.setPositionAndGet(x, y).get() > 0)
                    for (int c = 0; c < scene.channels(); c++)
                        image.getRaster().setSample(x, y, c, Math.round(255 * fill.setPositionAndGet(x, y, c).get()));
        ImageIO.write(image, "png", to);
    }
}
