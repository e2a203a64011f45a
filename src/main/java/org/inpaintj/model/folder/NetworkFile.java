package org.inpaintj.model.folder;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * A network file of a model.
 *
 * @param file        the .onnx file, or the one that a network in memory was made from
 * @param graph       the network, if it is in memory
 * @param files       that and the files of its weights
 * @param weightBytes about what it occupies when loaded, bytes
 * @param loadBytes   about what it occupies while it is loaded, bytes: the file's contents beside it
 * @param cpuProblem  why it cannot run on the CPU, a sentence, or empty
 */
public record NetworkFile(Path file, Optional<OnnxGraph> graph, List<Path> files, long weightBytes, long loadBytes, Optional<String> cpuProblem) {

    /** Measured: layouts that suit the processor need some padding, and the graph some memory of its own. */
    private static final double KEPT = 1.05;
    private static final long OVERHEAD = 8 << 20;

    /** Of what a network says about itself. */
    public static NetworkFile of(final OnnxModelInfo info) {
        final long weights = (long) (info.weightBytes() * KEPT) + OVERHEAD;
        final List<Path> files = info.graph().map(OnnxGraph::files).orElseGet(
                () -> Stream.concat(Stream.of(info.file()), info.externalFiles().stream()).toList());
        return new NetworkFile(info.file(), info.graph(), files, weights, weights + info.size(), info.cpuProblem());
    }

    /** Tells it from all other networks: several may be made from one file. */
    public String name() {
        return graph.map(OnnxGraph::name).orElseGet(file::toString);
    }

    /**
     * Loads it; to be closed by the caller.
     *
     * @throws InpaintException if it cannot be loaded, saying why
     */
    public Session open(final Session.Setup setup) {
        return graph.map(g -> Session.open(g, setup)).orElseGet(() -> Session.open(file, setup));
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
