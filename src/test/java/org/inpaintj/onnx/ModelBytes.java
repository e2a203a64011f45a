package org.inpaintj.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

import org.inpaintj.onnx.file.ElementType;

/** Writes small ONNX models field by field, right ones and wrong ones. */
public final class ModelBytes {

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();
    private final ByteArrayOutputStream model = new ByteArrayOutputStream();
    private int nodes;

    /** An empty model of opset 17, with Microsoft's operators allowed. */
    public ModelBytes() {
        number(model, 1, 8);
        bytes(model, 8, message(m -> number(m, 2, 17)));
        bytes(model, 8, message(m -> {
            text(m, 1, "com.microsoft");
            number(m, 2, 1);
        }));
        text(graph, 2, "graph");
    }

    /** An input; axes are numbers or names. */
    public ModelBytes input(final String name, final ElementType type, final Object... axes) {
        bytes(graph, 11, port(name, type, axes));
        return this;
    }

    /** An output; axes are numbers or names. */
    public ModelBytes output(final String name, final ElementType type, final Object... axes) {
        bytes(graph, 12, port(name, type, axes));
        return this;
    }

    /** A node; the texts before "->" are its inputs, those after its outputs. */
    public ModelBytes node(final String domain, final String operator, final String... wires) {
        return node(domain, operator, Map.of(), wires);
    }

    /** A node with attributes that are lists of whole numbers. */
    public ModelBytes node(final String domain, final String operator, final Map<String, long[]> attributes,
            final String... wires) {
        bytes(graph, 1, message(n -> {
            int field = 1;
            for (final String wire : wires)
                if (wire.equals("->"))
                    field = 2;
                else
                    text(n, field, wire);
            text(n, 3, "/node" + nodes++ + "/" + operator);
            text(n, 4, operator);
            attributes.forEach((name, values) -> bytes(n, 5, message(a -> {
                text(a, 1, name);
                for (final long value : values)
                    number(a, 8, value);
                number(a, 20, 7);
            })));
            if (!domain.isEmpty())
                text(n, 7, domain);
        }));
        return this;
    }

    /** A constant of 32-bit floats, stored in the file. */
    public ModelBytes weights(final String name, final float[] values, final long... dims) {
        final ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        bytes(graph, 5, message(t -> {
            tensorHead(t, name, dims);
            bytes(t, 9, raw.array());
        }));
        return this;
    }

    /** A constant of 32-bit floats in another file; a negative number leaves its entry out. */
    public ModelBytes external(final String name, final String location, final long offset, final long length,
            final long... dims) {
        bytes(graph, 5, message(t -> {
            tensorHead(t, name, dims);
            entry(t, "location", location);
            if (offset >= 0)
                entry(t, "offset", Long.toString(offset));
            if (length >= 0)
                entry(t, "length", Long.toString(length));
            number(t, 14, 1);
        }));
        return this;
    }

    /** Any field of the graph. */
    public ModelBytes raw(final int field, final byte[] content) {
        bytes(graph, field, content);
        return this;
    }

    public byte[] build() {
        final ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(model.toByteArray());
        bytes(all, 7, graph.toByteArray());
        return all.toByteArray();
    }

    /** y = x + 1 for a vector of free length. */
    public static byte[] addOne() {
        return new ModelBytes().input("x", ElementType.FLOAT, "n").output("y", ElementType.FLOAT, "n")
                .weights("one", new float[] { 1 }).node("", "Add", "x", "one", "->", "y").build();
    }

    /** y = x times a constant n x n matrix, again and again: something that takes a while, in many nodes. */
    public static byte[] slow(final int n, final int repeats) {
        final ModelBytes bytes = new ModelBytes().input("x", ElementType.FLOAT, n, n)
                .output("y", ElementType.FLOAT, n, n).weights("w", new float[n * n], n, n);
        for (int i = 0; i < repeats; i++)
            bytes.node("", "MatMul", i == 0 ? "x" : "t" + i, "w", "->", i == repeats - 1 ? "y" : "t" + (i + 1));
        return bytes.build();
    }

    /** A field of a message made by the given code. */
    public static byte[] message(final Consumer<ByteArrayOutputStream> content) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.accept(out);
        return out.toByteArray();
    }

    public static void number(final ByteArrayOutputStream out, final int field, final long value) {
        varint(out, field << 3);
        varint(out, value);
    }

    public static void text(final ByteArrayOutputStream out, final int field, final String value) {
        bytes(out, field, value.getBytes(StandardCharsets.UTF_8));
    }

    public static void bytes(final ByteArrayOutputStream out, final int field, final byte[] value) {
        varint(out, field << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    public static void varint(final ByteArrayOutputStream out, final long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void tensorHead(final ByteArrayOutputStream out, final String name, final long... dims) {
        for (final long d : dims)
            number(out, 1, d);
        number(out, 2, 1);
        text(out, 8, name);
    }

    private static void entry(final ByteArrayOutputStream out, final String key, final String value) {
        bytes(out, 13, message(e -> {
            text(e, 1, key);
            text(e, 2, value);
        }));
    }

    private static byte[] port(final String name, final ElementType type, final Object... axes) {
        final byte[] shape = message(s -> {
            for (final Object axis : axes)
                bytes(s, 1, message(d -> {
                    if (axis instanceof Number size)
                        number(d, 1, size.longValue());
                    else
                        text(d, 2, (String) axis);
                }));
        });
        final byte[] tensor = message(t -> {
            number(t, 1, type.ordinal());
            bytes(t, 2, shape);
        });
        return message(p -> {
            text(p, 1, name);
            bytes(p, 2, message(t -> bytes(t, 1, tensor)));
        });
    }
}
