package org.inpaintj.imagej.large;

import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.core.Box;
import org.inpaintj.core.FileCopy;
import org.inpaintj.core.Progress;
import org.inpaintj.engines.Engines;
import org.inpaintj.inpaint.large.BlockImage;
import org.inpaintj.inpaint.large.LargeInpainter;
import org.inpaintj.repair.Region;
import org.inpaintj.repair.RegionRequest;

/**
 * How time follows the masks in an image of 100,000 x 100,000 pixels, 10 GB, nearly all of it holes; to be run by hand:
 *
 * <pre>java -Xmx1g -cp ... org.inpaintj.imagej.large.LargeImageBenchmark FOLDER [COUNT...]</pre>
 *
 * The masks are boxes of 12 to 30 px, each with a texture around it. One takes up to three times as long as another, so
 * the same hundred scenes lie at ten places each: more masks are more of the same. What is timed is reading, the
 * embedded engine and writing; the copy of the file is timed by itself.
 */
final class LargeImageBenchmark {

    private static final int SIDE = 100_000, MOST = 1000, SCENES = 100, CELL = 512, AROUND = 110;

    private LargeImageBenchmark() {}

    public static void main(final String[] arguments) throws IOException {
        final Path folder = Path.of(arguments[0]), file = folder.resolve("large.tif"),
                copy = folder.resolve("copy.tif");
        final Random random = new Random(11);
        final List<Box> scenes = new ArrayList<>(), boxes = new ArrayList<>(), textured = new ArrayList<>();
        for (int i = 0; i < SCENES; i++)
            scenes.add(new Box(150 + random.nextInt(100), 150 + random.nextInt(100), 12 + 7 * i % 19,
                    12 + 11 * i % 19));
        final Set<Integer> taken = new HashSet<>();
        while (boxes.size() < MOST) {
            final int column = random.nextInt(SIDE / CELL), row = random.nextInt(SIDE / CELL);
            if (!taken.add(row * SIDE + column))
                continue;
            final Box scene = scenes.get(boxes.size() % SCENES);
            final int x = column * CELL + scene.x(), y = row * CELL + scene.y();
            boxes.add(new Box(x, y, scene.width(), scene.height()));
            textured.add(new Box(x - AROUND, y - AROUND, 2 * AROUND + 30, 2 * AROUND + 30));
        }
        HoleyTiff.write(file, SIDE, 256, textured, SCENES);
        Files.deleteIfExists(copy);
        Files.createFile(copy);
        final long begin = System.nanoTime();
        FileCopy.file(file, copy, Progress.NONE);
        System.out.printf(Locale.ROOT, "copied %.1f GB in %.1f s%n", Files.size(copy) / 1e9,
                (System.nanoTime() - begin) / 1e9);
        // what Java compiles on the way would be the first ones' cost
        run(copy, boxes.subList(0, 300));
        final int[] counts = arguments.length < 2 ? new int[] { 100, 200, 500, 1000 }
                : Stream.of(arguments).skip(1).mapToInt(Integer::parseInt).toArray();
        for (final int count : counts) {
            final long processor = processor();
            final double seconds = run(copy, boxes.subList(0, count)), busy = (processor() - processor) / 1e9;
            System.out.printf(Locale.ROOT,
                    "%d masks: %.2f s, of the processors %.2f s, %.4f s a mask, heap %d of %d MB%n", count,
                    seconds, busy, busy / count,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20,
                    Runtime.getRuntime().maxMemory() >> 20);
        }
        whole(file, folder, boxes);
    }

    /** What all threads have had of the processors, ns: the same however busy the machine is. */
    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static double run(final Path copy, final List<Box> boxes) throws IOException {
        final List<Region> regions = new ArrayList<>();
        try (BlockImage image = LargeFiles.open(copy, "large", true)) {
            for (final Box box : boxes)
                regions.addAll(LargeRegions.box(new int[] { box.x(), box.y(), box.width(), box.height() },
                        image.layout()));
            final long begin = System.nanoTime();
            new LargeInpainter(image, 1, 1, Map.of()).run(regions, RegionRequest.KEYS.parse(Map.of()),
                    Engines.found().request(Map.of("engine", "patch", "seed", "1")), "boxes", Progress.NONE,
                    patch -> {});
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    /** All of it as the command line does it, with the record and the copy. */
    private static void whole(final Path file, final Path folder, final List<Box> boxes) throws IOException {
        final Path table = folder.resolve("boxes.csv"), out = folder.resolve("out.tif");
        try (Writer csv = Files.newBufferedWriter(table)) {
            csv.write("x,y,width,height\n");
            for (final Box box : boxes)
                csv.write(box.x() + "," + box.y() + "," + box.width() + "," + box.height() + "\n");
        }
        final long begin = System.nanoTime();
        LargeJob.inpaint(file, 1, 1, Engines.found().request(Map.of("engine", "patch", "seed", "1", "mask",
                table.toString())), null).run(out, Progress.NONE);
        System.out.printf(Locale.ROOT, "all of it, with the copy: %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }
}
