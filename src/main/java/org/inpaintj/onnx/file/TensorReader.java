package org.inpaintj.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This class reads one constant of an ONNX file, a {@code TensorProto}, without its values. */
final class TensorReader {

    private static final int DIMS = 1, DATA_TYPE = 2, NAME = 8, RAW_DATA = 9, EXTERNAL_DATA = 13, DATA_LOCATION = 14;
    private static final int ENTRY_KEY = 1, ENTRY_VALUE = 2;
    private static final long EXTERNAL = 1;
    private static final int MAX_RANK = 64;

    private final ProtobufReader reader;
    private final List<Long> dims = new ArrayList<>();
    private String name = "";
    private long type;
    private long start, stored = -1;
    private boolean external;
    private String location = "";
    private long offset, length = -1;

    private TensorReader(final ProtobufReader reader) {
        this.reader = reader;
    }

    /** The constant that is the current field's value. */
    static Initializer read(final ProtobufReader reader) throws IOException {
        final TensorReader tensor = new TensorReader(reader);
        reader.message(tensor::field);
        return new Initializer(tensor.name, ElementType.of(tensor.type), tensor.dims, tensor.start, tensor.stored,
                tensor.external ? Optional.of(new Initializer.External(tensor.location, tensor.offset, tensor.length))
                        : Optional.empty());
    }

    private void field(final int number) throws IOException {
        switch (number) {
            case DIMS -> dims();
            case DATA_TYPE -> type = reader.number();
            case NAME -> name = reader.name();
            case RAW_DATA -> {
                stored = reader.skipBlock();
                start = reader.position() - stored;
            }
            case EXTERNAL_DATA -> place();
            case DATA_LOCATION -> external = reader.number() == EXTERNAL;
            default -> { }
        }
    }

    private void dims() throws IOException {
        if (reader.isBlock())
            reader.numbers(dims::add);
        else
            dims.add(reader.number());
        if (dims.size() > MAX_RANK)
            throw new ProtobufReader.Malformed("a tensor has more than " + MAX_RANK + " axes");
    }

    /** A part of another file, told by pairs of texts. */
    private void place() throws IOException {
        final Entry entry = new Entry();
        reader.message(number -> {
            switch (number) {
                case ENTRY_KEY -> entry.key = reader.text();
                case ENTRY_VALUE -> entry.value = reader.name();
                default -> { }
            }
        });
        switch (entry.key) {
            case "location" -> location = entry.value;
            case "offset" -> offset = bytes(entry.value);
            case "length" -> length = bytes(entry.value);
            default -> { }
        }
    }

    private static long bytes(final String text) throws IOException {
        try {
            final long bytes = Long.parseLong(text.strip());
            return bytes < 0 ? Long.MIN_VALUE : bytes;
        } catch (final NumberFormatException e) {
            throw new ProtobufReader.Malformed("'" + text + "' is no place in a file");
        }
    }

    private static final class Entry {
        private String key = "", value = "";
    }
}
