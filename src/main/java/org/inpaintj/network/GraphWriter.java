package org.inpaintj.network;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxGraph;

/**
 * A graph writer puts an ONNX network together, operation by operation; values are known by their names. Weights stay
 * where they lie: the graph only says where (external data). Operator set 19 and com.microsoft 1, format 9. For one
 * thread.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the field numbers</a>
 */
public final class GraphWriter {

    /** The domain of ONNX Runtime's own operators. */
    static final String MICROSOFT = "com.microsoft";

    private static final int FORMAT = 9, OPSET = 19;
    private static final int FLOAT_ATTRIBUTE = 1, INT_ATTRIBUTE = 2, STRING_ATTRIBUTE = 3, INTS_ATTRIBUTE = 7;

    private final ProtobufWriter graph = new ProtobufWriter();
    private final Map<String, String> constants = new HashMap<>();
    private final Map<String, String> weights = new HashMap<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final String prefix;
    private Path root;
    private int count;

    public GraphWriter() {
        this("");
    }

    /** @param prefix of the names of values, where others are in the graph already */
    GraphWriter(final String prefix) {
        this.prefix = prefix;
    }

    /**
     * Declares an input.
     *
     * @param axes a {@link Number} for a fixed size, a name for a free one
     * @return the name
     */
    public String input(final String name, final ElementType type, final Object... axes) {
        graph.message(11, valueInfo(name, type, axes));
        return name;
    }

    /** Declares a value as output, under a name of its own. */
    public void output(final String value, final String name, final ElementType type, final Object... axes) {
        node("Identity", "", List.of(value), List.of(name), Map.of());
        graph.message(12, valueInfo(name, type, axes));
    }

    /** Adds an operation of the ONNX standard with one output, whose name is returned. */
    public String op(final String operator, final List<String> inputs, final Map<String, ?> attributes) {
        return op(operator, "", inputs, attributes);
    }

    /** The same without attributes. */
    public String op(final String operator, final String... inputs) {
        return op(operator, List.of(inputs), Map.of());
    }

    /**
     * Adds an operation with one output.
     *
     * @param domain     of the operator, empty for the standard
     * @param inputs     an empty name for an optional one left out
     * @param attributes {@link Float}, {@link Long} or {@link Integer}, {@link String}, or {@code long[]}
     * @return the name of the output
     */
    public String op(final String operator, final String domain, final List<String> inputs,
            final Map<String, ?> attributes) {
        return ops(operator, domain, inputs, attributes, 1).get(0);
    }

    /** The same with several outputs. */
    public List<String> ops(final String operator, final String domain, final List<String> inputs,
            final Map<String, ?> attributes, final int outputs) {
        final List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs; i++)
            names.add(prefix + "v" + count++);
        node(operator, domain, inputs, names, attributes);
        return names;
    }

    /** Adds an operation of the standard whose output bears a name. */
    void named(final String operator, final List<String> inputs, final String output) {
        node(operator, "", inputs, List.of(output), Map.of());
    }

    /** Adds an operation of the standard with attributes that are encoded already. */
    String encodedOp(final String operator, final List<String> inputs, final List<byte[]> attributes) {
        final String name = prefix + "v" + count++;
        final ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, name).text(3, operator + '_' + name).text(4, operator);
        attributes.forEach(node::encoded);
        graph.message(1, node);
        return name;
    }

    /** Adds fields of the graph that are encoded already. */
    void encoded(final byte[] fields) {
        graph.encoded(fields);
    }

    /** A vector of floats as a constant. */
    public String floats(final float... values) {
        return constant(ElementType.FLOAT, new long[] { values.length }, values);
    }

    /** One float as a constant, of rank 0. */
    public String scalar(final double value) {
        return constant(ElementType.FLOAT, new long[0], (float) value);
    }

    /** Floats of a shape as a constant; for small ones, since they are kept in the graph. */
    public String floats(final float[] values, final long... dims) {
        return constant(ElementType.FLOAT, dims, values);
    }

    /** A vector of whole numbers as a constant, such as a shape. */
    public String longs(final long... values) {
        return longs(values, values.length);
    }

    /** Whole numbers of a shape as a constant. */
    public String longs(final long[] values, final long... dims) {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(ElementType.INT64, dims, bytes.array());
    }

    private String constant(final ElementType type, final long[] dims, final float... values) {
        final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(type, dims, bytes.array());
    }

    /** A constant kept in the graph, little endian; one copy of each. */
    public String constant(final ElementType type, final long[] dims, final byte[] values) {
        final ProtobufWriter tensor = new ProtobufWriter();
        for (final long d : dims)
            tensor.number(1, d);
        tensor.number(2, type.ordinal()).bytes(9, values);
        final String key = type + Arrays.toString(dims) + Arrays.toString(values);
        return constants.computeIfAbsent(key, k -> {
            final String name = prefix + "c" + count++;
            graph.message(5, tensor.text(8, name));
            return name;
        });
    }

    /** The values of a stored tensor as 32-bit floats. */
    public String weight(final StoredTensor tensor) {
        return weight(tensor, ElementType.FLOAT);
    }

    /**
     * The values of a stored tensor as floats, whatever type they are stored in: ONNX Runtime folds the cast when it
     * loads the network. The initializer bears the tensor's name.
     *
     * @param type 32- or 16-bit floats, the same at each call for one tensor
     * @throws InpaintException if the type is none of floats, or the file lies on another drive than those before
     */
    String weight(final StoredTensor tensor, final ElementType type) {
        return weights.computeIfAbsent(tensor.name(), name -> {
            final String stored = stored(tensor);
            if (tensor.type() == type)
                return stored;
            return switch (tensor.type()) {
                case FLOAT, FLOAT16, BFLOAT16, DOUBLE, FLOAT8E4M3FN, FLOAT8E5M2 ->
                    op("Cast", List.of(stored), Map.of("to", (long) type.ordinal()));
                default -> throw new InpaintException(tensor.file() + " holds the weights " + name + " as "
                        + tensor.type() + ", which is no type of weights that can be computed with; use a file of"
                        + " fp32, fp16, bf16 or fp8.");
            };
        });
    }

    /** A stored tensor as it is; its name must not occur yet. */
    String stored(final StoredTensor tensor) {
        final Path drive = tensor.file().getRoot();
        if (root == null)
            root = drive;
        if (!root.equals(drive))
            throw new InpaintException(tensor.file() + " lies on another drive than " + files.iterator().next()
                    + ", and ONNX Runtime reads the weights of one network from one drive only; move it there.");
        files.add(tensor.file());
        final ProtobufWriter message = new ProtobufWriter();
        for (final long d : tensor.dims())
            message.number(1, d);
        message.number(2, tensor.type().ordinal()).text(8, tensor.name());
        final String location = root.relativize(tensor.file()).toString().replace('\\', '/');
        for (final String[] entry : new String[][] { { "location", location },
                { "offset", Long.toString(tensor.offset()) }, { "length", Long.toString(tensor.length()) } })
            message.message(13, new ProtobufWriter().text(1, entry[0]).text(2, entry[1]));
        graph.message(5, message.number(14, 1));
        return tensor.name();
    }

    private void node(final String operator, final String domain, final List<String> inputs,
            final List<String> outputs, final Map<String, ?> attributes) {
        final ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, operator + '_' + outputs.get(0)).text(4, operator);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        if (!domain.isEmpty())
            node.text(7, domain);
        graph.message(1, node);
    }

    private static ProtobufWriter attribute(final String name, final Object value) {
        final ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        if (value instanceof Float real)
            return attribute.real(2, real).number(20, FLOAT_ATTRIBUTE);
        if (value instanceof Number number)
            return attribute.number(3, number.longValue()).number(20, INT_ATTRIBUTE);
        if (value instanceof String text)
            return attribute.text(4, text).number(20, STRING_ATTRIBUTE);
        for (final long each : (long[]) value)
            attribute.number(8, each);
        return attribute.number(20, INTS_ATTRIBUTE);
    }

    private static ProtobufWriter valueInfo(final String name, final ElementType type, final Object... axes) {
        final ProtobufWriter shape = new ProtobufWriter();
        for (final Object axis : axes)
            shape.message(1, axis instanceof Number size ? new ProtobufWriter().number(1, size.longValue())
                    : new ProtobufWriter().text(2, (String) axis));
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1,
                new ProtobufWriter().number(1, type.ordinal()).message(2, shape)));
    }

    /**
     * The network as written so far.
     *
     * @param name see {@link OnnxGraph#name}
     * @param file that it is made from
     */
    public OnnxGraph graph(final String name, final Path file) {
        return graph(name, file, new ProtobufWriter().number(1, FORMAT).text(2, "InpaintJ")
                .message(8, new ProtobufWriter().text(1, "").number(2, OPSET))
                .message(8, new ProtobufWriter().text(1, MICROSOFT).number(2, 1)), "network");
    }

    /** The same as part of a model whose other fields are written already; its title is among them if it is empty. */
    OnnxGraph graph(final String name, final Path file, final ProtobufWriter model, final String title) {
        final ProtobufWriter whole = new ProtobufWriter().append(graph);
        if (!title.isEmpty())
            whole.text(2, title);
        return new OnnxGraph(name, file, model.message(7, whole).bytes(),
                root == null ? file.toAbsolutePath().getRoot() : root, List.copyOf(files), Optional.empty());
    }
}
