package org.inpaintj.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * How many channels an input or output has, told by the convolution next to it: many exporters leave every axis free,
 * but the weights cannot lie.
 */
public final class Channels {

    private static final Set<String> TRANSPARENT = Set.of("ai.onnx:Cast", "ai.onnx:Identity", "ai.onnx:Mul",
            "ai.onnx:Div", "ai.onnx:Add", "ai.onnx:Sub", "ai.onnx:Clip", "ai.onnx:Tanh", "ai.onnx:Pad");
    private static final int MAX_STEPS = 100;

    private Channels() {}

    /** Channels of an input of shape batch, channel, height, width, or -1 if they cannot be told. */
    public static long of(final Contract contract, final Port port) {
        if (port.size(1) > 0)
            return port.size(1);
        return contract.inputs().contains(port) ? ofInput(contract, port.name()) : ofOutput(contract, port.name());
    }

    private static long ofInput(final Contract contract, final String input) {
        final Deque<String> next = new ArrayDeque<>(Set.of(input));
        final Set<String> seen = new HashSet<>();
        for (int steps = 0; !next.isEmpty() && steps < MAX_STEPS; steps++) {
            final String value = next.pop();
            if (!seen.add(value))
                continue;
            for (final Node node : contract.nodes()) {
                if (!node.inputs().contains(value))
                    continue;
                if (isConvolution(node, value))
                    return weightAxis(contract, node, 1);
                if (TRANSPARENT.contains(node.operator()))
                    next.addAll(node.outputs());
            }
        }
        return -1;
    }

    private static long ofOutput(final Contract contract, final String output) {
        final Deque<String> next = new ArrayDeque<>(Set.of(output));
        final Set<String> seen = new HashSet<>();
        for (int steps = 0; !next.isEmpty() && steps < MAX_STEPS; steps++) {
            final String value = next.pop();
            if (!seen.add(value))
                continue;
            for (final Node node : contract.nodes()) {
                if (!node.outputs().contains(value))
                    continue;
                if (node.inputs().size() >= 2 && isConvolution(node, node.inputs().get(0)))
                    return weightAxis(contract, node, 0);
                if (TRANSPARENT.contains(node.operator()))
                    next.addAll(node.inputs());
            }
        }
        return -1;
    }

    private static boolean isConvolution(final Node node, final String data) {
        return node.is("Conv") && node.inputs().size() >= 2 && node.inputs().get(0).equals(data);
    }

    private static long weightAxis(final Contract contract, final Node convolution, final int axis) {
        final Weight weight = weight(contract, convolution.inputs().get(1), 0);
        return weight == null || weight.dims().size() < 3 ? -1 : weight.dims().get(axis);
    }

    /** The constant behind a value, through the nodes that exporters put between a weight and its use. */
    private static Weight weight(final Contract contract, final String value, final int depth) {
        final Weight weight = contract.weights().get(value);
        if (weight != null || depth > 4)
            return weight;
        for (final Node node : contract.nodes())
            if (node.outputs().contains(value) && !node.inputs().isEmpty()
                    && (node.is("Cast") || node.is("Identity") || node.is("DequantizeLinear")))
                return weight(contract, node.inputs().get(0), depth + 1);
        return null;
    }
}
