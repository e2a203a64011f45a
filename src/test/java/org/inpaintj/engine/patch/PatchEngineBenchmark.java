package org.inpaintj.engine.patch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Scene;
import org.inpaintj.engines.Engines;

/**
 * Times the embedded engine on image files: {@code IMAGE MASK OUT [seed] [runs] [threads]}, the mask white where to
 * repaint. Writes the fill as a PNG and prints the seconds of the first run and the median of the later ones.
 * {@code IMAGE}, {@code MASK} and {@code OUT} may be comma-separated lists: the JVM is then warm from the second on.
 * Prints how much of the heap was free before the first run, too: with the smallest {@code -Xmx} that does, an upper
 * bound of what a fill needs in it.
 */
public final class PatchEngineBenchmark {

    private PatchEngineBenchmark() {}

    public static void main(final String[] args) throws IOException {
        final long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        final int runs = args.length > 4 ? Integer.parseInt(args[4]) : 1;
        final int threads = args.length > 5 ? Integer.parseInt(args[5]) : Runtime.getRuntime().availableProcessors();
        final PatchEngine engine = new PatchEngine(threads);
        final Request request = Engines.found().request(Map.of("seed", Long.toString(seed)));
        final String[] images = args[0].split(","), masks = args[1].split(","), outs = args[2].split(",");
        for (int n = 0; n < images.length; n++) {
            final TestPicture image = TestPicture.read(Path.of(images[n]));
            final boolean[] hole = TestPicture.read(Path.of(masks[n])).mask();
            final Scene scene = image.scene(hole);
            final double[] seconds = new double[runs];
            final long free = free();
            Result result = null;
            for (int r = 0; r < runs; r++) {
                final long start = System.nanoTime();
                result = engine.run(request, scene, Progress.NONE);
                seconds[r] = (System.nanoTime() - start) * 1e-9;
            }
            final double first = seconds[0];
            Arrays.sort(seconds, Math.min(1, runs - 1), runs);
            final double median = seconds[runs == 1 ? 0 : 1 + (runs - 2) / 2];
            System.out.printf("%s first %.3f s, then %.3f s (median of %d), %d MB of heap were free %s%n",
                    outs[n], first,
                    median, runs - 1, free >> 20, String.join(" ", result.notes()));
            image.filled(result, hole).write(Path.of(outs[n]));
        }
    }

    private static long free() {
        System.gc();
        final Runtime runtime = Runtime.getRuntime();
        return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
    }
}
