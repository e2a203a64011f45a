package org.inpaintj.onnx.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.inpaintj.core.InpaintException;

/**
 * Scans the fields of an ONNX file that make up its {@link OnnxModelInfo}.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the field numbers</a>
 */
final class OnnxModelReader {

    private static final int MAX_PARTS = 500_000, MAX_RANK = 64;

    private final ProtobufReader wire;
    private final Map<String, Long> opsets = new TreeMap<>();
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Set<String> operators = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final Map<String, Initializer> weights = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private long irVersion;
    private String producer = "";
    private boolean graph;
    private int parts;

    private OnnxModelReader(final ProtobufReader wire) {
        this.wire = wire;
    }

    static OnnxModelInfo read(final Path file) {
        FileKind.complaint(file).ifPresent(complaint -> {
            throw new InpaintException(file + " " + complaint);
        });
        try (ProtobufReader wire = new ProtobufReader(file)) {
            final OnnxModelReader reader = new OnnxModelReader(wire);
            wire.file(reader::model);
            if (!reader.graph)
                throw new ProtobufReader.Malformed("it holds no network");
            return reader.contract(file);
        } catch (final IOException e) {
            throw new InpaintException(file + " is no complete ONNX model (" + e.getMessage()
                    + "); download or export it again.", e);
        }
    }

    private OnnxModelInfo contract(final Path file) throws IOException {
        // Until format 3 every weight was listed as an input too.
        inputs.removeIf(p -> weights.containsKey(p.name()));
        return new OnnxModelInfo(file, Files.size(file), irVersion, Collections.unmodifiableMap(opsets), producer,
                List.copyOf(inputs), List.copyOf(outputs), Collections.unmodifiableList(nodes),
                Collections.unmodifiableSet(operators), Collections.unmodifiableSet(functions),
                Collections.unmodifiableMap(weights));
    }

    private void model(final int field) throws IOException {
        switch (field) {
            case 1 -> irVersion = wire.number();
            case 2 -> producer = wire.text();
            case 7 -> {
                graph = true;
                wire.message(f -> graph(f, true));
            }
            case 8 -> opset();
            case 25 -> function();
            default -> { }
        }
    }

    private void opset() throws IOException {
        final String[] domain = { "" };
        final long[] version = { 0 };
        wire.message(f -> {
            if (f == 1)
                domain[0] = wire.text();
            else if (f == 2)
                version[0] = wire.number();
        });
        opsets.put(domain(domain[0]), version[0]);
    }

    private static String domain(final String domain) {
        return domain.isEmpty() ? "ai.onnx" : domain;
    }

    private void function() throws IOException {
        final String[] texts = { "", "" };
        wire.message(f -> {
            switch (f) {
                case 1 -> texts[1] = wire.text();
                case 7 -> node(false);
                case 10 -> texts[0] = wire.text();
                default -> { }
            }
        });
        functions.add(domain(texts[0]) + ':' + texts[1]);
    }

    private void graph(final int field, final boolean main) throws IOException {
        switch (field) {
            case 1 -> node(main);
            case 5 -> keep(tensor(), "");
            case 11 -> {
                if (main)
                    inputs.add(port());
            }
            case 12 -> {
                if (main)
                    outputs.add(port());
            }
            default -> { }
        }
    }

    private void node(final boolean main) throws IOException {
        final List<String> in = new ArrayList<>(), out = new ArrayList<>();
        final String[] texts = { "", "", "" };
        final List<Initializer> values = new ArrayList<>();
        count();
        wire.message(f -> {
            switch (f) {
                case 1 -> in.add(shared(wire.text()));
                case 2 -> out.add(shared(wire.text()));
                case 3 -> texts[0] = wire.text();
                case 4 -> texts[1] = wire.text();
                case 5 -> attribute(values);
                case 7 -> texts[2] = wire.text();
                default -> { }
            }
        });
        final String operator = shared(domain(texts[2]) + ':' + texts[1]);
        operators.add(operator);
        if (operator.equals("ai.onnx:Constant") && out.size() == 1 && values.size() == 1)
            keep(values.get(0), out.get(0));
        if (main)
            nodes.add(new OnnxNode(texts[0], operator, in, out));
    }

    private void attribute(final List<Initializer> values) throws IOException {
        wire.message(f -> {
            switch (f) {
                case 5, 10 -> {
                    final Initializer weight = tensor();
                    if (weight.file().isPresent())
                        keep(weight, "attribute " + parts);
                    values.add(weight);
                }
                case 6, 11 -> wire.message(g -> graph(g, false));
                default -> { }
            }
        });
    }

    private void keep(final Initializer weight, final String name) throws IOException {
        count();
        weights.put(name.isEmpty() ? weight.name() : name, weight);
    }

    private Initializer tensor() throws IOException {
        final List<Long> dims = new ArrayList<>();
        final String[] name = { "" };
        final long[] numbers = { 0, -1, 0, 0, -1, 0 };
        final String[] location = { null };
        wire.message(f -> {
            switch (f) {
                case 1 -> {
                    if (wire.isBlock())
                        wire.numbers(dims::add);
                    else
                        dims.add(wire.number());
                    if (dims.size() > MAX_RANK)
                        throw new ProtobufReader.Malformed("a tensor has more than " + MAX_RANK + " axes");
                }
                case 2 -> numbers[0] = wire.number();
                case 8 -> name[0] = wire.text();
                case 9 -> {
                    numbers[1] = wire.skipBlock();
                    numbers[5] = wire.position() - numbers[1];
                }
                case 13 -> external(location, numbers);
                case 14 -> numbers[2] = wire.number();
                default -> { }
            }
        });
        final Optional<Initializer.External> file = numbers[2] == 1
                ? Optional.of(new Initializer.External(location[0] == null ? "" : location[0], numbers[3], numbers[4]))
                : Optional.empty();
        return new Initializer(shared(name[0]), ElementType.of(numbers[0]), dims, numbers[5], numbers[1], file);
    }

    private void external(final String[] location, final long[] numbers) throws IOException {
        final String[] entry = { "", "" };
        wire.message(f -> {
            if (f == 1 || f == 2)
                entry[f - 1] = wire.text();
        });
        switch (entry[0]) {
            case "location" -> location[0] = shared(entry[1]);
            case "offset" -> numbers[3] = place(entry[1]);
            case "length" -> numbers[4] = place(entry[1]);
            default -> { }
        }
    }

    private static long place(final String text) throws IOException {
        try {
            final long place = Long.parseLong(text.strip());
            return place < 0 ? Long.MIN_VALUE : place;
        } catch (final NumberFormatException e) {
            throw new ProtobufReader.Malformed("'" + text + "' is no place in a file");
        }
    }

    private ValueInfo port() throws IOException {
        final String[] name = { "" };
        final ElementType[] type = { ElementType.UNDEFINED };
        final List<ValueInfo.Axis> axes = new ArrayList<>();
        final boolean[] ranked = { false };
        wire.message(f -> {
            if (f == 1)
                name[0] = wire.text();
            else if (f == 2)
                wire.message(kind -> {
                    if (kind == 1)
                        wire.message(part -> {
                            if (part == 1) {
                                type[0] = ElementType.of(wire.number());
                            } else if (part == 2) {
                                ranked[0] = true;
                                wire.message(a -> {
                                    if (a == 1)
                                        axes.add(axis());
                                });
                            }
                        });
                });
        });
        if (axes.size() > MAX_RANK)
            throw new ProtobufReader.Malformed(name[0] + " has more than " + MAX_RANK + " axes");
        return new ValueInfo(name[0], type[0], ranked[0] ? axes.size() : -1, axes);
    }

    private ValueInfo.Axis axis() throws IOException {
        final long[] size = { -1 };
        final String[] name = { "" };
        wire.message(f -> {
            if (f == 1)
                size[0] = wire.number();
            else if (f == 2)
                name[0] = wire.text();
        });
        return new ValueInfo.Axis(Math.max(-1, size[0]), name[0]);
    }

    /** One copy of each text: most names occur twice or more. */
    private String shared(final String text) {
        return names.computeIfAbsent(text, t -> t);
    }

    private void count() throws IOException {
        if (++parts > MAX_PARTS)
            throw new ProtobufReader.Malformed("it has more than " + MAX_PARTS + " parts");
    }
}
