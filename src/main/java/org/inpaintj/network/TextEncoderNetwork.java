package org.inpaintj.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.onnx.file.ElementType;

/**
 * The text encoder of CLIP (Radford et al. 2021; {@code CLIPTextModel} of transformers), from OpenAI or OpenCLIP.
 * Inputs and outputs are those of an export: {@code input_ids}; {@code text_embeds} with a projection, else {@code
 * pooler_output}, {@code last_hidden_state}, {@code hidden_states.0} and so on; and {@code normed_states.0} and so on,
 * the same with the final norm. A further input, {@code token_vectors} of shape count, width, holds the vectors of
 * tokens beyond the vocabulary (textual inversion, Gal et al. 2022): the id of the vocabulary's size stands for the
 * first.
 */
public final class TextEncoderNetwork {

    /** Input of the vectors of further tokens; at least one row. */
    public static final String VECTORS = "token_vectors";

    private static final double EPSILON = 1e-5;
    private static final String LAYER = "text_model.encoder.layers.", NORM = "text_model.final_layer_norm";

    private final NetworkLayers layers;
    private final GraphWriter graph;
    private final Weights weights;
    private final Form form;

    /** How its nonlinear layers are computed, which the weights do not tell. */
    public enum Activation { GELU, QUICK_GELU }

    /**
     * What the weights do not tell.
     *
     * @param heads   of the attentions
     * @param leave   layers at the end that are not used
     * @param end     id of the token that ends a text, whose features are the pooled ones; -1 for the greatest id
     */
    public record Form(Activation activation, int heads, int leave, int end) {
    }

    public TextEncoderNetwork(final NetworkLayers layers, final Form form) {
        this.layers = layers;
        graph = layers.graph();
        weights = layers.weights();
        this.form = form;
    }

    /** Writes it. */
    public void write() {
        final long width = weights.get(NORM + ".weight").count();
        graph.input("input_ids", ElementType.INT64, "batch", "sequence");
        final String length = graph.op("Shape", List.of("input_ids"), Map.of("start", 1));
        final String sequence = layers.concat(0, graph.op("Shape", List.of("input_ids"), Map.of("end", 1)),
                graph.longs(-1, width));
        final String position = graph.op("Slice", layers.weight("text_model.embeddings.position_embedding.weight"),
                graph.longs(0), length);
        String x = layers.reshape(layers.add(tokens(width), position), -1, width);
        final int count = weights.count("text_model.encoder.layers") - form.leave();
        final List<String> states = new ArrayList<>(List.of(x));
        for (int i = 0; i < count; i++) {
            x = layer(LAYER + i, x, sequence, width);
            states.add(x);
        }
        final String last = graph.op("Reshape", layers.layerNorm(NORM, x, EPSILON), sequence);
        final String pooled = pooled(last);
        final boolean projected = weights.has("text_projection") || weights.hasModule("text_projection");
        if (projected)
            layers.output(projection(pooled), "text_embeds", "batch", projectedWidth());
        layers.output(last, "last_hidden_state", "batch", "sequence", width);
        if (!projected)
            layers.output(pooled, "pooler_output", "batch", width);
        for (int i = 0; i < states.size(); i++) {
            output(states.get(i), "hidden_states." + i, sequence, width);
            output(layers.layerNorm(NORM, states.get(i), EPSILON), "normed_states." + i, sequence, width);
        }
    }

    private void output(final String rows, final String name, final String sequence, final long width) {
        layers.output(graph.op("Reshape", rows, sequence), name, "batch", "sequence", width);
    }

    /** Vectors of the tokens; those of a small type are read as they are, so that the table is not held twice. */
    private String tokens(final long width) {
        final String name = "text_model.embeddings.token_embedding.weight";
        final StoredTensor table = weights.get(name);
        final String vectors = layers.input(VECTORS, "vectors", width);
        final String size = graph.longs(new long[] { table.size(0) });
        final String known = graph.op("Gather", graph.stored(table.named(name)), graph.op("Min", "input_ids",
                graph.longs(new long[] { table.size(0) - 1 })));
        final String floats = table.type() == layers.type() ? known
                : graph.op("Cast", List.of(known), Map.of("to", (long) layers.type().ordinal()));
        final String further = graph.op("Gather", vectors, graph.op("Max", graph.op("Sub", "input_ids", size),
                graph.longs(new long[] { 0 })));
        final String beyond = graph.op("Unsqueeze", graph.op("GreaterOrEqual", "input_ids", size), graph.longs(-1));
        return graph.op("Where", beyond, further, floats);
    }

    private String layer(final String module, final String x, final String sequence, final long width) {
        final String seen = layers.layerNorm(module + ".layer_norm1", x, EPSILON);
        final String attended = layers.attention(
                graph.op("Reshape", layers.linear(module + ".self_attn.q_proj", seen), sequence),
                graph.op("Reshape", layers.linear(module + ".self_attn.k_proj", seen), sequence),
                graph.op("Reshape", layers.linear(module + ".self_attn.v_proj", seen), sequence), form.heads(), true);
        final String middle = layers.add(x, layers.linear(module + ".self_attn.out_proj",
                layers.reshape(attended, -1, width)));
        final String inner = layers.linear(module + ".mlp.fc1",
                layers.layerNorm(module + ".layer_norm2", middle, EPSILON));
        return layers.add(middle, layers.linear(module + ".mlp.fc2",
                form.activation() == Activation.GELU ? layers.gelu(inner) : layers.quickGelu(inner)));
    }

    /** The features at the first token that ends the text. */
    private String pooled(final String last) {
        final String marks = form.end() < 0 ? "input_ids"
                : graph.op("Cast", List.of(graph.op("Equal", "input_ids", graph.longs(new long[] { form.end() }))),
                        Map.of("to", (long) ElementType.INT64.ordinal()));
        return graph.op("GatherND", "", List.of(last, graph.op("ArgMax", List.of(marks),
                Map.of("axis", 1, "keepdims", 1))), Map.of("batch_dims", 1));
    }

    private long projectedWidth() {
        return weights.has("text_projection") ? weights.get("text_projection").size(1)
                : weights.get("text_projection.weight").size(0);
    }

    /** OpenCLIP keeps the transpose of what transformers has. */
    private String projection(final String pooled) {
        return weights.has("text_projection") ? graph.op("MatMul", pooled, layers.weight("text_projection"))
                : layers.linear("text_projection", pooled);
    }
}
