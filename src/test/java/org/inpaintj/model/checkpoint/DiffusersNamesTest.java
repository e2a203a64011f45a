package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.onnx.file.ElementType;

/** Against the names that diffusers' own converters give to the weights of real networks. */
class DiffusersNamesTest {

    @ParameterizedTest
    @CsvSource({ "sd1, model.diffusion_model.", "sd2, model.diffusion_model.", "sdxl, model.diffusion_model.",
        "refiner, model.diffusion_model.", "sd1, ''", "sdxl, diffusion_model.", "sdxl, unet." })
    void unetsAreNamedAsDiffusersDoes(final String network, final String prefix) {
        assertNames(network, DiffusersNames.unet(originals(network, prefix, "first_stage_model.decoder.conv_in.weight",
                "cond_stage_model.transformer.text_model.final_layer_norm.bias", "model_ema.decay")));
        assertNames(network, DiffusersNames.unet(diffusers(network, prefix)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "first_stage_model.", "vae.", "" })
    void vaesAreNamedAsDiffusersDoes(final String prefix) {
        assertNames("vae", DiffusersNames.vae(originals("vae", prefix, "loss.discriminator.main.0.weight",
                "model_ema.decoderconv_inweight")));
        assertNames("vae", DiffusersNames.vae(diffusers("vae", prefix, "loss.x.y")));
    }

    @ParameterizedTest
    @CsvSource({ "controlnet_sd1, control_model.", "controlnet_sd1, ''", "controlnet_sdxl, control_model." })
    void controlNetsAreNamedAsDiffusersDoes(final String network, final String prefix) {
        assertNames(network, DiffusersNames.controlNet(originals(network, prefix, "difference")));
        assertNames(network, DiffusersNames.controlNet(diffusers(network, prefix)));
        assertEquals(Map.of(), DiffusersNames.unet(originals(network, prefix)));
        assertEquals(Map.of(), DiffusersNames.unet(diffusers(network, "")));
    }

    @Test
    void controlNetsOfSdxlEmbedSizes() {
        final Checkpoint c = originals("controlnet_sdxl", "", "label_emb.0.0.weight", "label_emb.0.2.bias");
        assertTrue(DiffusersNames.controlNet(c).keySet()
                .containsAll(List.of("add_embedding.linear_1.weight", "add_embedding.linear_2.bias")));
    }

    /** The first ControlNets came with the whole model. */
    @Test
    void wholeModelsHoldBoth() {
        final List<String> names = new ArrayList<>();
        CheckpointFixture.names("controlnet_sd1").forEach(n -> names.add("control_model." + n[0]));
        CheckpointFixture.names("sd1").forEach(n -> names.add("model.diffusion_model." + n[0]));
        final Checkpoint c = TinySafetensors.named(names);
        assertEquals(340, DiffusersNames.controlNet(c).size());
        assertEquals(686, DiffusersNames.unet(c).size());
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd1", "sd2", "sdxl", "refiner" })
    void averagesStandInForMissingWeights(final String network) {
        final List<String[]> pairs = CheckpointFixture.names(network);
        final List<String> names = new ArrayList<>(List.of("model_ema.decay", "model_ema.num_updates"));
        pairs.forEach(n -> names.add("model_ema.diffusion_model" + n[0].replace(".", "")));
        final Checkpoint c = TinySafetensors.named(names);
        final Map<String, StoredTensor> unet = DiffusersNames.unet(c);
        assertEquals(pairs.size(), unet.size());
        for (int i = 0; i < pairs.size(); i++)
            assertEquals(4L * (i + 2), unet.get(pairs.get(i)[1]).offset(), pairs.get(i)[1]);
    }

    @Test
    void averagesAreNotTakenBesideWeights() {
        final Checkpoint c = originals("sd1", "model.diffusion_model.",
                "model_ema.diffusion_modelinput_blocks00weight");
        assertNames("sd1", DiffusersNames.unet(c));
    }

    @Test
    void whatIsPrunedIsNotMissed() {
        // SSD-1B has no attention in the middle, and fewer of them elsewhere.
        final List<String> names = CheckpointFixture.names("sdxl").stream().map(n -> n[0])
                .filter(n -> !n.startsWith("middle_block.1.")).map("model.diffusion_model."::concat).toList();
        final Map<String, StoredTensor> unet = DiffusersNames.unet(TinySafetensors.named(names));
        assertEquals(names.size(), unet.size());
        assertTrue(unet.keySet().stream().noneMatch(n -> n.startsWith("mid_block.attentions")));
    }

    @Test
    void namesThatRepeatAPrefixAreLeftAlone() {
        final Map<String, StoredTensor> unet = DiffusersNames.unet(originals("sd1", "model.diffusion_model.",
                "model.diffusion_model.model.diffusion_model.out.0.weight", "model.diffusion_model.v_pred",
                "model.diffusion_model.input_blocks.x.0.in_layers.0.weight"));
        assertEquals(686, unet.size());
    }

    @Test
    void oldNamesOfAttentionsAreMadeNew() {
        final String old = "decoder.mid_block.attentions.0.";
        assertEquals(Stream.of("to_q.weight", "to_k.bias", "to_v.weight", "to_out.0.weight", "group_norm.weight")
                .map(old::concat).collect(Collectors.toCollection(ArrayList::new)),
                DiffusersNames.vae(TinySafetensors.named(Stream.concat(Stream.of("query.weight", "key.bias",
                        "value.weight", "proj_attn.weight", "group_norm.weight").map(old::concat),
                        Stream.of("decoder.mid_block.resnets.0.norm1.weight")).toList())).keySet().stream()
                        .filter(n -> n.startsWith(old)).toList());
    }

    @Test
    void openClipIsNamedAsDiffusersDoes() {
        final List<String[]> lines = CheckpointFixture.names("open_clip");
        final Map<String, List<Long>> shapes = new LinkedHashMap<>();
        final String prefix = "conditioner.embedders.1.model.";
        for (final String[] line : lines)
            shapes.put(prefix + line[0], line[0].endsWith("in_proj_weight") ? List.of(24L, 8L)
                    : line[0].endsWith("in_proj_bias") ? List.of(24L) : List.of(8L));
        shapes.put(prefix + "text_projection", List.of(8L, 8L));
        shapes.put(prefix + "logit_scale", List.of());
        final Checkpoint c = TinySafetensors.shaped(shapes);
        final List<TextTower> towers = DiffusersNames.textEncoders(c);
        assertEquals(1, towers.size());
        assertTrue(towers.get(0).openClip());
        final Map<String, StoredTensor> weights = towers.get(0).weights();
        assertEquals(lines.size() + 1, weights.size());
        assertEquals(List.of(8L, 8L), weights.get("text_projection").dims());
        for (final String[] line : lines) {
            final StoredTensor whole = c.tensors().get(prefix + line[0]), part = weights.get(line[1]);
            final long row = whole.length() / whole.size(0);
            assertEquals(whole.offset() + Integer.parseInt(line[2]) * row, part.offset(), line[1]);
            assertEquals(8 * row, part.length(), line[1]);
            assertEquals(line[1], part.name());
        }
    }

    @ParameterizedTest
    @CsvSource({ "cond_stage_model.transformer.text_model., 768, false", "cond_stage_model.transformer., 768, false",
        "conditioner.embedders.0.transformer.text_model., 768, false", "text_model., 768, false",
        "text_model., 1280, true" })
    void clipKeepsItsNames(final String prefix, final long width, final boolean openClip) {
        final Checkpoint c = TinySafetensors.shaped(Map.of(prefix + "embeddings.token_embedding.weight",
                List.of(9L, width), prefix + "embeddings.position_ids", List.of(1L, 77L),
                prefix + "encoder.layers.0.mlp.fc1.weight", List.of(4L, width),
                prefix.replace("text_model.", "") + "text_projection.weight", List.of(width, width),
                prefix.replace("text_model.", "") + "logit_scale", List.of()));
        final List<TextTower> towers = DiffusersNames.textEncoders(c);
        assertEquals(1, towers.size());
        assertEquals(openClip, towers.get(0).openClip());
        final List<String> names = new ArrayList<>(List.of("text_model.embeddings.token_embedding.weight",
                "text_model.encoder.layers.0.mlp.fc1.weight"));
        if (openClip)
            names.add("text_projection.weight");
        assertEquals(names, towers.get(0).weights().keySet().stream().sorted().toList());
    }

    @Test
    void encodersComeInTheOrderOfTheFamily() {
        final Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("conditioner.embedders.1.model.token_embedding.weight", List.of(9L, 1280L));
        shapes.put("conditioner.embedders.1.model.transformer.resblocks.0.ln_1.weight", List.of(1280L));
        shapes.put("conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight",
                List.of(9L, 768L));
        final List<TextTower> towers = DiffusersNames.textEncoders(TinySafetensors.shaped(shapes));
        assertEquals(List.of(false, true), towers.stream().map(TextTower::openClip).toList());
        assertEquals(List.of(), DiffusersNames.textEncoders(TinySafetensors.named(List.of("a"))));
    }

    @Test
    void unreadableWeightsAreRefused() {
        final String name = "model.diffusion_model.input_blocks.0.0.weight";
        final String other = "model.diffusion_model.out.2.weight";
        final Checkpoint c = new Checkpoint(Path.of("m"), List.of(), Map.of(
                name, new StoredTensor(name, ElementType.UNDEFINED, List.of(1L), Path.of("m"), 0, 1),
                other, new StoredTensor(other, ElementType.FLOAT, List.of(1L), Path.of("m"), 1, 4)), Map.of(),
                Map.of());
        assertTrue(assertThrows(InpaintException.class, () -> DiffusersNames.unet(c)).getMessage()
                .startsWith("m holds the weights conv_in.weight in a type or size that cannot be read"));
    }

    private static Checkpoint originals(final String network, final String prefix, final String... others) {
        return named(network, prefix, 0, others);
    }

    private static Checkpoint diffusers(final String network, final String prefix, final String... others) {
        return named(network, prefix, 1, others);
    }

    private static Checkpoint named(final String network, final String prefix, final int column,
            final String... others) {
        return TinySafetensors.named(Stream.concat(CheckpointFixture.names(network).stream()
                .map(n -> prefix + n[column]), Stream.of(others)).toList());
    }

    /** All weights of the network, each from its own place, which is its line in the list. */
    private static void assertNames(final String network, final Map<String, StoredTensor> named) {
        final List<String[]> pairs = CheckpointFixture.names(network);
        assertFalse(pairs.isEmpty());
        assertEquals(pairs.stream().map(n -> n[1]).sorted().toList(), named.keySet().stream().sorted().toList());
        for (int i = 0; i < pairs.size(); i++) {
            assertEquals(4L * i, named.get(pairs.get(i)[1]).offset(), pairs.get(i)[1]);
            assertEquals(pairs.get(i)[1], named.get(pairs.get(i)[1]).name());
        }
    }
}
