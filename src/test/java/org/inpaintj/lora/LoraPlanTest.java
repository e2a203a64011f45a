package org.inpaintj.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.model.checkpoint.TensorValues;

/** Which file changes which layers, what is refused and what is said. */
class LoraPlanTest {

    private static List<Map<String, StoredTensor>> weights;

    @TempDir
    private Path folder;

    @BeforeAll
    static void read() {
        weights = LoraFixture.weights("sd1");
    }

    /** A safetensors file of zeros. */
    private Path file(final String name, final Map<String, long[]> tensors) throws IOException {
        final StringBuilder header = new StringBuilder("{");
        int at = 0;
        for (final Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            int count = 1;
            final List<String> dims = new ArrayList<>();
            for (final long d : tensor.getValue()) {
                count *= (int) d;
                dims.add(Long.toString(d));
            }
            header.append(at == 0 ? "" : ",").append('"').append(tensor.getKey()).append("\":{\"dtype\":\"F32\",")
                    .append("\"shape\":[").append(String.join(",", dims)).append("],\"data_offsets\":[").append(at)
                    .append(',').append(at + 4 * count).append("]}");
            at += 4 * count;
        }
        final byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        final ByteBuffer all = ByteBuffer.allocate(8 + text.length + at).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(text.length).put(text);
        final Path file = folder.resolve(name + ".safetensors");
        Files.write(file, all.array());
        return file;
    }

    private static Map<String, long[]> lora(final String module, final long outs, final long ins) {
        final Map<String, long[]> parts = new LinkedHashMap<>();
        parts.put(module + ".lora_down.weight", new long[] { 2, ins });
        parts.put(module + ".lora_up.weight", new long[] { outs, 2 });
        return parts;
    }

    private static LoraPlan plan(final Path... files) {
        final List<LoraSelection.Choice> choices = new ArrayList<>();
        for (final Path file : files)
            choices.add(new LoraSelection.Choice(file.getFileName().toString(), LoraFile.read(file), 0.5, 0.25));
        return new LoraPlan(LoraFixture.networks(weights), new LoraSelection(choices), "Stable Diffusion 1");
    }

    private static String refusal(final Path... files) {
        return assertThrows(InpaintException.class, () -> plan(files)).getMessage();
    }

    @Test
    void layersThatTheModelLacksAreCounted() throws IOException {
        final Map<String, long[]> parts = lora("lora_te_text_model_encoder_layers_0_mlp_fc1", 256, 64);
        parts.putAll(lora("lora_te_text_model_encoder_layers_9_mlp_fc1", 256, 64));
        parts.put("bundle_emb.cat.string_to_param.*", new long[] { 1, 64 });
        final LoraPlan plan = plan(file("some", parts));
        assertEquals(List.of("some.safetensors is applied to 1 of its 3 layers: 2, such as "
                + "bundle_emb.cat.string_to_param.*, could not be found in this model."), plan.notes());
        assertEquals(Set.of("text_model.encoder.layers.0.mlp.fc1"), plan.parts(0).keySet());
        assertEquals(Set.of(), plan.parts(1).keySet());
    }

    @Test
    void filesOfOtherFamiliesAreRefused() throws IOException {
        assertTrue(refusal(file("flux", lora("lora_unet_double_blocks_0_img_attn_proj", 64, 64))).endsWith("flux."
                + "safetensors changes layers that Stable Diffusion 1 does not have, such as "
                + "lora_unet_double_blocks_0_img_attn_proj; take a LoRA that was made for this family of models."));
        final String wide = refusal(file("xl", lora(
                "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k", 64, 2048)));
        assertTrue(wide.endsWith("xl.safetensors was made for another family of models than Stable Diffusion 1: its "
                + "layer lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k changes weights of 64 x "
                + "2048, but the model's are of 64 x 64; take a LoRA that was made for this one."), wide);
    }

    @Test
    void kindsThatAreNotComputedAreNamed() throws IOException {
        final String module = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn1_to_q";
        assertTrue(refusal(file("oft", Map.of(module + ".oft_blocks", new long[] { 4, 16, 16 })))
                .endsWith("is of the kind OFT, which cannot be computed; use a LoRA, LoCon, LoHa, LoKr or DoRA."));
        final Map<String, long[]> mixed = lora("lora_te_text_model_encoder_layers_0_mlp_fc1", 256, 64);
        mixed.put(module + ".on_input", new long[] { 1 });
        mixed.put(module + ".weight", new long[] { 64 });
        assertEquals(List.of("mixed.safetensors is applied without 1 of its 2 layers, whose kind (IA3) cannot be "
                + "computed."),
                plan(file("mixed", mixed)).notes());
        assertTrue(assertThrows(InpaintException.class, () -> LoraFile.read(file("model",
                Map.of("first_stage_model.encoder.conv_in.weight", new long[] { 4, 3, 3, 3 })))).getMessage()
                .contains("is no LoRA: it holds first_stage_model.encoder.conv_in.weight"));
        assertTrue(assertThrows(InpaintException.class, () -> LoraFile.read(file("control",
                Map.of("lora_controlnet", new long[] { 0 })))).getMessage().contains("is a Control-LoRA"));
        final Map<String, long[]> half = lora("lora_te_text_model_encoder_layers_0_mlp_fc1", 256, 64);
        half.keySet().removeIf(key -> key.contains("lora_up"));
        assertTrue(assertThrows(InpaintException.class, () -> LoraFile.read(file("half", half))).getMessage()
                .endsWith("lacks the part up of lora_te_text_model_encoder_layers_0_mlp_fc1; it is incomplete: "
                        + "download it again."));
    }

    @Test
    void onlyStrengthsOfWhatIsComputedChangeTheKey() {
        final List<LoraNetwork> networks = LoraFixture.networks(weights);
        final LoraPlan one = new LoraPlan(networks, LoraFixture.selection("kohya", 1, 0.3), "the model");
        final LoraPlan two = new LoraPlan(networks, LoraFixture.selection("kohya", 0.2, 1), "the model");
        assertFalse(one.merges());
        assertEquals(one.key(0), two.key(0));
        assertEquals(one.key(1), two.key(1));
        assertNotEquals(one.key(1), new LoraPlan(networks, LoraFixture.selection("peft", 1, 0.3), "m").key(1));
        final LoraPlan merged = new LoraPlan(networks, LoraFixture.selection("lokr", 1, 0.3), "the model");
        assertTrue(merged.merges());
        assertNotEquals(merged.key(1), new LoraPlan(networks, LoraFixture.selection("lokr", 1, 0.4), "m").key(1));
        assertEquals(merged.key(1), new LoraPlan(networks, LoraFixture.selection("lokr", 0.5, 0.3), "m").key(1));
        assertEquals(0.3f, one.strengths(1)[0]);
        assertEquals(1f, one.strengths(0)[0]);
    }

    @Test
    void severalFilesShareAModule() {
        final LoraSelection.Choice plain = LoraFixture.selection("peft", 1, 1).choices().get(0);
        final LoraSelection.Choice computed = LoraFixture.selection("loha", 1, 0.5).choices().get(0);
        final LoraPlan plan = new LoraPlan(LoraFixture.networks(weights),
                new LoraSelection(List.of(plain, computed)), "the model");
        final String module = "down_blocks.1.attentions.0.transformer_blocks.0.attn1.to_q";
        assertEquals(2, plan.parts(1).get(module).size());
        try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("side"))) {
            final LoraChanges changes = LoraChanges.of(plan, 1, () -> writer, Progress.NONE);
            final LoraNetwork.Target target = plan.network(1).modules().get(module);
            assertTrue(changes.merged().containsKey(module + ".weight"));
            assertFalse(changes.branches().containsKey(module), "one of both would be applied twice");
            assertEquals(target.weight().dims(), changes.merged().get(module + ".weight").dims());
            final float[] sum = TensorValues.floats(target.weight());
            for (final LoraPlan.Part part : plan.parts(1).get(module)) {
                final float[] change = WeightChange.difference(part.module());
                for (int i = 0; i < sum.length; i++)
                    sum[i] += (float) part.strength() * change[i];
            }
            final float[] written = TensorValues.floats(changes.merged().get(module + ".weight"));
            for (int i = 0; i < sum.length; i++)
                assertEquals(sum[i], written[i], 1e-5);
        }
    }

    @Test
    void everyModuleIsFoundByItsOriginalName() {
        final Set<String> modules = new TreeSet<>(LoraNetwork.of(true, weights.get(1)).modules().keySet());
        final ModuleNames names = new ModuleNames(LoraFixture.networks(weights));
        assertEquals("up_blocks.0.upsamplers.0.conv", names.find("lora_unet_output_blocks_2_1_conv").get(0).module());
        assertEquals("up_blocks.1.upsamplers.0.conv", names.find("lora_unet_output_blocks_5_2_conv").get(0).module());
        assertEquals("down_blocks.2.downsamplers.0.conv", names.find("lora_unet_input_blocks_9_0_op").get(0).module());
        assertEquals("mid_block.resnets.1.conv2", names.find("lora_unet_middle_block_2_out_layers_3").get(0).module());
        for (final String module : modules)
            assertEquals(1, ModuleNames.original(module, 2, modules).size(), module);
        assertEquals(List.of(), names.find("lora_unet_input_blocks_99_0_op"));
    }
}
