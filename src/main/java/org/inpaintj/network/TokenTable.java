package org.inpaintj.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.ValueInfo;

/**
 * The table of token vectors in an exported text encoder, beside which further vectors can be put: the graph gets the
 * input {@link TextEncoderNetwork#VECTORS}, and tokens beyond the table are taken from there. All else in the graph
 * sees an ordinary token in their places, for the end of a text is often found as the greatest token.
 *
 * @param ids   the input of tokens
 * @param node  index of the node that reads the table
 * @param size  tokens of the table
 * @param width features of a token
 * @param type  that the table is of
 */
record TokenTable(ValueInfo ids, int node, long size, long width, ElementType type) {

    private static final String MODULE = "token_embedding";

    /** The table of a text encoder; empty if it is not found. */
    static Optional<TokenTable> of(final ExportedNetwork network, final ValueInfo ids) {
        return network.modules().entrySet().stream().filter(e -> e.getKey().endsWith(MODULE))
                .map(Map.Entry::getValue).filter(module -> module.weights().size() == 1).findFirst().map(module -> {
                    final StoredTensor table = module.weight();
                    return new TokenTable(ids, module.weights().get(0).node(), table.size(0), table.size(1),
                            module.type());
                }).filter(table -> network.skeleton().nodes().get(table.node).node().is("Gather")
                        && (table.type == ElementType.FLOAT || table.type == ElementType.FLOAT16));
    }

    /** Writes what the nodes of the graph read instead of the tokens. */
    String known(final GraphWriter writer) {
        writer.input(TextEncoderNetwork.VECTORS, ElementType.FLOAT, "vectors", width);
        return writer.op("Where", beyond(writer), cast(writer, writer.longs(new long[] { 0 }), ids.type()), ids.name());
    }

    /**
     * Writes the vectors of all tokens.
     *
     * @param found  those of the table
     * @param output the name of the result
     */
    void vectors(final GraphWriter writer, final String found, final String output) {
        final String index = writer.op("Max", writer.op("Sub", tokens(writer), writer.longs(new long[] { size })),
                writer.longs(new long[] { 0 }));
        final String further = writer.op("Gather", TextEncoderNetwork.VECTORS, index);
        writer.named("Where", List.of(writer.op("Unsqueeze", beyond(writer), writer.longs(-1)),
                cast(writer, further, type), found), output);
    }

    private String beyond(final GraphWriter writer) {
        return writer.op("GreaterOrEqual", tokens(writer), writer.longs(new long[] { size }));
    }

    private String tokens(final GraphWriter writer) {
        return ids.type() == ElementType.INT64 ? ids.name()
                : writer.op("Cast", List.of(ids.name()), Map.of("to", (long) ElementType.INT64.ordinal()));
    }

    private static String cast(final GraphWriter writer, final String value, final ElementType to) {
        return to == ElementType.INT64 || to == ElementType.FLOAT ? value
                : writer.op("Cast", List.of(value), Map.of("to", (long) to.ordinal()));
    }
}
