package org.inpaintj.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointPredictionTest {

    private static final String UNET = "model.diffusion_model.";
    private static final String TELLING = UNET + "output_blocks.11.1.transformer_blocks.0.norm1.bias";

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("model.v1.safetensors");
    }

    @ParameterizedTest
    @CsvSource({ "modelspec.prediction_type, v, v_prediction", "modelspec.prediction_type, epsilon, epsilon",
        "modelspec.architecture, stable-diffusion-v2-768-v, v_prediction",
        "modelspec.architecture, stable-diffusion-v2-512/inpainting, epsilon" })
    void theFileSaysSo(final String key, final String value, final String type) {
        final CheckpointPrediction p = of("sdxl", 4, Map.of(), Map.of(key, value), Map.of());
        assertEquals(new CheckpointPrediction(type, false, "the file says " + key + " " + value.split("/")[0]), p);
    }

    @Test
    void otherMetadataTellsNothing() {
        assertEquals("nothing in the file says otherwise", of("sdxl", 4, Map.of(), Map.of("modelspec.architecture",
                "stable-diffusion-xl-v1-base", "modelspec.prediction_type", "?"), Map.of()).reason());
    }

    @ParameterizedTest
    @CsvSource({ "v_pred", "model.diffusion_model.v_pred" })
    void markersSaySo(final String marker) {
        assertEquals(new CheckpointPrediction("v_prediction", false, "the file holds the marker v_pred"),
                of("sdxl", 4, Map.of(marker, List.of(0L)), Map.of(), Map.of()));
        assertEquals(new CheckpointPrediction("v_prediction", true, "the file holds the marker v_pred"),
                of("sdxl", 4, Map.of(marker, List.of(0L), "ztsnr", List.of(0L)), Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "parameterization: \"v\" | v_prediction | says so",
        "  parameterization: v # as trained | v_prediction | says so",
        "parameterization: 'eps' | epsilon | does not say v", "target: ldm | epsilon | does not say v" })
    void aFileBesideSaysSo(final String text, final String type, final String told) throws IOException {
        Files.writeString(folder.resolve("model.v1.yaml"), "model:\n" + text + "\n  other: v\n");
        assertEquals(new CheckpointPrediction(type, false, "model.v1.yaml beside it " + told),
                of("sd1", 4, Map.of(), Map.of(), Map.of()));
    }

    /** Of n values of +s and n of -s the deviation is s. */
    @ParameterizedTest
    @CsvSource({ "0.091, v_prediction, as in", "0.089, epsilon, less than in" })
    void theWeightsOfSecondModelsTell(final float deviation, final String type, final String how) throws IOException {
        final Map<String, List<Long>> shapes =
                CheckpointContentsTest.shapes("sd2", UNET, 0, 4, Map.of(TELLING, List.of(320L)));
        final StoredTensor bias = TinySafetensors.shaped(file, shapes, Map.of(), Map.of()).tensors().get(TELLING);
        final ByteBuffer values = ByteBuffer.allocate((int) (bias.offset() + bias.length()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 320; i++)
            values.putFloat((int) bias.offset() + 4 * i, 1 + (i % 2 == 0 ? deviation : -deviation));
        Files.write(file, values.array());
        assertEquals(new CheckpointPrediction(type, false, "the last norm of its UNet varies " + how
                + " models that predict v"), of("sd2", 4, Map.of(TELLING, List.of(320L)), Map.of(), Map.of()));
        assertEquals("nothing in the file says otherwise", of("sd2", 9, Map.of(), Map.of(), Map.of()).reason());
        assertEquals("it was trained for 875000 steps, as Stable Diffusion 2 base was",
                of("sd2", 4, Map.of(), Map.of(), Map.of("global_step", 875000.0)).reason());
    }

    @Test
    void epsilonIsAssumed() {
        for (final String network : List.of("sd1", "sdxl"))
            assertEquals(new CheckpointPrediction("epsilon", false, "nothing in the file says otherwise"),
                    of(network, 4, Map.of(), Map.of(), Map.of()));
    }

    private CheckpointPrediction of(final String network, final long channels, final Map<String, List<Long>> others,
            final Map<String, String> metadata, final Map<String, Double> numbers) {
        return CheckpointPrediction.of(TinySafetensors.shaped(file,
                CheckpointContentsTest.shapes(network, UNET, 0, channels, others), metadata, numbers));
    }
}
