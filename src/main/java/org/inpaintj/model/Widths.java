package org.inpaintj.model;

import java.util.List;

import org.inpaintj.onnx.Contract;
import org.inpaintj.onnx.Node;

/** How many channels the layers of an autoencoder have where they see every pixel, told by its convolutions. */
final class Widths {

    private static final int ENCODER = 128, DECODER = 256;

    private Widths() {}

    /** Of an encoder: what its first convolution makes. */
    static int encoder(final Contract c) {
        return c.nodes().stream().filter(n -> n.is("Conv")).findFirst().map(n -> dims(c, n))
                .filter(dims -> !dims.isEmpty()).map(dims -> dims.get(0).intValue()).orElse(ENCODER);
    }

    /** Of a decoder: the most that a convolution takes after the last enlargement. */
    static int decoder(final Contract c) {
        int width = 0;
        for (final Node node : c.nodes())
            if (Enlargements.is(node))
                width = 0;
            else if (node.is("Conv") && dims(c, node).size() > 1)
                width = Math.max(width, dims(c, node).get(1).intValue());
        return width > 0 ? width : DECODER;
    }

    private static List<Long> dims(final Contract c, final Node convolution) {
        return convolution.inputs().size() < 2 ? List.of()
                : c.weight(convolution.inputs().get(1)).map(w -> w.dims()).orElse(List.of());
    }
}
