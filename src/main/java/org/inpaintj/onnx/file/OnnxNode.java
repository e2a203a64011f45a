package org.inpaintj.onnx.file;

import java.util.List;

/**
 * A node is one operation of a network ({@code NodeProto}).
 *
 * @param name     as in the graph, often the path of the module it came from; may be empty
 * @param operator domain and operator, such as {@code ai.onnx:Conv}
 * @param inputs   names of the values it reads; empty for an optional one left out
 * @param outputs  names of the values it makes
 */
public record OnnxNode(String name, String operator, List<String> inputs, List<String> outputs) {

    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** True for an operator of the ONNX standard with this name. */
    public boolean is(final String standard) {
        return operator.startsWith("ai.onnx:") && operator.regionMatches(8, standard, 0, standard.length())
                && operator.length() == 8 + standard.length();
    }
}
