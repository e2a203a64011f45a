package org.inpaintj.onnx.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** This class reads one input or output of an ONNX file, a {@code ValueInfoProto}. */
final class ValueInfoReader {

    private static final int NAME = 1, TYPE = 2, TENSOR_TYPE = 1, ELEMENT_TYPE = 1, SHAPE = 2, DIM = 1;
    private static final int DIM_VALUE = 1, DIM_PARAM = 2;
    private static final int MAX_RANK = 64;

    private final ProtobufReader reader;
    private final List<ValueInfo.Axis> axes = new ArrayList<>();
    private String name = "";
    private ElementType type = ElementType.UNDEFINED;
    private boolean ranked;

    private ValueInfoReader(final ProtobufReader reader) {
        this.reader = reader;
    }

    /** The input or output that is the current field's value. */
    static ValueInfo read(final ProtobufReader reader) throws IOException {
        final ValueInfoReader value = new ValueInfoReader(reader);
        reader.message(value::field);
        if (value.axes.size() > MAX_RANK)
            throw new ProtobufReader.Malformed(value.name + " has more than " + MAX_RANK + " axes");
        return new ValueInfo(value.name, value.type, value.ranked ? value.axes.size() : -1, value.axes);
    }

    private void field(final int number) throws IOException {
        switch (number) {
            case NAME -> name = reader.text();
            case TYPE -> reader.message(kind -> {
                if (kind == TENSOR_TYPE)
                    reader.message(this::tensor);
            });
            default -> { }
        }
    }

    private void tensor(final int number) throws IOException {
        switch (number) {
            case ELEMENT_TYPE -> type = ElementType.of(reader.number());
            case SHAPE -> {
                ranked = true;
                reader.message(part -> {
                    if (part == DIM)
                        axes.add(axis());
                });
            }
            default -> { }
        }
    }

    private ValueInfo.Axis axis() throws IOException {
        final Dimension dimension = new Dimension();
        reader.message(number -> {
            switch (number) {
                case DIM_VALUE -> dimension.size = reader.number();
                case DIM_PARAM -> dimension.name = reader.text();
                default -> { }
            }
        });
        return new ValueInfo.Axis(Math.max(-1, dimension.size), dimension.name);
    }

    private static final class Dimension {
        private long size = -1;
        private String name = "";
    }
}
