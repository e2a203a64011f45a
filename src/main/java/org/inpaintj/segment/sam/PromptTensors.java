package org.inpaintj.segment.sam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;
import org.inpaintj.raster.Letterbox;
import org.inpaintj.segment.BoundingBox;
import org.inpaintj.segment.SegmentPrompt;

/**
 * These tensors are the points of a prompt with their labels ({@code point_coords} and {@code point_labels} of Segment
 * Anything), in the encoder's square.
 */
final class PromptTensors {

    /** What labels mean. */
    private static final int PADDING = -1, EXCLUDE = 0, INCLUDE = 1, CORNER = 2, OTHER_CORNER = 3;

    private final List<float[]> points = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    PromptTensors(final List<SegmentPrompt.Point> prompt, final Letterbox letterbox) {
        for (final SegmentPrompt.Point p : prompt)
            add(letterbox.x(p.x()), letterbox.y(p.y()), p.include() ? INCLUDE : EXCLUDE);
    }

    private void add(final float x, final float y, final int label) {
        points.add(new float[] { x, y });
        labels.add(label);
    }

    /** A box as its two corners. */
    PromptTensors box(final BoundingBox box, final Letterbox letterbox) {
        add(letterbox.x(box.left()), letterbox.y(box.top()), CORNER);
        add(letterbox.x(box.right()), letterbox.y(box.bottom()), OTHER_CORNER);
        return this;
    }

    /** The point that stands for "no more points". */
    PromptTensors padding() {
        add(0, 0, PADDING);
        return this;
    }

    /** @param leading axes of size 1 before the points */
    Tensor points(final int leading) {
        return points(leading, 1);
    }

    /** The same in another unit. */
    Tensor points(final int leading, final float scale) {
        final float[] values = new float[2 * points.size()];
        for (int i = 0; i < values.length; i++)
            values[i] = scale * points.get(i / 2)[i % 2];
        return Tensor.of(values, shape(leading, points.size(), 2));
    }

    /** @param leading axes of size 1 before the labels */
    Tensor labels(final int leading) {
        final float[] values = new float[labels.size()];
        for (int i = 0; i < values.length; i++)
            values[i] = labels.get(i);
        return Tensor.of(values, shape(leading, values.length));
    }

    private static long[] shape(final int leading, final long... rest) {
        final long[] shape = new long[leading + rest.length];
        Arrays.fill(shape, 1);
        System.arraycopy(rest, 0, shape, leading, rest.length);
        return shape;
    }

    /**
     * True if a decoder adds the padding point itself. Exports of the same network differ in this; it shows in the
     * graph, where something is then joined to the labels before they are looked at.
     */
    static boolean padded(final OnnxModelInfo decoder, final String labels) {
        final List<String> same = new ArrayList<>(List.of(labels));
        for (final OnnxNode node : decoder.nodes()) {
            if (node.inputs().stream().noneMatch(same::contains))
                continue;
            switch (node.operator()) {
                case "ai.onnx:Concat", "ai.onnx:Pad":
                    return true;
                case "ai.onnx:Cast", "ai.onnx:Identity", "ai.onnx:Reshape", "ai.onnx:Squeeze", "ai.onnx:Unsqueeze":
                    same.addAll(node.outputs());
                    break;
                default:
            }
        }
        return false;
    }
}
