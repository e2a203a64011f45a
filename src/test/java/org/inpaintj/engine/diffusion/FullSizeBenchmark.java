package org.inpaintj.engine.diffusion;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request;
import org.inpaintj.engine.Result;
import org.inpaintj.engine.Task;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SystemMemory;
import org.inpaintj.engines.Engines;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.OnnxRuntime;
import org.inpaintj.onnx.Session;

/**
 * Time and memory of a whole run on the processor, with a model made by {@code models/tools/full_size_sd15.py} or
 * {@code org.inpaintj.engine.diffusion.checkpoint.FullSizeModel}:
 * {@code FullSizeBenchmark FOLDER [STEPS] [SIDE] [RUNS]}, by default 3 steps at 512 x 512 px, three times. Prints the
 * forecast and the measured peak, the seconds of each step, the share of time outside of the networks, and how long a
 * cancelled run takes to end; and what the process holds after a tenth of the runs and after all. The Python side is
 * {@code src/test/python/onnx_loop.py}.
 */
public final class FullSizeBenchmark {

    private static final double SECOND = 1e9;

    private FullSizeBenchmark() {}

    /** Remembers the most memory that the process has for itself, without mapped files. */
    private static void watch(final AtomicLong most) {
        while (true) {
            SystemMemory.own().ifPresent(now -> most.accumulateAndGet(now, Math::max));
            try {
                Thread.sleep(20);
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    public static void main(final String[] args) throws InterruptedException {
        final int steps = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        final int side = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        final int runs = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        final DiffusionModel model = DiffusionModel.read(Path.of(args[0]));
        System.out.printf(Locale.ROOT, "%s, %d processors, Java %s, ONNX Runtime %s%n", model.title(),
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"),
                OnnxRuntime.environment().getVersion());
        for (final NetworkFile network : model.networks())
            System.out.printf(Locale.ROOT, "%s: %s of weights%n", network.name(),
                    MemoryPlan.text(network.weightBytes()));
        final Request request = Engines.found().request(Map.of("model", args[0], "steps", Integer.toString(steps),
                "seed", "1",
                "schedule", "Model", "sampler", "DDIM", "prompt", "a cat", "device", "cpu"));
        final DiffusionEngine engine = new DiffusionEngine();
        final OptionalLong before = SystemMemory.used();
        final List<Double> shares = new ArrayList<>(), seconds = new ArrayList<>(), each = new ArrayList<>();
        final AtomicLong own = new AtomicLong();
        final Thread watch = new Thread(() -> watch(own));
        watch.setDaemon(true);
        watch.start();
        for (int run = 0; run < runs; run++) {
            own.set(0);
            final Map<Integer, Long> reached = new HashMap<>();
            final long within = Session.computing(), start = System.nanoTime();
            final Result result = engine.run(request, TestScenes.of(side, side, Task.TEXT_TO_IMAGE),
                    (done, total, what) -> reached.putIfAbsent(done, System.nanoTime()));
            final double all = System.nanoTime() - start, inside = Session.computing() - within;
            final double step = (reached.get(steps) - reached.get(1)) / SECOND / Math.max(1, steps - 1);
            System.out.printf(Locale.ROOT, "run %d: %.2f s, a step %.2f s, in the networks %.2f s; forecast %s, peak "
                    + "%s (%s before)%n", run, all / SECOND, step, inside / SECOND,
                    result.facts().get("memory_forecast"),
                    result.facts().get("memory_peak"), before.isPresent() ? MemoryPlan.text(before.getAsLong()) : "?");
            System.out.printf(Locale.ROOT, "  private peak %s%n", MemoryPlan.text(own.get()));
            result.notes().forEach(note -> System.out.println("  " + note));
            if (run == runs / 10 || run == runs - 1)
                System.out.printf(Locale.ROOT, "after run %d the process holds %d MB, %d threads, %d open files%n", run,
                        SystemMemory.used().orElse(0) >> 20, Thread.activeCount(), openFiles());
            if (run > 0) {
                // the first run loads the networks
                shares.add(1 - inside / all);
                seconds.add(all / SECOND);
                each.add(step);
            }
        }
        if (runs < 2)
            return;
        System.out.printf(Locale.ROOT, "warm, medians: %.2f s a run, %.2f s a step, %.2f %% outside of the networks%n",
                median(seconds), median(each), 100 * median(shares));
        System.out.printf(Locale.ROOT, "a run cancelled in its second step ended after %.3f s%n",
                cancelled(engine, request, side, median(each) / 2));
    }

    /** 0 on other systems than Linux. */
    private static int openFiles() {
        final String[] files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    /**
     * Seconds from the wish to the end.
     *
     * @param after seconds after the first step
     */
    private static double cancelled(final DiffusionEngine engine, final Request request, final int side,
            final double after) throws InterruptedException {
        final AtomicLong asked = new AtomicLong();
        final Progress progress = new Progress() {
            private long due = Long.MAX_VALUE;

            @Override
            public void step(final int done, final int total, final String what) {
                if (done == 1)
                    due = System.nanoTime() + (long) (after * SECOND);
            }

            @Override
            public boolean cancelled() {
                if (System.nanoTime() < due)
                    return false;
                asked.compareAndSet(0, System.nanoTime());
                return true;
            }
        };
        try {
            engine.run(request, TestScenes.of(side, side, Task.TEXT_TO_IMAGE), progress);
            throw new IllegalStateException("the run ended before it was cancelled");
        } catch (final CancelledException e) {
            return (System.nanoTime() - asked.get()) / SECOND;
        }
    }

    private static double median(final List<Double> values) {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).limit(2 - sorted.length % 2).average().orElseThrow();
    }
}
