package org.inpaintj.model.folder;

import java.util.List;

import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;

/** How many channels the layers of an autoencoder have where they see every pixel, told by its convolutions. */
final class VaeWidths {

    private static final int ENCODER = 128, DECODER = 256;

    private VaeWidths() {}

    /** Of an encoder: what its first convolution makes. */
    static int encoder(final OnnxModelInfo c) {
        return c.nodes().stream().filter(n -> n.is("Conv")).findFirst().map(n -> dims(c, n))
                .filter(dims -> !dims.isEmpty()).map(dims -> dims.get(0).intValue()).orElse(ENCODER);
    }

    /** Of a decoder: the most that a convolution takes after the last enlargement. */
    static int decoder(final OnnxModelInfo c) {
        int width = 0;
        for (final OnnxNode node : c.nodes())
            if (UpsampleCount.is(node))
                width = 0;
            else if (node.is("Conv") && dims(c, node).size() > 1)
                width = Math.max(width, dims(c, node).get(1).intValue());
        return width > 0 ? width : DECODER;
    }

    private static List<Long> dims(final OnnxModelInfo c, final OnnxNode convolution) {
        return convolution.inputs().size() < 2 ? List.of()
                : c.initializer(convolution.inputs().get(1)).map(w -> w.dims()).orElse(List.of());
    }
}
