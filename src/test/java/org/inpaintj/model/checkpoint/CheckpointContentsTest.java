package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;

class CheckpointContentsTest {

    private static final String UNET = "model.diffusion_model.";

    @ParameterizedTest
    @CsvSource({ "sd1, SD1, 4, 768", "sd1, SD1, 9, 768", "sd1, SD1, 8, 768", "sd2, SD2, 4, 1024", "sd2, SD2, 9, 1024",
        "sdxl, SDXL, 4, 2048", "sdxl, SDXL, 9, 2048", "refiner, SDXL_REFINER, 4, 1280" })
    void familiesAreToldByTheirLayers(final String network, final CheckpointFamily family, final long channels,
            final long context) {
        for (final int column : new int[] { 0, 1 }) {
            final CheckpointContents c = model(network, column == 0 ? UNET : "", column, channels, Map.of());
            assertEquals(CheckpointKind.DIFFUSION_MODEL, c.kind());
            assertEquals("", c.refusal());
            assertEquals(Optional.of(new UnetShape(Optional.of(family), channels, context, false, false)), c.unet());
            assertEquals(Optional.of(family), c.family());
            assertEquals(context, family.contextWidth());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "5 | takes a depth map (5 channels)", "7 | x4 upscaler (7 channels)",
        "16 | is a model of 16 channels" })
    void otherChannelsAreRefused(final long channels, final String part) {
        assertRefused(part, model("sd2", UNET, 0, channels, Map.of()));
    }

    @Test
    void variantsAreTold() {
        assertRefused("is an unCLIP model", model("sd2", UNET, 0, 4,
                Map.of(UNET + "label_emb.0.0.weight", List.of(1280L, 1536L))));
        assertTrue(model("sd1", "", 1, 4, Map.of("time_embedding.cond_proj.weight", List.of(320L, 256L))).unet()
                .orElseThrow().guidanceScale());
    }

    @ParameterizedTest
    @CsvSource({ "controlnet_sd1, control_model., SD1", "controlnet_sd1, '', SD1" })
    void controlNetsAreTold(final String network, final String prefix, final CheckpointFamily family) {
        final CheckpointContents whole = model(network, prefix, 0, 4, Map.of());
        assertEquals(CheckpointKind.CONTROLNET, whole.kind());
        assertEquals(Optional.of(family), whole.family());
        assertFalse(whole.difference());
        assertTrue(model(network, prefix, 0, 4, Map.of("difference", List.of())).difference());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "LORA | lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight",
        "LORA | lora_te1_text_model_encoder_layers_0_mlp_fc1.alpha",
        "LORA | unet.down_blocks.0.attentions.0.to_q.lora_A.weight", "LORA | base_model.model.x.lora_B.weight",
        "LORA | x.lora_A.default.weight",
        "LORA | unet.mid_block.attentions.0.to_k.lora.down.weight", "LORA | x.lora_linear_layer.up.weight",
        "LORA | lycoris_mid_block_attentions_0.hada_w1_a", "LORA | a.lokr_w1", "LORA | a.lokr_w2_b",
        "LORA | a.oft_blocks", "LORA | diffusion_model.out.2.diff", "LORA | diffusion_model.out.2.diff_b",
        "TEXTUAL_INVERSION | emb_params", "TEXTUAL_INVERSION | string_to_param.*", "TEXTUAL_INVERSION | <cat>",
        "TEXTUAL_INVERSION | clip_l,clip_g", "TAESD | taesd_decoder.1.weight", "TAESD | 1.weight,3.conv.0.weight",
        "TAESD | 0.weight,1.conv.0.weight", "TAESD | encoder.layers.0.weight,decoder.layers.0.weight",
        "UPSCALER | model.1.sub.0.RDB1.conv1.0.weight", "UPSCALER | body.0.rdb1.conv1.weight",
        "UPSCALER | RRDB_trunk.0.RDB1.conv1.weight", "UPSCALER | layers.0.blocks.0.attn.attns.0.rpe_biases",
        "UNKNOWN | a.weight", "UNKNOWN | clip_l", "UNKNOWN | token_embedding.weight", "UNKNOWN | x.different" })
    void smallFilesAreToldByTheirNames(final CheckpointKind kind, final String names) {
        final CheckpointContents c = CheckpointContents.of(TinySafetensors.named(List.of(names.split(","))));
        assertEquals(kind, c.kind());
        assertEquals(kind == CheckpointKind.UNKNOWN, !c.refusal().isEmpty(), c.refusal());
    }

    @Test
    void smallFilesAreToldByTheirShapesToo() {
        assertEquals(CheckpointKind.UPSCALER, CheckpointContents.of(TinySafetensors.shaped(Map.of("body.0.weight",
                List.of(64L, 3L, 3L, 3L), "body.1.weight", List.of(64L)))).kind());
        assertEquals(CheckpointKind.TEXT_ENCODER, CheckpointContents.of(TinySafetensors.shaped(Map.of(
                "text_model.embeddings.token_embedding.weight", List.of(9L, 768L)))).kind());
        final Map<String, List<Long>> vae = new LinkedHashMap<>();
        CheckpointFixture.names("vae").forEach(n -> vae.put(n[0], List.of(1L)));
        assertEquals("", CheckpointContents.of(TinySafetensors.shaped(vae)).refusal());
        assertEquals(CheckpointKind.VAE, CheckpointContents.of(TinySafetensors.shaped(vae)).kind());
        vae.put("decoder.conv_in.weight", List.of(512L, 16L, 3L, 3L));
        assertRefused("is a VAE of 16 channels", CheckpointContents.of(TinySafetensors.shaped(vae)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a Stable Diffusion 3 model | model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight",
        "a transformer of Stable Diffusion 3 or FLUX | transformer_blocks.0.attn.add_k_proj.weight",
        "a FLUX model | model.diffusion_model.double_blocks.0.img_attn.qkv.weight",
        "a FLUX model | double_blocks.0.img_attn.qkv.weight", "a Lumina model | cap_embedder.0.weight",
        "a Wan or Sana model | blocks.0.cross_attn.k.weight",
        "a Stable Video Diffusion model | model.diffusion_model.input_blocks.1.0.time_stack.in_layers.0.weight",
        "a motion module of AnimateDiff | down_blocks.0.motion_modules.0.temporal_transformer.norm.weight",
        "a Control-LoRA | lora_controlnet", "a T2I-Adapter | adapter.body.0.block1.weight",
        "an IP-Adapter | ip_adapter.1.to_k_ip.weight", "an IP-Adapter | image_proj.proj.weight",
        "a SwinIR or HAT upscaler | layers.0.residual_group.blocks.0.attn.relative_position_bias_table" })
    void foreignFilesAreRefusedByName(final String part, final String name) {
        assertRefused("is " + part, CheckpointContents.of(TinySafetensors.named(List.of(name))));
    }

    @ParameterizedTest
    @ValueSource(strings = { "out.2.scale_weight", "scaled_fp8", "input_blocks.1.1.proj_in.weight.absmax" })
    void quantisedWeightsAreRefused(final String name) {
        assertRefused("holds quantised weights with scales of their own",
                model("sd1", UNET, 0, 4, Map.of(UNET + name, List.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = { "edm_mean", "edm_std", "edm_vpred.sigma_max", "model.diffusion_model.edm_std" })
    void otherNoiseIsRefused(final String name) {
        assertRefused("was trained with the noise of EDM", model("sdxl", UNET, 0, 4, Map.of(name, List.of(1L))));
    }

    @Test
    void rolesAreChecked() {
        final Checkpoint lora = TinySafetensors.named(List.of("a.lora_up.weight"));
        final CheckpointContents contents = CheckpointContents.of(lora);
        assertDoesNotThrow(() -> contents.require(CheckpointKind.LORA, lora));
        assertEquals("model.safetensors is a LoRA, not a VAE; give a file of the right kind.",
                assertThrows(InpaintException.class, () -> contents.require(CheckpointKind.VAE, lora)).getMessage());
        final Checkpoint flux = TinySafetensors.named(List.of("double_blocks.0.img_attn.qkv.weight"));
        assertEquals("model.safetensors is a FLUX model, which is not supported; use a checkpoint of Stable Diffusion"
                + " 1, 2 or XL.", assertThrows(InpaintException.class,
                        () -> CheckpointContents.of(flux).require(CheckpointKind.LORA, flux)).getMessage());
    }

    private static void assertRefused(final String part, final CheckpointContents c) {
        assertTrue(c.refusal().contains(part), c.refusal());
        assertTrue(c.refusal().matches("[a-z].*; .*\\."), c.refusal());
    }

    /** A network with the shapes that tell its family. */
    static CheckpointContents model(final String network, final String prefix, final int column, final long channels,
            final Map<String, List<Long>> others) {
        return CheckpointContents.of(TinySafetensors.shaped(shapes(network, prefix, column, channels, others)));
    }

    static Map<String, List<Long>> shapes(final String network, final String prefix, final int column,
            final long channels, final Map<String, List<Long>> others) {
        final Map<String, List<Long>> shapes = new LinkedHashMap<>();
        final boolean first = network.endsWith("sd1");
        final long context = network.equals("refiner") ? 1280 : first ? 768 : network.equals("sd2") ? 1024 : 2048;
        for (final String[] name : CheckpointFixture.names(network)) {
            final List<Long> shape = switch (name[1]) {
                case "conv_in.weight" -> List.of(320L, channels, 3L, 3L);
                case "add_embedding.linear_1.weight" -> List.of(8L, network.equals("refiner") ? 2560L : 2816L);
                default -> name[1].endsWith("proj_in.weight") ? first ? List.of(8L, 8L, 1L, 1L) : List.of(8L, 8L)
                        : name[1].endsWith("attn2.to_k.weight") ? List.of(8L, context) : List.of(1L);
            };
            shapes.put(prefix + name[column], shape);
        }
        others.forEach(shapes::put);
        return shapes;
    }
}
