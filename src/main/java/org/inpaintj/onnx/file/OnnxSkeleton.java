package org.inpaintj.onnx.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.inpaintj.core.InpaintException;

/**
 * A model file taken apart so that it can be put together again with changes, without the values of its weights.
 *
 * @param file         the .onnx file
 * @param head         encoded fields of the model beside the graph
 * @param nodes        in their order
 * @param initializers by name
 * @param small        encoded values of the initializers that are kept as they are, by name, with their lengths
 * @param rest         encoded fields of the graph beside nodes and initializers
 */
public record OnnxSkeleton(Path file, List<byte[]> head, List<EncodedNode> nodes, Map<String, Initializer> initializers,
        Map<String, byte[]> small, List<byte[]> rest) {

    private static final int GRAPH = 7, NODE = 1, INITIALIZER = 5;
    private static final int NODE_INPUT = 1, NODE_OUTPUT = 2, NODE_NAME = 3, OP_TYPE = 4, ATTRIBUTE = 5,
            NODE_DOMAIN = 7, METADATA = 9;
    private static final int KEY = 1, VALUE = 2, ATTRIBUTE_INT = 3, ATTRIBUTE_TENSOR = 5, ATTRIBUTE_INTS = 8;
    private static final int RAW_DATA = 9;
    /** What is smaller stays in the graph, where ONNX Runtime can see it: shapes, for instance. */
    private static final int SMALL = 4096;

    /**
     * An operation.
     *
     * @param attributes encoded fields
     * @param numbers    attributes that are whole numbers
     * @param metadata   what the exporter says of it
     * @param rest       encoded fields beside inputs, outputs and attributes
     */
    public record EncodedNode(OnnxNode node, List<byte[]> attributes, Map<String, Long> numbers,
            Map<String, String> metadata, List<byte[]> rest) {
    }

    /**
     * Reads a file.
     *
     * @throws InpaintException if it is damaged, or keeps weights in a form of its own
     */
    public static OnnxSkeleton read(final Path file) {
        final OnnxSkeleton skeleton = new OnnxSkeleton(file, new ArrayList<>(), new ArrayList<>(),
                new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        try (ProtobufReader reader = new ProtobufReader(file)) {
            reader.file(field -> {
                if (field == GRAPH)
                    reader.message(part -> skeleton.graph(reader, part));
                else
                    skeleton.head.add(reader.copy(field));
            });
        } catch (final IOException e) {
            throw new InpaintException(file + " cannot be changed in memory (" + e.getMessage()
                    + "); use the plain export of the model.", e);
        }
        return skeleton;
    }

    /** The only whole number of a constant, which may be a node or an initializer; empty if it is something else. */
    public OptionalLong number(final String value) {
        final List<byte[]> encoded = new ArrayList<>();
        final byte[] initializer = small.get(value);
        try {
            if (initializer != null)
                try (ProtobufReader reader = new ProtobufReader(prefixed(initializer))) {
                    reader.file(field -> reader.message(part -> data(reader, part, encoded)));
                }
            for (final EncodedNode node : nodes)
                if (node.node().is("Constant") && node.node().outputs().contains(value))
                    for (final byte[] attribute : node.attributes())
                        try (ProtobufReader reader = new ProtobufReader(attribute)) {
                            reader.file(field -> reader.message(part -> {
                                if (part == ATTRIBUTE_TENSOR)
                                    reader.message(inner -> data(reader, inner, encoded));
                            }));
                        }
        } catch (final IOException e) {
            return OptionalLong.empty();
        }
        return encoded.size() == 1 && encoded.get(0).length == Long.BYTES
                ? OptionalLong.of(ByteBuffer.wrap(encoded.get(0)).order(ByteOrder.LITTLE_ENDIAN).getLong())
                : OptionalLong.empty();
    }

    /** The encoded initializer with the number of its field before it. */
    private static byte[] prefixed(final byte[] initializer) {
        final byte[] all = new byte[initializer.length + 1];
        all[0] = INITIALIZER << 3 | 2;
        System.arraycopy(initializer, 0, all, 1, initializer.length);
        return all;
    }

    private static void data(final ProtobufReader reader, final int field, final List<byte[]> encoded)
            throws IOException {
        if (field == RAW_DATA)
            encoded.add(reader.block());
    }

    /** A list of whole numbers among the attributes of a node, such as the axes of a transposition. */
    public static List<Long> list(final EncodedNode node, final String attribute) {
        final List<Long> numbers = new ArrayList<>();
        try {
            for (final byte[] copy : node.attributes()) {
                final String[] name = { "" };
                final List<Long> found = new ArrayList<>();
                try (ProtobufReader reader = new ProtobufReader(copy)) {
                    reader.file(field -> reader.message(part -> {
                        if (part == KEY)
                            name[0] = reader.text();
                        else if (part == ATTRIBUTE_INTS && reader.isBlock())
                            reader.numbers(found::add);
                        else if (part == ATTRIBUTE_INTS)
                            found.add(reader.number());
                    }));
                }
                if (name[0].equals(attribute))
                    numbers.addAll(found);
            }
        } catch (final IOException e) {
            return List.of();
        }
        return numbers;
    }

    private void graph(final ProtobufReader reader, final int field) throws IOException {
        if (field == NODE) {
            final EncodedNode node = node(reader.block());
            final Optional<Initializer> outside = outside(node);
            if (outside.isPresent())
                initializers.put(outside.get().name(), outside.get());
            else
                nodes.add(node);
            return;
        }
        if (field != INITIALIZER) {
            rest.add(reader.copy(field));
            return;
        }
        final long start = reader.position();
        final Initializer initializer = TensorReader.read(reader);
        initializers.put(initializer.name(), initializer);
        if (initializer.file().isPresent())
            return;
        if (initializer.bytes() <= SMALL)
            small.put(initializer.name(), reader.since(start));
        else if (initializer.stored() != initializer.bytes())
            throw new ProtobufReader.Malformed("the weights " + initializer.name() + " are not stored as one block");
    }

    /**
     * A constant that is a node, as exporters write it, and has its values in another file: as an initializer, for in a
     * node their place would be relative to a file that the changed graph does not have.
     */
    private static Optional<Initializer> outside(final EncodedNode node) throws IOException {
        final List<Initializer> found = new ArrayList<>();
        if (node.node().is("Constant"))
            for (final byte[] attribute : node.attributes())
                try (ProtobufReader reader = new ProtobufReader(attribute)) {
                    reader.file(field -> reader.message(part -> {
                        if (part == ATTRIBUTE_TENSOR)
                            found.add(TensorReader.read(reader));
                    }));
                }
        return found.stream().filter(tensor -> tensor.file().isPresent()).findFirst().map(tensor -> new Initializer(
                node.node().outputs().get(0), tensor.type(), tensor.dims(), tensor.at(), tensor.stored(),
                tensor.file()));
    }

    private static EncodedNode node(final byte[] message) throws IOException {
        final List<String> inputs = new ArrayList<>(), outputs = new ArrayList<>();
        final List<byte[]> attributes = new ArrayList<>(), rest = new ArrayList<>();
        final Map<String, Long> numbers = new LinkedHashMap<>();
        final Map<String, String> metadata = new LinkedHashMap<>();
        final String[] texts = { "", "", "" };
        try (ProtobufReader reader = new ProtobufReader(message)) {
            reader.file(field -> {
                if (field == NODE_INPUT) {
                    inputs.add(reader.text());
                } else if (field == NODE_OUTPUT) {
                    outputs.add(reader.text());
                } else {
                    final byte[] copy = reader.copy(field);
                    (field == ATTRIBUTE ? attributes : rest).add(copy);
                    inside(copy, field, numbers, metadata, texts);
                }
            });
        }
        final String operator = (texts[2].isEmpty() ? "ai.onnx" : texts[2]) + ':' + texts[1];
        return new EncodedNode(new OnnxNode(texts[0], operator, inputs, outputs), attributes, numbers, metadata, rest);
    }

    private static void inside(final byte[] copy, final int field, final Map<String, Long> numbers,
            final Map<String, String> metadata, final String[] texts) throws IOException {
        try (ProtobufReader reader = new ProtobufReader(copy)) {
            reader.file(f -> {
                switch (field) {
                    case NODE_NAME -> texts[0] = reader.text();
                    case OP_TYPE -> texts[1] = reader.text();
                    case NODE_DOMAIN -> texts[2] = reader.text();
                    case ATTRIBUTE -> attribute(reader, numbers);
                    case METADATA -> entry(reader, metadata);
                    default -> { }
                }
            });
        }
    }

    private static void attribute(final ProtobufReader reader, final Map<String, Long> numbers) throws IOException {
        final String[] name = { "" };
        reader.message(part -> {
            if (part == KEY)
                name[0] = reader.text();
            else if (part == ATTRIBUTE_INT)
                numbers.put(name[0], reader.number());
        });
    }

    private static void entry(final ProtobufReader reader, final Map<String, String> metadata) throws IOException {
        final String[] key = { "" };
        reader.message(part -> {
            if (part == KEY)
                key[0] = reader.text();
            else if (part == VALUE)
                metadata.put(key[0], reader.text());
        });
    }
}
