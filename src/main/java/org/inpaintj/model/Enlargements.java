package org.inpaintj.model;

import org.inpaintj.onnx.Contract;
import org.inpaintj.onnx.Node;

/** How often a network doubles its maps on the way to its output; in a UNet it halves them as often before. */
final class Enlargements {

    private Enlargements() {}

    static int of(final Contract c) {
        return (int) c.nodes().stream().filter(Enlargements::is).count();
    }

    static boolean is(final Node n) {
        return n.is("Resize") || n.is("Upsample") || n.is("ConvTranspose") || n.is("DepthToSpace");
    }
}
