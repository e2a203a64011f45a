package org.inpaintj.onnx.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.inpaintj.core.InpaintException;

/**
 * The reader scans the fields of an ONNX file that make up its {@link OnnxModelInfo}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the field numbers</a>
 */
final class OnnxModelReader {

    private static final int MAX_PARTS = 500_000;

    /** Of the whole model. */
    private static final int IR_VERSION = 1, PRODUCER_NAME = 2, GRAPH = 7, OPSET_IMPORT = 8, FUNCTIONS = 25;
    private static final int OPSET_DOMAIN = 1, OPSET_VERSION = 2;
    private static final int FUNCTION_NAME = 1, FUNCTION_NODE = 7, FUNCTION_DOMAIN = 10;
    /** Of a graph. */
    private static final int NODE = 1, INITIALIZER = 5, INPUT = 11, OUTPUT = 12;
    private static final int NODE_INPUT = 1, NODE_OUTPUT = 2, NODE_NAME = 3, OP_TYPE = 4, ATTRIBUTE = 5,
            NODE_DOMAIN = 7;
    /** Of an attribute; the second of each pair is a list. */
    private static final int TENSOR = 5, INNER_GRAPH = 6, TENSORS = 10, INNER_GRAPHS = 11;

    private final ProtobufReader reader;
    private final Map<String, Long> opsets = new TreeMap<>();
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Set<String> operators = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final Map<String, Initializer> initializers = new LinkedHashMap<>();
    private long irVersion;
    private String producer = "";
    private boolean graph;
    private int parts;

    private OnnxModelReader(final ProtobufReader reader) {
        this.reader = reader;
    }

    static OnnxModelInfo read(final Path file) {
        FileKind.complaint(file).ifPresent(complaint -> {
            throw new InpaintException(file + " " + complaint);
        });
        try (ProtobufReader protobuf = new ProtobufReader(file)) {
            final OnnxModelReader reader = new OnnxModelReader(protobuf);
            protobuf.file(reader::model);
            if (!reader.graph)
                throw new ProtobufReader.Malformed("it holds no network");
            return reader.info(file, Files.size(file), Optional.empty());
        } catch (final IOException e) {
            throw new InpaintException(file + " is no complete ONNX model (" + e.getMessage()
                    + "); download or export it again.", e);
        }
    }

    static OnnxModelInfo read(final OnnxGraph graph) {
        try (ProtobufReader protobuf = new ProtobufReader(graph.model())) {
            final OnnxModelReader reader = new OnnxModelReader(protobuf);
            protobuf.file(reader::model);
            return reader.info(graph.file(), graph.model().length, Optional.of(graph));
        } catch (final IOException e) {
            throw new UncheckedIOException(graph.name() + " was written wrongly", e);
        }
    }

    private OnnxModelInfo info(final Path file, final long size, final Optional<OnnxGraph> memory) {
        // Until format 3 every weight was listed as an input too.
        inputs.removeIf(p -> initializers.containsKey(p.name()));
        return new OnnxModelInfo(file, memory, size, irVersion, Collections.unmodifiableMap(opsets), producer,
                List.copyOf(inputs), List.copyOf(outputs), Collections.unmodifiableList(nodes),
                Collections.unmodifiableSet(operators), Collections.unmodifiableSet(functions),
                Collections.unmodifiableMap(initializers));
    }

    private void model(final int field) throws IOException {
        switch (field) {
            case IR_VERSION -> irVersion = reader.number();
            case PRODUCER_NAME -> producer = reader.text();
            case GRAPH -> {
                graph = true;
                reader.message(this::mainGraph);
            }
            case OPSET_IMPORT -> opset();
            case FUNCTIONS -> function();
            default -> { }
        }
    }

    private static final class OperatorSet {
        private String domain = "";
        private long version;
    }

    private void opset() throws IOException {
        final OperatorSet set = new OperatorSet();
        reader.message(field -> {
            switch (field) {
                case OPSET_DOMAIN -> set.domain = reader.text();
                case OPSET_VERSION -> set.version = reader.number();
                default -> { }
            }
        });
        opsets.put(domain(set.domain), set.version);
    }

    private static String domain(final String domain) {
        return domain.isEmpty() ? "ai.onnx" : domain;
    }

    private static final class Function {
        private String domain = "", name = "";
    }

    private void function() throws IOException {
        final Function function = new Function();
        reader.message(field -> {
            switch (field) {
                case FUNCTION_NAME -> function.name = reader.text();
                case FUNCTION_NODE -> node();
                case FUNCTION_DOMAIN -> function.domain = reader.text();
                default -> { }
            }
        });
        functions.add(domain(function.domain) + ':' + function.name);
    }

    private void mainGraph(final int field) throws IOException {
        switch (field) {
            case NODE -> nodes.add(node());
            case INPUT -> inputs.add(ValueInfoReader.read(reader));
            case OUTPUT -> outputs.add(ValueInfoReader.read(reader));
            default -> constants(field);
        }
    }

    /** The body of a loop or a branch: what it computes with counts, its inputs and outputs are nobody's business. */
    private void innerGraph(final int field) throws IOException {
        if (field == NODE)
            node();
        else
            constants(field);
    }

    private void constants(final int field) throws IOException {
        if (field == INITIALIZER) {
            final Initializer initializer = TensorReader.read(reader);
            keep(initializer, initializer.name());
        }
    }

    private static final class Node {
        private final List<String> inputs = new ArrayList<>(), outputs = new ArrayList<>();
        private final List<Initializer> values = new ArrayList<>();
        private String name = "", type = "", domain = "";
    }

    private OnnxNode node() throws IOException {
        final Node node = new Node();
        count();
        reader.message(field -> {
            switch (field) {
                case NODE_INPUT -> node.inputs.add(reader.name());
                case NODE_OUTPUT -> node.outputs.add(reader.name());
                case NODE_NAME -> node.name = reader.text();
                case OP_TYPE -> node.type = reader.text();
                case ATTRIBUTE -> reader.message(part -> attribute(part, node.values));
                case NODE_DOMAIN -> node.domain = reader.text();
                default -> { }
            }
        });
        final String operator = reader.shared(domain(node.domain) + ':' + node.type);
        operators.add(operator);
        if (operator.equals("ai.onnx:Constant") && node.outputs.size() == 1 && node.values.size() == 1)
            keep(node.values.get(0), node.outputs.get(0));
        return new OnnxNode(node.name, operator, node.inputs, node.outputs);
    }

    private void attribute(final int field, final List<Initializer> values) throws IOException {
        switch (field) {
            case TENSOR, TENSORS -> {
                final Initializer initializer = TensorReader.read(reader);
                if (initializer.file().isPresent())
                    keep(initializer, "attribute " + parts);
                values.add(initializer);
            }
            case INNER_GRAPH, INNER_GRAPHS -> reader.message(this::innerGraph);
            default -> { }
        }
    }

    private void keep(final Initializer initializer, final String name) throws IOException {
        count();
        initializers.put(name, initializer);
    }

    private void count() throws IOException {
        if (++parts > MAX_PARTS)
            throw new ProtobufReader.Malformed("it has more than " + MAX_PARTS + " parts");
    }
}
