package org.inpaintj.onnx.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.inpaintj.core.InpaintException;

/**
 * The info is what a model file ({@code ModelProto}) says about itself, read without loading it: milliseconds even for
 * gigabytes. Immutable.
 *
 * @param file         the .onnx file, or the one that a network in memory was made from
 * @param graph        the network, if it is in memory
 * @param size         bytes of the .onnx file, or of what is in memory
 * @param irVersion    version of the file format, 0 if it does not say
 * @param opsets       versions of the operator sets by domain; the standard's domain is {@code ai.onnx}
 * @param producer     the program that made it, may be empty
 * @param inputs       what a run must be fed
 * @param outputs      what a run can compute, the graph's order
 * @param nodes        the operations of the main graph, in an order in which they can run
 * @param operators    all operators, those of inner graphs and functions included, as {@code domain:name}
 * @param functions    the operators that the file defines itself
 * @param initializers the constants by name
 */
public record OnnxModelInfo(Path file, Optional<OnnxGraph> graph, long size, long irVersion,
        Map<String, Long> opsets, String producer,
        List<ValueInfo> inputs, List<ValueInfo> outputs, List<OnnxNode> nodes, Set<String> operators,
        Set<String> functions,
        Map<String, Initializer> initializers) {

    /** What ONNX Runtime 1.28 reads. */
    private static final int NEWEST_IR = 13, NEWEST_OPSET = 26, MAX_STEPS = 5;

    /**
     * Reads a file.
     *
     * @throws InpaintException if it is no ONNX model: absent, empty, truncated, a Git LFS pointer, a web page...
     */
    public static OnnxModelInfo read(final Path file) {
        return OnnxModelReader.read(file);
    }

    /** What a network in memory says about itself. */
    public static OnnxModelInfo of(final OnnxGraph graph) {
        return OnnxModelReader.read(graph);
    }

    public Optional<ValueInfo> input(final String name) {
        return inputs.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    public Optional<ValueInfo> output(final String name) {
        return outputs.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** The constant behind a value, through the nodes that exporters put between a weight and its use. */
    public Optional<Initializer> initializer(final String value) {
        String name = value;
        for (int step = 0; step < MAX_STEPS && !initializers.containsKey(name); step++) {
            final String made = name;
            name = nodes.stream().filter(n -> n.outputs().contains(made) && !n.inputs().isEmpty()
                    && (n.is("Cast") || n.is("Identity") || n.is("DequantizeLinear"))).findFirst()
                    .map(n -> n.inputs().get(0)).orElse(made);
        }
        return Optional.ofNullable(initializers.get(name));
    }

    /**
     * Bytes of all weights, in this file and others, when loaded: the CPU computes with 16-bit floats as 32-bit ones.
     */
    public long weightBytes() {
        return initializers.values().stream().mapToLong(w -> Math.max(0, w.bytes())
                * (w.type() == ElementType.FLOAT16 || w.type() == ElementType.BFLOAT16 ? 2 : 1)).sum();
    }

    /** The other files that hold weights. */
    public List<Path> externalFiles() {
        return graph.isPresent() ? graph.get().files()
                : initializers.values().stream().flatMap(w -> w.file().stream()).map(Initializer.External::location)
                .distinct().flatMap(location -> beside(location).stream()).toList();
    }

    /** A file of the network's folder; none if the name is impossible, which {@link #problems} tells. */
    private Optional<Path> beside(final String location) {
        try {
            return Optional.of(file.toAbsolutePath().getParent().resolve(location));
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Why the network cannot be loaded on any device, full sentences; empty if nothing speaks against it. */
    public List<String> problems() {
        final List<String> problems = new ArrayList<>();
        if (graph.isPresent())
            return problems;
        if (irVersion > NEWEST_IR || opsets.getOrDefault("ai.onnx", 0L) > NEWEST_OPSET)
            problems.add(file + " needs a newer ONNX Runtime (format " + irVersion + ", operator set "
                    + opsets.get("ai.onnx") + "); export it with an operator set of at most " + NEWEST_OPSET + ".");
        for (final Initializer w : initializers.values())
            if (w.file().isEmpty() && w.stored() >= 0 && w.bytes() >= 0 && w.stored() != w.bytes()) {
                problems.add(file + " is damaged: the weights " + w.name() + " have " + w.stored()
                        + " bytes instead of "
                        + w.bytes() + "; download or export it again.");
                break;
            }
        problems.addAll(ExternalData.problems(file, initializers.values()));
        return problems;
    }

    /** Why the network cannot run on the CPU although a GPU may run it: a full sentence, or empty. */
    public Optional<String> cpuProblem() {
        final Set<String> missing = new TreeSet<>(operators);
        missing.removeAll(functions);
        missing.removeIf(CpuOperators::runs);
        return missing.isEmpty() ? Optional.empty() : Optional.of(file + " cannot run on the CPU, since it uses "
                + String.join(", ", missing) + "; it was optimised for a GPU, so use the plain export of the model.");
    }
}
