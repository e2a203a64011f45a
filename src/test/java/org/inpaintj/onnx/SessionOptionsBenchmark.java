package org.inpaintj.onnx;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import com.sun.management.OperatingSystemMXBean;

import org.inpaintj.RunningJava;
import org.inpaintj.core.Progress;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.ElementType;

/**
 * What the options of a session cost and bring on the CPU, for a network of the shape of a UNet's middle, made on the
 * fly: convolutions and feed-forward layers with residuals, 112 MB of external weights. Prints a table; each option
 * changes one thing against {@link DeviceSetup#CPU}, and the options take turns so that all see the same machine. On a
 * busy one the processor's time says more than the clock.
 */
public final class SessionOptionsBenchmark {

    private static final int STAGES = 4, CHANNELS = 640, HIDDEN = 4 * CHANNELS, SIDE = 24, ROUNDS = 3, RUNS = 3;
    /** As the time between two evaluations of a sampler, in which idle threads should sleep. */
    private static final int PAUSE_MS = 30;
    private static final String WEIGHTS = "weights.bin";

    private SessionOptionsBenchmark() {}

    /** Without arguments everything; with an option's name and a model's file, rows of that one in this process. */
    public static void main(final String[] args) throws Exception {
        if (args.length == 2) {
            measure(Path.of(args[1]), options().get(args[0]));
            return;
        }
        final Path folder = Files.createTempDirectory("inpaintj-options");
        try {
            final Path model = write(folder);
            final Map<String, List<double[]>> seen = new LinkedHashMap<>();
            options().keySet().forEach(name -> seen.put(name, new ArrayList<>()));
            for (int round = 0; round < ROUNDS; round++)
                for (final String name : seen.keySet())
                    seen.get(name).addAll(inProcess(name, model));
            System.out.println("| option | load, s | run, ms | fastest run, ms | processor, ms | resident, MB | peak, "
                    + "MB |\n|---|---|---|---|---|---|---|");
            seen.forEach((name, rows) ->
                    System.out.printf(Locale.ROOT, "| %s | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f |%n",
                    name, median(rows, 0), median(rows, 1), rows.stream().mapToDouble(r -> r[1]).min().orElseThrow(),
                    median(rows, 2), median(rows, 3), median(rows, 4)));
        } finally {
            Files.deleteIfExists(folder.resolve(WEIGHTS));
            Files.deleteIfExists(folder.resolve("model.onnx"));
            Files.delete(folder);
        }
    }

    /** Each measurement has a process of its own, for memory that was given back seldom leaves it. */
    private static List<double[]> inProcess(final String name, final Path model)
            throws IOException, InterruptedException {
        final Process process = new ProcessBuilder(RunningJava.program(), "-cp",
                System.getProperty("java.class.path"), SessionOptionsBenchmark.class.getName(), name, model.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        final List<double[]> rows = process.inputReader().lines()
                .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray()).toList();
        if (process.waitFor() != 0)
            throw new IOException("'" + name + "' failed");
        return rows;
    }

    private static Map<String, Session.Setup> options() {
        final Map<String, Session.Setup> all = new LinkedHashMap<>();
        all.put("as chosen", DeviceSetup.CPU);
        all.put("spinning threads", with(o -> o.addConfigEntry("session.intra_op.allow_spinning", "1")));
        all.put("no prepacking", with(o -> o.addConfigEntry("session.disable_prepacking", "1")));
        all.put("1 thread", with(o -> o.setIntraOpNumThreads(1)));
        all.put("twice the threads", with(o -> o.setIntraOpNumThreads(2 * Runtime.getRuntime().availableProcessors())));
        all.put("no arena", with(o -> o.setCPUArenaAllocator(false)));
        all.put("no memory pattern", with(o -> o.setMemoryPatternOptimization(false)));
        all.put("no optimisation", with(o -> o.setOptimizationLevel(OptLevel.NO_OPT)));
        all.put("basic optimisation", with(o -> o.setOptimizationLevel(OptLevel.BASIC_OPT)));
        all.put("extended optimisation", with(o -> o.setOptimizationLevel(OptLevel.EXTENDED_OPT)));
        all.put("parallel nodes", with(o -> {
            o.setExecutionMode(ExecutionMode.PARALLEL);
            o.setInterOpNumThreads(2);
        }));
        return all;
    }

    private static Session.Setup with(final Session.Setup change) {
        return (final SessionOptions o) -> {
            DeviceSetup.CPU.apply(o);
            change.apply(o);
        };
    }

    /** Prints rows of load s, run ms, processor ms a run, resident MB, peak MB. */
    private static void measure(final Path model, final Session.Setup setup) throws Exception {
        OnnxRuntime.environment();
        final double before = memory("VmRSS");
        final long start = System.nanoTime();
        try (Session session = Session.open(model, setup)) {
            final double load = (System.nanoTime() - start) / 1e9;
            final Tensor x = Tensor.zeros(1, CHANNELS, SIDE, SIDE), y = Tensor.zeros(1, CHANNELS, SIDE, SIDE);
            final Random random = new Random(1);
            for (int i = 0; i < x.size(); i++)
                x.buffer().put(i, (float) random.nextGaussian());
            session.runInto(Map.of("x", x), Map.of("y", y), Progress.NONE);
            for (int run = 0; run < RUNS; run++) {
                final long processor = processor(), from = System.nanoTime();
                session.runInto(Map.of("x", x), Map.of("y", y), Progress.NONE);
                final double ms = (System.nanoTime() - from) / 1e6;
                Thread.sleep(PAUSE_MS);
                System.out.println(load + " " + ms + " " + (processor() - processor) / 1e6 + " "
                        + (memory("VmRSS") - before) + " " + (memory("VmHWM") - before));
            }
        }
    }

    private static Path write(final Path folder) throws IOException {
        final ModelBytes graph = new ModelBytes().input("x", ElementType.FLOAT, "n", CHANNELS, "h", "w").output("y",
                ElementType.FLOAT, "n", CHANNELS, "h", "w");
        graph.weights("one", filled(1), CHANNELS).weights("zero", filled(0), CHANNELS);
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(folder.resolve(WEIGHTS)), 1 << 20);
                DataOutputStream out = new DataOutputStream(file)) {
            String at = "x";
            for (int s = 0; s < STAGES; s++) {
                weights(graph, out, "c" + s, 9 * CHANNELS, CHANNELS, CHANNELS, 3, 3);
                weights(graph, out, "u" + s, CHANNELS, CHANNELS, HIDDEN);
                weights(graph, out, "d" + s, HIDDEN, HIDDEN, CHANNELS);
                final String end = s == STAGES - 1 ? "y" : "x" + s;
                graph.node("", "InstanceNormalization", at, "one", "zero", "->", "n" + s)
                        .node("", "Sigmoid", "n" + s, "->", "g" + s).node("", "Mul", "n" + s, "g" + s, "->", "a" + s)
                        .node("", "Conv", Map.of("pads", new long[] { 1, 1, 1, 1 }), "a" + s, "c" + s, "->", "k" + s)
                        .node("", "Add", at, "k" + s, "->", "r" + s)
                        .node("", "Transpose", Map.of("perm", new long[] { 0, 2, 3, 1 }), "r" + s, "->", "t" + s)
                        .node("", "MatMul", "t" + s, "u" + s, "->", "h" + s)
                        .node("", "Sigmoid", "h" + s, "->", "i" + s).node("", "Mul", "h" + s, "i" + s, "->", "j" + s)
                        .node("", "MatMul", "j" + s, "d" + s, "->", "m" + s)
                        .node("", "Transpose", Map.of("perm", new long[] { 0, 3, 1, 2 }), "m" + s, "->", "b" + s)
                        .node("", "Add", "r" + s, "b" + s, "->", end);
                at = end;
            }
        }
        return Files.write(folder.resolve("model.onnx"), graph.build());
    }

    /** Appends random numbers of variance 1 / {@code fan} to the file. */
    private static void weights(final ModelBytes graph, final DataOutputStream out, final String name, final int fan,
            final long... dims) throws IOException {
        final int n = (int) Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        final ByteBuffer values = ByteBuffer.allocate(4 * n).order(ByteOrder.LITTLE_ENDIAN);
        final Random random = new Random(name.hashCode());
        final float scale = (float) Math.sqrt(3.0 / fan);
        for (int i = 0; i < n; i++)
            values.putFloat((2 * random.nextFloat() - 1) * scale);
        graph.external(name, WEIGHTS, out.size(), 4L * n, dims);
        out.write(values.array());
    }

    private static float[] filled(final float value) {
        final float[] all = new float[CHANNELS];
        Arrays.fill(all, value);
        return all;
    }

    private static double median(final List<double[]> rows, final int column) {
        final double[] sorted = rows.stream().mapToDouble(r -> r[column]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** A line of Linux' status file in MB, NaN elsewhere. */
    private static double memory(final String line) throws IOException {
        final Path status = Path.of("/proc/self/status");
        return !Files.exists(status) ? Double.NaN : Files.readAllLines(status).stream().filter(l -> l.startsWith(line))
                .mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024).findFirst().orElse(Double.NaN);
    }
}
