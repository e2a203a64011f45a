package org.inpaintj.onnx;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A session is a loaded network ({@code OrtSession}). Runs may overlap on several threads; {@link #close} stops them
 * and waits, because ONNX Runtime takes the process down when a session is closed under a run. The owner closes it: an
 * unreachable session is never freed by the garbage collector.
 */
public final class Session implements AutoCloseable {

    /** Sets options of a session before it is made, such as the number of threads. */
    @FunctionalInterface
    public interface Setup {
        void apply(SessionOptions options) throws OrtException;

        /** Where the session runs, for messages. */
        default Device device() {
            return Device.CPU;
        }

        /** Whether networks whose weights are 16-bit floats compute with such. */
        default boolean halves() {
            return false;
        }
    }

    private interface Maker {
        OrtSession make(OrtEnvironment environment, SessionOptions options) throws OrtException;
    }

    private static final LongAdder COMPUTING = new LongAdder();

    private final String name;
    private final Device device;
    private final OrtSession session;
    private final Map<String, ValueInfo> inputs;
    private final Map<String, ValueInfo> outputs;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Set<RunTermination> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private boolean freed;

    private Session(final String name, final Device device, final OrtSession session) throws OrtException {
        this.name = name;
        this.device = device;
        this.session = session;
        inputs = valueInfos(session.getInputInfo());
        outputs = valueInfos(session.getOutputInfo());
    }

    /**
     * Loads a network from its file, with external weights beside it if it has any.
     *
     * @throws InpaintException if it cannot be loaded, saying why
     */
    public static Session open(final Path model, final Setup setup) {
        return open(model.toString(), setup, (env, options) -> env.createSession(model.toString(), options));
    }

    /**
     * Loads a small network from memory.
     *
     * @param name for messages
     */
    public static Session open(final String name, final byte[] model, final Setup setup) {
        return open(name, setup, (env, options) -> env.createSession(model, options));
    }

    /**
     * Loads a network from memory, whose weights ONNX Runtime maps from their files: they must stay as they are until
     * the session is closed.
     */
    public static Session open(final OnnxGraph graph, final Setup setup) {
        // the full level lays weights out anew and holds them twice meanwhile; mostly it computes no faster
        return open(graph, SessionOptions.OptLevel.EXTENDED_OPT, setup);
    }

    /**
     * The same for a network that is all convolutions, such as ESRGAN: their weights are laid out in blocks of
     * channels, which takes twice the memory and computes a third faster.
     */
    public static Session openConvolutions(final OnnxGraph graph, final Setup setup) {
        return open(graph, SessionOptions.OptLevel.ALL_OPT, setup);
    }

    private static Session open(final OnnxGraph graph, final SessionOptions.OptLevel level, final Setup setup) {
        return open(graph.name(), setup, (env, options) -> {
            options.setOptimizationLevel(level);
            options.addConfigEntry("session.model_external_initializers_file_folder_path", graph.root().toString());
            return env.createSession(graph.model(), options);
        });
    }

    private static Session open(final String name, final Setup setup, final Maker maker) {
        final OrtEnvironment environment = OnnxRuntime.environment();
        try (SessionOptions options = new SessionOptions()) {
            // Errors reach us as exceptions; ONNX Runtime would print them on the console as well.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            setup.apply(options);
            return new Session(name, setup.device(), maker.make(environment, options));
        } catch (final OrtException e) {
            throw OrtErrors.of("load", name, setup.device(), e);
        }
    }

    /** The inputs by name, in the order of the graph. */
    public Map<String, ValueInfo> inputs() {
        return inputs;
    }

    /** The outputs by name, in the order of the graph. */
    public Map<String, ValueInfo> outputs() {
        return outputs;
    }

    /** Runs without a way to cancel; otherwise as {@link #run(Map, Collection, Progress)}. */
    public Map<String, Tensor> run(final Map<String, Tensor> feeds, final Collection<String> wanted) {
        return run(feeds, wanted, Progress.NONE);
    }

    /**
     * Runs the network once. 32-bit float inputs are read where they lie; for other element types the values are
     * converted (whole numbers for integers). A tensor of one element may be fed whatever rank the graph asks for.
     *
     * @param feeds  a tensor for every input, not written to meanwhile
     * @param wanted the outputs to compute
     * @return new tensors of floats, by name, in the order of {@code wanted}
     * @throws CancelledException within one network node after the user cancelled or the session was closed
     * @throws InpaintException   if an input does not fit, or the run fails
     */
    public Map<String, Tensor> run(final Map<String, Tensor> feeds, final Collection<String> wanted,
            final Progress progress) {
        final Map<String, Tensor> results = new LinkedHashMap<>();
        run(feeds, wanted, Map.of(), progress, results);
        return results;
    }

    /**
     * Runs the network once and writes into memory that the caller has, without a copy; otherwise as
     * {@link #run(Map, Collection, Progress)}.
     *
     * @param into tensors of the exact shapes that the outputs will have; the outputs must be of 32-bit floats
     */
    public void runInto(final Map<String, Tensor> feeds, final Map<String, Tensor> into, final Progress progress) {
        run(feeds, List.of(), into, progress, new HashMap<>());
    }

    private void run(final Map<String, Tensor> feeds, final Collection<String> wanted, final Map<String, Tensor> into,
            final Progress progress, final Map<String, Tensor> results) {
        progress.check();
        lock.readLock().lock();
        final List<OnnxTensor> made = new ArrayList<>();
        try {
            if (closed)
                throw new CancelledException();
            checkNames(feeds, wanted, into);
            try (RunTermination termination = new RunTermination(progress)) {
                running.add(termination);
                try {
                    if (closed)
                        termination.stop();
                    final Map<String, OnnxTensor> in = convert(feeds, inputs, made);
                    final Map<String, OnnxTensor> pinned = convert(into, outputs, made);
                    try (OrtSession.Result result = compute(in, Set.copyOf(wanted), pinned, termination.options())) {
                        for (final String output : wanted)
                            results.put(output,
                                    TypeConversion.fromRuntime((OnnxTensor) result.get(output).orElseThrow()));
                    }
                } catch (final OrtException e) {
                    if (termination.stopped())
                        throw new CancelledException();
                    throw OrtErrors.of("run", name, device, e);
                } finally {
                    running.remove(termination);
                }
            } catch (final OrtException e) {
                throw OrtErrors.of("run", name, device, e);
            }
        } finally {
            made.forEach(OnnxTensor::close);
            // The native side reads these buffers behind the collector's back.
            Reference.reachabilityFence(feeds);
            Reference.reachabilityFence(into);
            lock.readLock().unlock();
        }
        progress.check();
    }

    private OrtSession.Result compute(final Map<String, OnnxTensor> in, final Set<String> wanted,
            final Map<String, OnnxTensor> pinned, final RunOptions options) throws OrtException {
        final long start = System.nanoTime();
        try {
            return session.run(in, wanted, pinned, options);
        } finally {
            COMPUTING.add(System.nanoTime() - start);
        }
    }

    /**
     * Nanoseconds that runs of all sessions have spent within ONNX Runtime since the start, to tell what else takes
     * time.
     */
    public static long computing() {
        return COMPUTING.sum();
    }

    private void checkNames(final Map<String, Tensor> feeds, final Collection<String> wanted,
            final Map<String, Tensor> into) {
        if (!feeds.keySet().equals(inputs.keySet()))
            throw new InpaintException("Cannot run " + name + ": it has the inputs " + inputs.values()
                    + " but was given " + feeds.keySet() + ".");
        for (final Collection<String> names : List.of(wanted, into.keySet()))
            if (!outputs.keySet().containsAll(names))
                throw new InpaintException("Cannot run " + name + ": it has the outputs " + outputs.values()
                        + " but " + names + " were asked for.");
        for (final String output : wanted)
            if (outputs.get(output).type() == ElementType.UNDEFINED)
                throw new InpaintException("Cannot run " + name + ": its output " + output
                        + " is no tensor of numbers; use a standard export of the model.");
        into.forEach((output, tensor) -> {
            if (outputs.get(output).type() != ElementType.FLOAT)
                throw new IllegalArgumentException("output " + outputs.get(output) + " cannot be written in place");
        });
    }

    private Map<String, OnnxTensor> convert(final Map<String, Tensor> tensors, final Map<String, ValueInfo> valueInfos,
            final List<OnnxTensor> made) throws OrtException {
        final Map<String, OnnxTensor> converted = new HashMap<>();
        for (final Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            final ValueInfo valueInfo = valueInfos.get(entry.getKey());
            final OnnxTensor tensor = TypeConversion.toRuntime(entry.getValue(), valueInfo.type(),
                    fit(entry.getValue(), valueInfo));
            made.add(tensor);
            converted.put(entry.getKey(), tensor);
        }
        return converted;
    }

    private long[] fit(final Tensor tensor, final ValueInfo valueInfo) {
        long[] shape = tensor.shape();
        if (tensor.size() == 1 && valueInfo.rank() >= 0 && valueInfo.rank() != shape.length) {
            shape = new long[valueInfo.rank()];
            Arrays.fill(shape, 1);
        }
        if (!valueInfo.accepts(shape))
            throw new InpaintException("Cannot run " + name + ": " + valueInfo + " was given the shape "
                    + Arrays.toString(shape) + "; the model is of another kind than its folder says.");
        return shape;
    }

    /** Stops the runs in progress, waits until they have ended and frees the memory. May be called twice. */
    @Override
    public void close() {
        closed = true;
        running.forEach(RunTermination::stop);
        lock.writeLock().lock();
        try {
            if (!freed) {
                freed = true;
                session.close();
            }
        } catch (final OrtException e) {
            throw OrtErrors.of("unload", name, device, e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static Map<String, ValueInfo> valueInfos(final Map<String, NodeInfo> infos) {
        final Map<String, ValueInfo> valueInfos = new LinkedHashMap<>();
        infos.forEach((name, info) -> valueInfos.put(name, info.getInfo() instanceof TensorInfo tensor
                ? valueInfo(name, tensor) : new ValueInfo(name, ElementType.UNDEFINED, -1, List.of())));
        return Collections.unmodifiableMap(valueInfos);
    }

    private static ValueInfo valueInfo(final String name, final TensorInfo info) {
        final long[] shape = info.getShape();
        final String[] names = info.getDimensionNames();
        final List<ValueInfo.Axis> axes = new ArrayList<>();
        for (int d = 0; d < shape.length; d++)
            axes.add(new ValueInfo.Axis(shape[d], names != null && d < names.length && names[d] != null
                    ? names[d] : ""));
        final ElementType type = Arrays.stream(ElementType.values()).filter(t -> t.name().equals(info.type.name()))
                .findFirst().orElse(ElementType.UNDEFINED);
        return new ValueInfo(name, type, shape.length, axes);
    }
}
