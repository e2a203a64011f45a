package org.inpaintj.lora;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.network.GraphWriter;
import org.inpaintj.network.LowRank;
import org.inpaintj.network.NetworkLayers;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ElementType;

/**
 * How much longer linear layers of a real size take with a branch of rank 32 beside each (a ratio, since the machine
 * may be shared), and how fast differences are computed in full. Half a minute on two cores.
 */
public final class LoraBenchmark {

    private static final int LAYERS = 12, WIDTH = 1280, TOKENS = 2048, RANK = 32, ROUNDS = 9, OUTS = 10240;

    private LoraBenchmark() {}

    public static void main(final String[] arguments) throws IOException {
        final Path file = Files.createTempFile("lora-benchmark", ".weights");
        try (TensorFileWriter writer = new TensorFileWriter(file)) {
            branches(writer);
            differences(writer);
        } finally {
            Files.delete(file);
        }
    }

    private static StoredTensor random(final TensorFileWriter writer, final String name, final long... dims) {
        final Random random = new Random(name.hashCode());
        final float[] values = new float[(int) (dims[0] * dims[1])];
        for (int i = 0; i < values.length; i++)
            values[i] = (float) (random.nextGaussian() / Math.sqrt(dims[1]));
        return writer.add(name, ElementType.FLOAT, List.of(dims[0], dims[1]), values);
    }

    private static void branches(final TensorFileWriter writer) {
        final Map<String, StoredTensor> weights = new HashMap<>();
        final Map<String, List<LowRank>> changes = new HashMap<>();
        for (int i = 0; i < LAYERS; i++) {
            weights.put("l" + i + ".weight", random(writer, "l" + i + ".weight", WIDTH, WIDTH));
            changes.put("l" + i, List.of(new LowRank(random(writer, "down" + i, RANK, WIDTH), Optional.empty(),
                    random(writer, "up" + i, WIDTH, RANK), 1, 0)));
        }
        try (Session plain = session(writer, weights, Map.of()); Session changed = session(writer, weights, changes)) {
            final Map<String, Tensor> x = Map.of("x", Tensor.zeros(TOKENS, WIDTH));
            final Map<String, Tensor> more = Map.of("x", x.get("x"), NetworkLayers.STRENGTHS,
                Tensor.of(new float[] { 1 }, 1));
            final List<Double> without = new ArrayList<>(), with = new ArrayList<>();
            for (int round = -2; round < ROUNDS; round++) {
                final double a = milliseconds(plain, x), b = milliseconds(changed, more);
                if (round >= 0) {
                    without.add(a);
                    with.add(b);
                }
            }
            System.out.printf(Locale.ROOT, "%d linear layers of %d x %d, %d tokens: %.0f ms, with branches of rank %d "
                    + "%.0f ms, ratio %.3f (medians of %d)%n", LAYERS, WIDTH, WIDTH, TOKENS, median(without), RANK,
                    median(with), median(with) / median(without), ROUNDS);
        }
    }

    private static Session session(final TensorFileWriter writer, final Map<String, StoredTensor> weights,
            final Map<String, List<LowRank>> changes) {
        final GraphWriter graph = new GraphWriter();
        final NetworkLayers layers = new NetworkLayers(graph, new Weights("benchmark", weights), changes);
        String x = graph.input("x", ElementType.FLOAT, "tokens", WIDTH);
        for (int i = 0; i < LAYERS; i++)
            x = layers.linear("l" + i, x);
        graph.output(x, "y", ElementType.FLOAT, "tokens", WIDTH);
        return Session.open(graph.graph("benchmark" + changes.size(), writer.file()), options -> { });
    }

    private static double milliseconds(final Session session, final Map<String, Tensor> feeds) {
        final long start = System.nanoTime();
        session.run(feeds, List.of("y"));
        return (System.nanoTime() - start) / 1e6;
    }

    private static void differences(final TensorFileWriter writer) {
        final LoraModule module = new LoraModule("module", Map.of(TensorRole.UP, random(writer, "up", OUTS, RANK),
                TensorRole.DOWN, random(writer, "down", RANK, WIDTH)), OptionalDouble.empty());
        final List<Double> each = new ArrayList<>();
        for (int round = -2; round < ROUNDS; round++) {
            final long start = System.nanoTime();
            WeightChange.difference(module);
            if (round >= 0)
                each.add((System.nanoTime() - start) / 1e6);
        }
        System.out.printf(Locale.ROOT, "difference of %d x %d, rank %d: %.0f ms, %.1f GFLOP/s on %d processors%n", OUTS,
                WIDTH, RANK, median(each), 2e-6 * OUTS * WIDTH * RANK / median(each),
                Runtime.getRuntime().availableProcessors());
    }

    private static double median(final List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
