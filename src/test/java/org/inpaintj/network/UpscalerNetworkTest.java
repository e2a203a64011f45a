package org.inpaintj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.folder.ModelFixture;

/** What is told of upscalers before they run, and what of damaged ones. */
class UpscalerNetworkTest {

    private static final Path FOLDER = ModelFixture.of("upscaler-checkpoints").folder();

    private static Map<String, StoredTensor> tensors(final String name) {
        return new HashMap<>(Checkpoint.read(FOLDER.resolve(name + ".safetensors")).tensors());
    }

    private static UpscalerNetwork network(final Map<String, StoredTensor> tensors) {
        final Weights weights = new Weights("it", tensors);
        final UpscalerNetwork network = UpscalerNetwork.of(weights).orElseThrow();
        network.graph("it", FOLDER, weights);
        return network;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "old-x4|ESRGAN (RRDB), 8 features, 2 blocks|4|1",
        "new-x2-unshuffled|ESRGAN (RRDB), 8 features, 1 block|2|4",
        "srvgg-x2|SRVGG (compact), 8 features, 3 layers|2|1",
        "dat-x3|DAT, 64 features, 2 groups of 3 blocks|3|1" })
    void shapesSayWhatANetworkIs(final String name, final String description, final int scale, final int multiple) {
        final UpscalerNetwork network = network(tensors(name));
        assertEquals(description, network.description());
        assertEquals(scale, network.scale());
        assertEquals(multiple, network.multiple());
        assertEquals(3, network.channels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "old-x4|model.1.sub.0.RDB2.conv3.0.bias|lacks the weights model.1.sub.0.RDB2.conv3.0.bias; it is incomplete",
        "bsrgan-x2|HRconv.weight|lacks the weights HRconv.weight; it is incomplete",
        "srvgg-x2|body.4.bias|lacks the weights body.4.bias; it is incomplete",
        "dat-x3|layers.1.conv.2.bias|lacks the weights layers.1.conv.2.bias; it is incomplete",
        "dat-x4|layers.0.blocks.2.attn.qkv.weight|lacks the weights layers.0.blocks.2.attn.qkv.weight" })
    void whatIsMissingIsNamed(final String name, final String weights, final String said) {
        final Map<String, StoredTensor> tensors = tensors(name);
        tensors.remove(weights);
        assertEquals("it " + said, said(tensors).substring(0, said.length() + 3));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "old-x4|model.0.weight|8,4,3,3|is an upscaler that takes 4 channels and gives 3: use one for RGB or grey "
                + "pictures.",
        "old-x4|model.0.weight||is damaged: the weights model.0.weight are of shape [] and no kernel of a convolution; "
                + "download it again.",
        "srvgg-x2|body.8.weight|9,8,3,3|is an upscaler whose last layer makes 3 pixels of one, which is no square: it "
                + "is damaged or of another kind; download it again.",
        "srvgg-x2|body.8.weight|3468,8,3,3|is an upscaler that enlarges by 34.0: use one that enlarges by 1 to 16.",
        "new-x1-unshuffled|conv_up1.weight|-|is an upscaler that enlarges by 0.25: use one that enlarges by 1 to 16.",
        "dat-x4|layers.0.blocks.1.attn.temperature|0,1,1|is damaged: 0 heads cannot share 64 features; download it "
                + "again.",
        "dat-x4|layers.0.blocks.0.attn.attns.0.rpe_biases|9,2|is damaged: the weights layers.0.blocks.0.attn.attns.0."
                + "rpe_biases are no distances within a window; download it again." })
    void whatIsDamagedIsSaid(final String name, final String weights, final String shape, final String said) {
        final Map<String, StoredTensor> tensors = tensors(name);
        final StoredTensor old = tensors.remove(weights);
        if (!"-".equals(shape)) {
            final List<Long> dims = new ArrayList<>();
            if (shape != null)
                for (final String size : shape.split(","))
                    dims.add(Long.valueOf(size));
            final long length = 4 * dims.stream().reduce(1L, (a, b) -> a * b);
            tensors.put(weights, new StoredTensor(weights, old.type(), dims, old.file(), old.offset(), length));
        }
        assertEquals("it " + said, said(tensors));
    }

    private static String said(final Map<String, StoredTensor> tensors) {
        return assertThrows(InpaintException.class, () -> network(tensors)).getMessage();
    }

    /** Whatever is missing or of another shape: a graph, another kind, or a sentence. */
    @ParameterizedTest
    @ValueSource(strings = { "old-x2", "bsrgan-x4", "srvgg-x2", "dat-x3", "dat-light-x2" })
    void nothingElseHappens(final String name) {
        final SplittableRandom random = new SplittableRandom(3);
        final Map<String, StoredTensor> whole = tensors(name);
        final List<String> names = whole.keySet().stream().sorted().toList();
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            final Map<String, StoredTensor> tensors = new HashMap<>(whole);
            for (int k = 0; k < 3; k++) {
                final StoredTensor tensor = whole.get(names.get(random.nextInt(names.size())));
                final List<Long> dims = new ArrayList<>(tensor.dims());
                if (random.nextBoolean() && !dims.isEmpty())
                    dims.set(random.nextInt(dims.size()), (long) random.nextInt(70));
                else
                    dims.clear();
                if (random.nextInt(3) == 0)
                    tensors.remove(tensor.name());
                else
                    tensors.put(tensor.name(), new StoredTensor(tensor.name(), tensor.type(), dims, tensor.file(),
                            tensor.offset(), tensor.length()));
            }
            try {
                final Weights weights = new Weights("it", tensors);
                UpscalerNetwork.of(weights).ifPresent(network -> network.graph("it", FOLDER, weights));
            } catch (final InpaintException e) {
                assertTrue(e.getMessage().startsWith("it ") || e.getMessage().contains(name), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 5, refused + " were refused");
    }

    @Test
    void windowsOfOtherTransformersAreNoDat() {
        final StoredTensor any = tensors("dat-x3").get("norm.weight");
        assertFalse(UpscalerNetwork.of(new Weights("it", Map.of("before_RG.1.weight", any,
                "layers.0.blocks.0.attn.attns.0.rpe_biases", any))).isPresent());
    }
}
