package org.inpaintj.segment.sam;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.core.Progress;
import org.inpaintj.segment.MaskCandidate;
import org.inpaintj.segment.SegmentPrompt;
import org.inpaintj.segment.TestPictures;

/**
 * Milliseconds from a click to the mask of the best candidate in an image of 2048 x 2048, with a decoder of the real
 * size. The argument is the folder that {@code models/tools/random_sam_decoder.py} filled.
 */
public final class DecoderBenchmark {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int SIZE = 2048, WARM = 5, ROUNDS = 31;

    private DecoderBenchmark() {}

    public static void main(final String[] arguments) {
        final Random random = new Random(1);
        try (Segmenter segmenter = new Segmenter(SamModel.read(Path.of(arguments[0])))) {
            final ImageEmbedding embedding = segmenter.embed(TestPictures.of(SIZE, SIZE), Progress.NONE);
            for (final int points : new int[] { 1, 4 }) {
                final List<Double> network = new ArrayList<>(), mask = new ArrayList<>(), all = new ArrayList<>();
                long processors = 0;
                for (int round = -WARM; round < ROUNDS; round++) {
                    final List<SegmentPrompt.Point> clicks = new ArrayList<>();
                    for (int i = 0; i < points; i++)
                        clicks.add(new SegmentPrompt.Point(random.nextInt(SIZE), random.nextInt(SIZE), i % 2 == 0));
                    final long before = SYSTEM.getProcessCpuTime(), start = System.nanoTime();
                    final MaskCandidate best =
                            segmenter.segment(embedding, SegmentPrompt.of(clicks), Progress.NONE).best();
                    final long decoded = System.nanoTime();
                    best.mask();
                    final long end = System.nanoTime();
                    if (round >= 0) {
                        network.add((decoded - start) / 1e6);
                        mask.add((end - decoded) / 1e6);
                        all.add((end - start) / 1e6);
                        processors += SYSTEM.getProcessCpuTime() - before;
                    }
                }
                System.out.println(String.format(Locale.ROOT, "%d points: decoder %.1f ms, mask %.1f ms, together %.1f "
                        + "ms (medians of %d); %.1f ms of all processors together (mean)", points, median(network),
                        median(mask), median(all), ROUNDS, processors / 1e6 / ROUNDS));
            }
        }
    }

    private static double median(final List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
