package org.inpaintj.model.naming;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Every name that a weight of a UNet in the original layout may have, for depths that occur. */
final class UnetNameCandidates {

    private static final int BLOCKS = 16, DEPTH = 24;
    private static final List<String> ENDS = List.of(".weight", ".bias");
    private static final List<String> RESNET = List.of("in_layers.0", "in_layers.2", "emb_layers.1", "out_layers.0",
            "out_layers.3", "skip_connection");
    private static final List<String> OUTER = List.of("norm", "proj_in", "proj_out");
    private static final List<String> INNER = List.of("norm1", "norm2", "norm3", "attn1.to_q", "attn1.to_k",
            "attn1.to_v", "attn1.to_out.0", "attn2.to_q", "attn2.to_k", "attn2.to_v", "attn2.to_out.0", "ff.net.0.proj",
            "ff.net.2");

    private UnetNameCandidates() {}

    static Stream<String> all() {
        final Stream<String> single = Stream.of("time_embed.0", "time_embed.2", "label_emb.0.0", "label_emb.0.2",
                "out.0", "out.2", "input_blocks.0.0");
        final Stream<String> blocks = IntStream.range(0, BLOCKS).boxed().flatMap(i -> Stream.of(
                resnet("input_blocks." + i + ".0"), attention("input_blocks." + i + ".1"),
                Stream.of("input_blocks." + i + ".0.op"), resnet("output_blocks." + i + ".0"),
                attention("output_blocks." + i + ".1"),
                Stream.of("output_blocks." + i + ".1.conv", "output_blocks." + i + ".2.conv")).flatMap(s -> s));
        final Stream<String> middle = Stream.of(resnet("middle_block.0"), attention("middle_block.1"),
                resnet("middle_block.2")).flatMap(s -> s);
        return Stream.of(single, blocks, middle).flatMap(s -> s).flatMap(module -> ENDS.stream().map(module::concat));
    }

    private static Stream<String> resnet(final String module) {
        return RESNET.stream().map(part -> module + '.' + part);
    }

    private static Stream<String> attention(final String module) {
        return Stream.concat(OUTER.stream().map(part -> module + '.' + part),
                IntStream.range(0, DEPTH).boxed().flatMap(k -> INNER.stream()
                        .map(part -> module + ".transformer_blocks." + k + '.' + part)));
    }
}
