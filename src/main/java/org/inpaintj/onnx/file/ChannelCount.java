package org.inpaintj.onnx.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * This class counts the channels of an input or output by the convolution next to it: many exporters leave every axis
 * free, but the weights cannot lie.
 */
public final class ChannelCount {

    private static final Set<String> TRANSPARENT = Set.of("ai.onnx:Cast", "ai.onnx:Identity", "ai.onnx:Mul",
            "ai.onnx:Div", "ai.onnx:Add", "ai.onnx:Sub", "ai.onnx:Clip", "ai.onnx:Tanh", "ai.onnx:Pad");
    private static final int MAX_STEPS = 100;

    private ChannelCount() {}

    /** Channels of an input of shape batch, channel, height, width, or -1 if they cannot be told. */
    public static long of(final OnnxModelInfo info, final ValueInfo valueInfo) {
        if (valueInfo.size(1) > 0)
            return valueInfo.size(1);
        return info.inputs().contains(valueInfo)
                ? follow(info, valueInfo.name(), OnnxNode::inputs, OnnxNode::outputs, 1)
                : follow(info, valueInfo.name(), OnnxNode::outputs, OnnxNode::inputs, 0);
    }

    /**
     * Follows a value through operators that keep the channels, to the first convolution.
     *
     * @param near the side of a node that the value is met on, the far side is where the search goes on
     * @param axis the weight's axis that counts the channels of the near side: 1 for inputs, where the value must be
     *             the convolution's data and not its weight, 0 for outputs
     */
    private static long follow(final OnnxModelInfo info, final String start,
            final Function<OnnxNode, List<String>> near,
            final Function<OnnxNode, List<String>> far, final int axis) {
        final Deque<String> next = new ArrayDeque<>(Set.of(start));
        final Set<String> seen = new HashSet<>();
        for (int steps = 0; !next.isEmpty() && steps < MAX_STEPS; steps++) {
            final String value = next.pop();
            if (!seen.add(value))
                continue;
            for (final OnnxNode node : info.nodes()) {
                if (!near.apply(node).contains(value))
                    continue;
                if (isConvolution(node) && (axis == 0 || node.inputs().get(0).equals(value)))
                    return weightAxis(info, node, axis);
                if (TRANSPARENT.contains(node.operator()))
                    next.addAll(far.apply(node));
            }
        }
        return -1;
    }

    private static boolean isConvolution(final OnnxNode node) {
        return node.is("Conv") && node.inputs().size() >= 2;
    }

    private static long weightAxis(final OnnxModelInfo info, final OnnxNode convolution, final int axis) {
        return info.initializer(convolution.inputs().get(1)).filter(w -> w.dims().size() >= 3)
                .map(w -> w.dims().get(axis)).orElse(-1L);
    }
}
