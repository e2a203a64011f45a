package org.inpaintj.outpaint;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.inpaint.samples.SampleType;
import org.inpaintj.inpaint.samples.Samples;

/**
 * Times outpainting without a model, {@code [runs]}: 128 px on each side of 512 x 512 px by the embedded engine, and
 * what mk2 and mosaics prepare there. Prints the median seconds, of the clock and of the processor (all threads), and
 * the smallest ones: where other work shares the machine, these say more.
 */
public final class OutpaintBenchmark {

    private static final int SIZE = 512, WARM = 3, RUNS = 9;

    private OutpaintBenchmark() {}

    public static void main(final String[] args) {
        final int runs = args.length > 0 ? Integer.parseInt(args[0]) : RUNS;
        final Samples image = OutpaintImages.random(SampleType.RGB, SIZE, SIZE, 1, 1);
        final Outpainter outpainter = new Outpainter();
        final OutpaintRequest patch = OutpaintRequest.of(Map.of("method", "patch", "seed", "1"));
        time("patch", runs, () -> outpainter.outpaint(image, patch));
        for (final String method : new String[] { "mk2", "mosaic" }) {
            final OutpaintRequest prepared = OutpaintRequest.of(Map.of("method", method));
            time(method + " (prepared)", runs, () -> outpainter.prepare(image, prepared));
        }
    }

    private static void time(final String what, final int runs, final Runnable work) {
        final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        final double[] clock = new double[runs], cpu = new double[runs];
        for (int r = -WARM; r < runs; r++) {
            final long start = System.nanoTime(), before = system.getProcessCpuTime();
            work.run();
            if (r >= 0) {
                clock[r] = (System.nanoTime() - start) * 1e-9;
                cpu[r] = (system.getProcessCpuTime() - before) * 1e-9;
            }
        }
        Arrays.sort(clock);
        Arrays.sort(cpu);
        System.out.printf("%-18s clock %.2f s (smallest %.2f), processor %.2f s (smallest %.2f), of %d runs%n", what,
                clock[runs / 2], clock[0], cpu[runs / 2], cpu[0], runs);
    }
}
