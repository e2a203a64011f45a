package org.inpaintj.engine.diffusion.checkpoint;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.core.JsonConfig;
import org.inpaintj.model.folder.DenoiserFile;
import org.inpaintj.network.UnetForm;
import org.inpaintj.network.Weights;

/** The config.json that diffusers would save beside a UNet, told by its weights; and the other way round. */
final class UnetConfig {

    private static final int GROUPS = 32, ID_WIDTH = 256, FIXED_HEADS = 8, HEAD_WIDTH = 64;

    private UnetConfig() {}

    /** What a UNet's weights tell. */
    static JsonConfig of(final String source, final Weights weights) {
        final List<Long> widths = new ArrayList<>();
        final List<Long> heads = new ArrayList<>();
        final List<String> blocks = new ArrayList<>();
        boolean linear = false;
        long context = 0;
        for (int level = 0; weights.hasModule("down_blocks." + level); level++) {
            final String block = "down_blocks." + level;
            final long width = weights.get(block + ".resnets.0.conv1.weight").size(0);
            final String attention = block + ".attentions.0";
            final boolean attends = weights.hasModule(attention);
            if (attends) {
                linear |= weights.get(attention + ".proj_in.weight").dims().size() == 2;
                context = weights.get(attention + ".transformer_blocks.0.attn2.to_k.weight").size(1);
            }
            widths.add(width);
            heads.add(linear ? Math.max(1, width / HEAD_WIDTH) : FIXED_HEADS);
            blocks.add(attends ? "CrossAttnDownBlock2D" : "DownBlock2D");
        }
        return JsonConfig.absent(source).with("_class_name", "UNet2DConditionModel")
                .with("in_channels", weights.get("conv_in.weight").size(1))
                .with("out_channels", weights.get("conv_out.weight").size(0))
                .with("block_out_channels", widths).with("down_block_types", blocks)
                .with("attention_head_dim", heads).with("cross_attention_dim", context)
                .with("use_linear_projection", linear);
    }

    /**
     * What a config.json tells about how the network is built.
     *
     * @param vector features of the pooled text, 0 if unknown
     */
    static UnetForm shape(final JsonConfig config, final Weights weights, final long vector) {
        final int idWidth = config.whole("addition_time_embed_dim", ID_WIDTH);
        return new UnetForm(heads(config), config.whole("norm_num_groups", GROUPS), idWidth,
                idCount(weights, vector, idWidth));
    }

    /** Where a config.json does not say, diffusers takes its own default. */
    private static List<Integer> heads(final JsonConfig config) {
        final List<Integer> told = DenoiserFile.heads(config);
        return told.isEmpty() && !config.isEmpty() ? List.of(FIXED_HEADS) : told;
    }

    /** How many time ids a UNet of the XL family takes: 6, or 5 in its refiner; 0 in others. */
    private static int idCount(final Weights weights, final long vector, final int idWidth) {
        if (!weights.has("add_embedding.linear_1.weight"))
            return 0;
        final long all = weights.get("add_embedding.linear_1.weight").size(1);
        // published: a vector of 1280 features
        final long pooled = vector > 0 ? vector : 1280;
        return all > pooled && (all - pooled) % idWidth == 0 ? (int) ((all - pooled) / idWidth) : 6;
    }
}
