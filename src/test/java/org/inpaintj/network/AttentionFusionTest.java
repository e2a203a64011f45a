package org.inpaintj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.OnnxGraph;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.ValueInfo;

/** Exports with fused attentions against the same as they were exported, by running both. */
class AttentionFusionTest {

    @ParameterizedTest
    @CsvSource({ "sd15, unet, 8", "sd15, vae_decoder, 1", "sd15, vae_encoder, 1", "sd2, unet, 8",
            "sd15-inpaint, unet, 8", "lcm, unet, 8", "sdxl, unet, 16", "sdxl-refiner, unet, 16" })
    void fusedAttentionsComputeTheSame(final String model, final String part, final int count) {
        final Path file = ModelFixture.of(model).folder().resolve(part).resolve("model.onnx");
        final OnnxModelInfo info = OnnxModelInfo.read(file);
        final OnnxGraph graph = AttentionFusion.of(info).orElseThrow();
        final OnnxModelInfo fused = OnnxModelInfo.of(graph);
        assertEquals(count, count(fused, "com.microsoft:MultiHeadAttention"));
        assertEquals(0, count(fused, "ai.onnx:Softmax"));
        assertTrue(fused.nodes().size() < info.nodes().size(), "what made the tables is gone");
        final Map<String, Tensor> feeds = feeds(info);
        final String output = info.outputs().get(0).name();
        try (Session plain = Session.open(file, DeviceSetup.CPU);
                Session other = Session.open(graph, DeviceSetup.CPU)) {
            final Tensor expected = plain.run(feeds, List.of(output)).get(output);
            final Tensor actual = other.run(feeds, List.of(output)).get(output);
            for (int i = 0; i < expected.size(); i++)
                assertEquals(expected.get(i), actual.get(i), 1e-4);
        }
    }

    @Test
    void attentionsWithAMaskAreLeftAsTheyAre() {
        final Path file = ModelFixture.of("sd15").folder().resolve("text_encoder/model.onnx");
        assertTrue(AttentionFusion.of(OnnxModelInfo.read(file)).isEmpty());
    }

    private static long count(final OnnxModelInfo info, final String operator) {
        return info.nodes().stream().filter(node -> node.operator().equals(operator)).count();
    }

    /** Random values of shapes that the network takes: a batch of two, 16 x 8 samples, 77 tokens. */
    private static Map<String, Tensor> feeds(final OnnxModelInfo info) {
        final Random random = new Random(1);
        final Map<String, Tensor> feeds = new HashMap<>();
        for (final ValueInfo in : info.inputs()) {
            final long[] free = in.rank() == 4 ? new long[] { 2, 3, 8, 16 } : in.rank() == 3 ? new long[] { 2, 77, 1 }
                    : in.rank() == 2 ? new long[] { 2, in.name().equals("time_ids") ? 6 : 1 } : new long[in.rank()];
            final long[] shape = new long[in.rank()];
            long size = 1;
            for (int d = 0; d < shape.length; d++) {
                shape[d] = in.size(d) > 0 ? in.size(d) : Math.max(1, free[d]);
                size *= shape[d];
            }
            final float[] values = new float[(int) size];
            for (int i = 0; i < values.length; i++)
                values[i] = in.name().equals("timestep") ? 500 : (float) random.nextGaussian();
            feeds.put(in.name(), Tensor.of(values, shape));
        }
        return feeds;
    }
}
