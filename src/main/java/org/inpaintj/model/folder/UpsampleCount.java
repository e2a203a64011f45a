package org.inpaintj.model.folder;

import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;

/** How often a network doubles its maps on the way to its output; in a UNet it halves them as often before. */
final class UpsampleCount {

    private UpsampleCount() {}

    static int of(final OnnxModelInfo c) {
        return (int) c.nodes().stream().filter(UpsampleCount::is).count();
    }

    static boolean is(final OnnxNode n) {
        return n.is("Resize") || n.is("Upsample") || n.is("ConvTranspose") || n.is("DepthToSpace");
    }
}
