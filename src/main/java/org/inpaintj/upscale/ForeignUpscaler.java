package org.inpaintj.upscale;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Upscalers and restorers whose networks are not built here, told by the names of their weights as spandrel does. */
final class ForeignUpscaler {

    /**
     * One architecture.
     *
     * @param weight that it has, and none before it in the list; its beginning, if it ends in a full stop
     */
    private record Sign(String architecture, String weight) {

        private boolean fits(final Set<String> names) {
            return weight.endsWith(".") ? names.stream().anyMatch(name -> name.startsWith(weight))
                    : names.contains(weight);
        }
    }

    private static final List<Sign> SIGNS = List.of(new Sign("HAT", "layers.0.residual_group.overlap_attn."),
            new Sign("ATD", "layers.0.residual_group.layers.0.sigma"),
            new Sign("CRAFT", "layers.0.residual_group.hf_blocks.0.attn.temperature"),
            new Sign("Swin2SR", "layers.0.residual_group.blocks.0.attn.logit_scale"),
            new Sign("SwinIR", "layers.0.residual_group.blocks."), new Sign("DRCT", "layers.0.swin1."),
            new Sign("RGT", "layers.0.blocks.0.gamma"), new Sign("GRL", "layers.0.blocks.0.attn.window_attn."),
            new Sign("OmniSR", "residual_layer.0.residual_layer."), new Sign("SPAN", "block_1.c1_r.sk.weight"),
            new Sign("PLKSR", "feats.1.lk."), new Sign("SAFMN", "feats.0.safm.aggr.weight"),
            new Sign("MoSR", "gblocks.1."), new Sign("FDAT", "groups.0.blocks.0.inter."),
            new Sign("SCUNet", "m_head.0.weight"), new Sign("NAFNet", "middle_blks.0.beta"),
            new Sign("RCAN", "body.0.body.0.body.0.weight"), new Sign("Real-CUGAN", "unet1.conv1.conv.0.weight"),
            new Sign("GFPGAN", "stylegan_decoder.style_mlp.1.weight"));

    private ForeignUpscaler() {}

    /** What the architecture of weights of these names is called; empty if it is none of them. */
    static Optional<String> of(final Set<String> names) {
        return SIGNS.stream().filter(sign -> sign.fits(names)).findFirst().map(Sign::architecture);
    }
}
