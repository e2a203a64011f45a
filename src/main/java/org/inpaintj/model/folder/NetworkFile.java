package org.inpaintj.model.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.network.AttentionFusion;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.Initializer;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A network file of a model.
 *
 * @param file        the .onnx file, or the one that a network in memory was made from
 * @param graph       the network, if it is in memory
 * @param fused       the file's network in memory with its attentions fused, for the CPU, where that is possible
 * @param files       that and the files of its weights
 * @param weightBytes about what it occupies when loaded, bytes
 * @param loadBytes   about what it occupies while it is loaded, bytes: the file's contents beside it
 * @param cpuProblem  why it cannot run on the CPU, a sentence, or empty
 */
public record NetworkFile(Path file, Optional<OnnxGraph> graph, Optional<OnnxGraph> fused,
        List<Path> files, long weightBytes,
        long loadBytes, Optional<String> cpuProblem) {

    /** Measured: layouts that suit the processor need some padding, and the graph some memory of its own. */
    private static final double KEPT = 1.05;
    private static final long OVERHEAD = 8 << 20;

    /** That of a network in a file or in memory. */
    public static NetworkFile of(final OnnxModelInfo info) {
        final long bytes = info.graph().isPresent() ? ownBytes(info) : info.weightBytes();
        final long weights = (long) (bytes * KEPT) + OVERHEAD;
        final List<Path> files = info.graph().map(OnnxGraph::files).orElseGet(
                () -> Stream.concat(Stream.of(info.file()), info.externalFiles().stream()).toList());
        return new NetworkFile(info.file(), info.graph(), Optional.empty(), files, weights,
                weights + info.size(), info.cpuProblem());
    }

    /**
     * What is held besides the mapped files: convolutions of 32-bit floats are read where they lie, the weights of
     * linear layers are laid out anew, and smaller types become 32-bit floats, but in tables of which rows are taken.
     */
    private static long ownBytes(final OnnxModelInfo info) {
        final Set<String> tables = info.nodes().stream().filter(n -> n.is("Gather")).map(n -> n.inputs().get(0))
                .collect(Collectors.toSet());
        return info.initializers().values().stream().filter(w -> w.file().isPresent())
                .filter(w -> !tables.contains(w.name())).mapToLong(w -> {
                    final boolean floats = w.type() == ElementType.FLOAT;
                    return floats && w.dims().size() != 2 ? 0
                            : w.bytes() * (floats ? 1 : Float.BYTES / (w.bytes() / count(w)));
                }).sum();
    }

    private static long count(final Initializer w) {
        return w.dims().stream().reduce(1L, Math::multiplyExact);
    }

    /** The same with its attentions fused on the CPU, if it is an export in which they are recognised. */
    public static NetworkFile fused(final OnnxModelInfo info) {
        final NetworkFile plain = of(info);
        return info.graph().isPresent() ? plain : new NetworkFile(plain.file, plain.graph, AttentionFusion.of(info),
                plain.files, plain.weightBytes, plain.loadBytes, plain.cpuProblem);
    }

    /** Whether it holds tables of all pairs of tokens when it runs on the CPU. */
    public boolean holdsTables() {
        return graph.isEmpty() && fused.isEmpty();
    }

    /** Tells it from all other networks: several may be made from one file. */
    public String name() {
        return graph.map(OnnxGraph::name).orElseGet(file::toString);
    }

    /** Whether it can compute with 16-bit floats, which its weights are. */
    public boolean halves() {
        return graph.flatMap(OnnxGraph::half).isPresent();
    }

    /**
     * Loads it; to be closed by the caller.
     *
     * @throws InpaintException if it cannot be loaded, saying why
     */
    public Session open(final Session.Setup setup) {
        for (final Path part : files)
            if (!Files.exists(part))
                throw new InpaintException("Cannot load " + part + ": the file does not exist any more.");
        if (graph.isPresent())
            return Session.open(setup.halves() && halves() ? graph.get().half().get().get() : graph.get(), setup);
        return fused.isPresent() && setup.device() == Device.CPU ? Session.openConvolutions(fused.get(), setup)
                : Session.open(file, setup);
    }

    static InpaintException missing(final OnnxModelInfo info, final String what) {
        return new InpaintException(info.file() + " has no " + what + "; it has " + info.inputs()
                + " and gives "
                + info.outputs() + ".");
    }

    /** The input or output, or an error naming what is missing. */
    static ValueInfo need(final Optional<ValueInfo> valueInfo, final OnnxModelInfo info, final String what) {
        return valueInfo.orElseThrow(() -> missing(info, what));
    }
}
