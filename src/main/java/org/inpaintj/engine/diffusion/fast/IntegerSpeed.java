package org.inpaintj.engine.diffusion.fast;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import org.inpaintj.core.Progress;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.network.LinearQuantization;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.ElementType;

/**
 * How much this processor gains from linear layers of 8-bit integers, measured on one layer of the size that diffusion
 * has most of.
 *
 * @param gain  how many times faster
 * @param error relative, root mean square, of the layer's output for normally distributed values
 */
record IntegerSpeed(double gain, double error) {

    private static final int ROWS = 1024, IN = 640, OUT = 2560, RUNS = 5;

    private static IntegerSpeed measured;

    /** Measures at the first call, a fraction of a second. */
    static synchronized IntegerSpeed measure() {
        if (measured == null) {
            final Random random = new Random(1);
            final float[] weights = normal(random, IN * OUT), rows = normal(random, ROWS * IN);
            final Tensor x = Tensor.of(rows, ROWS, IN);
            final Timed exact = run(plain(weights), x), fast = run(quantized(weights), x);
            measured = new IntegerSpeed((double) exact.nanos / fast.nanos, error(exact.out, fast.out));
        }
        return measured;
    }

    private static float[] normal(final Random random, final int count) {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float) random.nextGaussian();
        return values;
    }

    private record Timed(long nanos, Tensor out) {
    }

    private static GraphWriter start() {
        final GraphWriter graph = new GraphWriter();
        graph.input("x", ElementType.FLOAT, "rows", IN);
        return graph;
    }

    private static GraphWriter plain(final float[] weights) {
        final GraphWriter graph = start();
        graph.output(graph.op("Gemm", List.of("x", graph.floats(weights, OUT, IN)), Map.of("transB", 1)), "y",
                ElementType.FLOAT, "rows", OUT);
        return graph;
    }

    private static GraphWriter quantized(final float[] weights) {
        final GraphWriter graph = start();
        final LinearQuantization made = LinearQuantization.of(weights, OUT, IN);
        graph.output(LinearQuantization.multiply(graph, "x", graph.constant(ElementType.INT8, new long[] { IN, OUT },
                made.bytes()), graph.floats(made.scales()), ""), "y", ElementType.FLOAT, "rows", OUT);
        return graph;
    }

    private static Timed run(final GraphWriter graph, final Tensor x) {
        try (Session session = Session.open(graph.graph("a layer", Path.of("").toAbsolutePath()), DeviceSetup.CPU)) {
            long best = Long.MAX_VALUE;
            Tensor out = null;
            for (int run = 0; run < RUNS; run++) {
                final long start = System.nanoTime();
                out = session.run(Map.of("x", x), List.of("y"), Progress.NONE).get("y");
                best = Math.min(best, System.nanoTime() - start);
            }
            return new Timed(best, out);
        }
    }

    private static double error(final Tensor exact, final Tensor fast) {
        double off = 0, all = 0;
        for (int i = 0; i < exact.size(); i++) {
            off += Math.pow(exact.get(i) - fast.get(i), 2);
            all += Math.pow(exact.get(i), 2);
        }
        return Math.sqrt(off / all);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "8-bit linear layers, %.1f times as fast here and %.1f %% off for normally"
                + " distributed values", gain, 100 * error);
    }
}
