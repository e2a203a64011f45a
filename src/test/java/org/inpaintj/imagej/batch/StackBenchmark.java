package org.inpaintj.imagej.batch;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import com.sun.management.OperatingSystemMXBean;

import ij.ImagePlus;
import ij.io.FileSaver;

import org.inpaintj.batch.BatchRequest;
import org.inpaintj.core.Progress;
import org.inpaintj.imagej.batch.SyntheticStack.Holes;
import org.inpaintj.imagej.batch.SyntheticStack.Kind;

/**
 * Repaints synthetic stacks slice by slice, {@code [seeds [EACH|THREE|ALL]]}, with the embedded engine and 0, 1 and 2
 * neighbours on each side. Prints, as medians over the seeds: PSNR inside the masks; the mean difference from slice to
 * slice inside the fill over that of what is known around it (1 is ideal; the truth's own ratio beside it); and the
 * time of the processor over that without neighbours.
 */
public final class StackBenchmark {

    private static final int[] NEIGHBOURS = { 0, 1, 2 };

    /** What lies this far from a mask is around it, px. */
    private static final int NEAR = 3, FAR = 14;

    private StackBenchmark() {}

    public static void main(final String[] args) throws IOException {
        final int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        System.out.println("stack    noise  masks  | PSNR, dB             | axial ratio (truth)           | time");
        for (final Kind kind : Kind.values())
            for (final boolean shot : new boolean[] { false, true })
                for (final Holes holes : args.length > 1 ? new Holes[] { Holes.valueOf(args[1]) } : Holes.values())
                    row(kind, shot, holes, seeds);
        // threads that the plugins' context keeps would hold the process
        System.exit(0);
    }

    private static void row(final Kind kind, final boolean shot, final Holes holes, final int seeds)
            throws IOException {
        final double[][] psnr = new double[NEIGHBOURS.length][seeds], axial = new double[NEIGHBOURS.length][seeds];
        final double[][] seconds = new double[NEIGHBOURS.length][seeds];
        final double[] truth = new double[seeds];
        final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int s = 0; s < seeds; s++) {
            final SyntheticStack stack = SyntheticStack.of(kind, shot, holes, s + 1);
            truth[s] = axial(stack.image(), stack);
            for (int n = 0; n < NEIGHBOURS.length; n++) {
                final long start = system.getProcessCpuTime();
                final ImagePlus made = repaint(stack, NEIGHBOURS[n], s + 1);
                seconds[n][s] = (system.getProcessCpuTime() - start) * 1e-9;
                psnr[n][s] = psnr(made, stack);
                axial[n][s] = axial(made, stack);
            }
        }
        System.out.printf(Locale.ROOT,
                "%-8s %-6s %-6s | %5.2f  %5.2f  %5.2f  | %.3f  %.3f  %.3f  (%.3f) | %.2f  %.2f%n",
                kind.name().toLowerCase(Locale.ROOT), shot ? "shot" : "none", holes.name().toLowerCase(Locale.ROOT),
                median(psnr[0]), median(psnr[1]), median(psnr[2]), median(axial[0]), median(axial[1]),
                median(axial[2]), median(truth), median(seconds[1]) / median(seconds[0]),
                median(seconds[2]) / median(seconds[0]));
    }

    /** The stack repainted as {@code Batch...} does it. */
    static ImagePlus repaint(final SyntheticStack stack, final int neighbours, final long seed) throws IOException {
        final Path mask = Files.createTempFile("mask", ".tif");
        try {
            new FileSaver(stack.mask()).saveAsTiffStack(mask.toString());
            return repaint(stack.image(), Map.of("each", "slices", "engine", "patch", "seed", Long.toString(seed),
                    "neighbours", Integer.toString(neighbours), "mask", mask.toString()));
        } finally {
            Files.delete(mask);
        }
    }

    static ImagePlus repaint(final ImagePlus image, final Map<String, String> keys) {
        return new OpenImageRun(image, BatchRequest.keys().parse(new TreeMap<>(keys))).run(Progress.NONE);
    }

    static double psnr(final ImagePlus made, final SyntheticStack stack) {
        double squares = 0;
        long n = 0;
        for (int z = 1; z <= SyntheticStack.SLICES; z++)
            for (int i = 0; i < SyntheticStack.SIDE * SyntheticStack.SIDE; i++)
                if (at(stack.mask(), z, i) > 0) {
                    final double d = at(made, z, i) - at(stack.image(), z, i);
                    squares += d * d;
                    n++;
                }
        return 10 * Math.log10(255 * 255 / (squares / n));
    }

    /** Mean difference from slice to slice where one of them is masked, over that around, where none is. */
    static double axial(final ImagePlus made, final SyntheticStack stack) {
        final int side = SyntheticStack.SIDE;
        double inside = 0, around = 0;
        long in = 0, out = 0;
        for (int z = 1; z < SyntheticStack.SLICES; z++) {
            final boolean[] masked = new boolean[side * side];
            for (int i = 0; i < masked.length; i++)
                masked[i] = at(stack.mask(), z, i) > 0 || at(stack.mask(), z + 1, i) > 0;
            final boolean[] near = grown(masked, NEAR), far = grown(masked, FAR);
            for (int i = 0; i < masked.length; i++) {
                final double d = Math.abs(at(made, z + 1, i) - at(made, z, i));
                if (masked[i]) {
                    inside += d;
                    in++;
                } else if (far[i] && !near[i]) {
                    around += d;
                    out++;
                }
            }
        }
        return inside / in / (around / out);
    }

    /** What lies within some pixels of what is masked, in x and in y. */
    private static boolean[] grown(final boolean[] masked, final int by) {
        final int side = SyntheticStack.SIDE;
        final boolean[] out = new boolean[masked.length];
        for (int i = 0; i < masked.length; i++)
            if (masked[i])
                for (int y = Math.max(0, i / side - by); y <= Math.min(side - 1, i / side + by); y++)
                    for (int x = Math.max(0, i % side - by); x <= Math.min(side - 1, i % side + by); x++)
                        out[y * side + x] = true;
        return out;
    }

    private static int at(final ImagePlus image, final int z, final int i) {
        return ((byte[]) image.getStack().getPixels(z))[i] & 0xff;
    }

    private static double median(final double[] values) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
