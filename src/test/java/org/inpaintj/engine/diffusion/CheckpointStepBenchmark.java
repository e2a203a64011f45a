package org.inpaintj.engine.diffusion;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;

/**
 * What a step of a checkpoint takes beside one of the export to ONNX of the same weights, in one process and in turns:
 * {@code CheckpointStepBenchmark EXPORT CHECKPOINT [SIDE] [PAIRS]}, by default at 512 x 512 px and 7 pairs.
 * {@code models/tools/full_size_sd15.py EXPORT --checkpoint CHECKPOINT} makes both, at full size or {@code --small}.
 * Prints seconds by the clock and of the processors, medians, their ratio, and by how much the outputs differ, for the
 * batch of two of a guided step of Stable Diffusion 1.
 */
public final class CheckpointStepBenchmark {

    private static final double SECOND = 1e9, TIMESTEP = 500;
    private static final int FACTOR = 8, TOKENS = 77, BATCH = 2;

    /** Seconds of one call each. */
    private record Way(NoisePredictor predictor, Map<String, Tensor> feeds, List<Double> clock,
            List<Double> processors) {

        Tensor run(final Tensor sample, final boolean counted) {
            final OperatingSystemMXBean system =
                    (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            final long start = System.nanoTime(), busy = system.getProcessCpuTime();
            final Tensor out = predictor.predict(sample, TIMESTEP, feeds, Progress.NONE);
            if (counted) {
                processors.add((system.getProcessCpuTime() - busy) / SECOND);
                clock.add((System.nanoTime() - start) / SECOND);
            }
            return out;
        }
    }

    private CheckpointStepBenchmark() {}

    public static void main(final String[] args) {
        final int side = args.length > 2 ? Integer.parseInt(args[2]) : 512;
        final int pairs = args.length > 3 ? Integer.parseInt(args[3]) : 7;
        final Tensor sample = random(BATCH, 4, side / FACTOR, side / FACTOR);
        final List<Way> ways = new ArrayList<>();
        for (int k = 0; k < 2; k++) {
            final DiffusionModel model = DiffusionModel.read(Path.of(args[k]));
            final SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, DeviceSetup.CPU);
            ways.add(new Way(new NoisePredictor(model, pool), Map.of(model.denoiser().inputs().context().name(),
                    random(BATCH, TOKENS, model.denoiser().inputs().context().size(2))), new ArrayList<>(),
                    new ArrayList<>()));
        }
        final Tensor export = ways.get(0).run(sample, false), checkpoint = ways.get(1).run(sample, false);
        double most = 0, largest = 0;
        for (int i = 0; i < export.size(); i++) {
            most = Math.max(most, Math.abs(export.get(i) - checkpoint.get(i)));
            largest = Math.max(largest, Math.abs(export.get(i)));
        }
        System.out.printf(Locale.ROOT, "outputs of up to %.2f differ by %.1e%n", largest, most);
        for (int pair = 0; pair < pairs; pair++)
            // each way first in half of the pairs
            for (int k = 0; k < 2; k++)
                ways.get((pair + k) % 2).run(sample, true);
        final double[] clock = ways.stream().mapToDouble(way -> median(way.clock)).toArray();
        final double[] busy = ways.stream().mapToDouble(way -> median(way.processors)).toArray();
        System.out.printf(Locale.ROOT, "export %.2f s by the clock, %.2f s of the processors; checkpoint %.2f and %.2f "
                + "s; checkpoint / export %.3f and %.3f%n", clock[0], busy[0], clock[1], busy[1], clock[1] / clock[0],
                busy[1] / busy[0]);
    }

    private static Tensor random(final long... shape) {
        final Random random = new Random(1);
        final Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++)
            tensor.buffer().put(i, (float) random.nextGaussian());
        return tensor;
    }

    private static double median(final List<Double> values) {
        final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
