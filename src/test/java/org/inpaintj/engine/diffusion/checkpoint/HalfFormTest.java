package org.inpaintj.engine.diffusion.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.engine.Request.Device;
import org.inpaintj.engine.diffusion.control.ControlKeys;
import org.inpaintj.engine.diffusion.control.ControlNets;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.files.ModelFiles.Precision;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TensorFileWriter;
import org.inpaintj.model.checkpoint.TensorValues;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.ModelParts;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.model.folder.NetworkKind;
import org.inpaintj.network.LowRank;
import org.inpaintj.network.Weights;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.device.DeviceSetup;
import org.inpaintj.onnx.file.ElementType;
import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.params.Parameters;

/**
 * Networks that compute with 16-bit floats, which graphics cards are to run: beside the 32-bit ones on the processor,
 * where ONNX Runtime has some of the operators for 16 bits and converts around the others.
 */
class HalfFormTest {

    private static final double LIMIT = 6e-3;
    /** Of free axes; residuals are one number each, which is added everywhere. */
    private static final Map<String, Long> SIDES = Map.of("batch", 2L, "sequence", 77L, "height", 16L, "width", 16L,
            "latent_height", 8L, "latent_width", 8L, "hint_height", 128L, "hint_width", 128L);
    private static final DeviceSetup HALVES = new DeviceSetup(Device.CPU, true);

    @TempDir
    private Path folder;

    /** How many casts there are beside those of inputs and outputs: three in, one out of an attention of SD 2. */
    @ParameterizedTest
    @CsvSource({ "checkpoint-sd2-eps, true, 4", "checkpoint-sdxl, false, 0", "checkpoint-sdxl-refiner, false, 0",
            "checkpoint-taesd, true, 0" })
    void networksOfHalvesComputeWithHalves(final String name, final boolean vae, final int perAttention)
            throws IOException {
        final Path file = file(ModelFixture.of(name).folder());
        final CheckpointParts parts = name.endsWith("taesd") ? Checkpoints.vae(file)
                : new CheckpointParts(Checkpoints.read(file), NetworkChanges.NONE);
        for (final ModelParts.Found found : parts.networks()) {
            final boolean autoencoder = found.kind() == NetworkKind.VAE_ENCODER
                    || found.kind() == NetworkKind.VAE_DECODER;
            compare(name, found, !autoencoder || vae, found.kind() == NetworkKind.UNET ? perAttention : 0);
        }
    }

    @Test
    void stableDiffusion1DoesWithAllItsNetworks() throws IOException {
        final CheckpointModel model = Checkpoints.read(file(ModelFixture.of("checkpoint-sd1").folder()));
        new CheckpointParts(model, NetworkChanges.NONE).networks().forEach(found -> compare("fp32", found, false, 0));
        try (TensorFileWriter writer = new TensorFileWriter(folder.resolve("halves"))) {
            final CheckpointModel.Unet unet = model.unet().orElseThrow();
            final CheckpointModel.Vae vae = model.vae().orElseThrow();
            final CheckpointModel halves = new CheckpointModel(model.source(),
                    Optional.of(new CheckpointModel.Unet(unet.file(), halves(unet.weights(), writer), unet.shape(),
                            unet.config())),
                    Optional.of(new CheckpointModel.Vae(vae.file(), halves(vae.weights(), writer), false, vae.groups(),
                            vae.config())),
                    model.texts().stream().map(t -> new CheckpointModel.TextPart(t.name(), t.file(),
                            halves(t.weights(), writer), t.form(), t.config())).toList(),
                    model.tokenizers(), model.scheduler(), model.index(), "");
            final NetworkChanges lora = lora(halves.unet().orElseThrow().weights(), writer);
            new CheckpointParts(halves, NetworkChanges.NONE).networks().forEach(f -> compare("sd1", f, true, 0));
            new CheckpointParts(halves, lora.withControl()).networks().stream()
                    .filter(f -> f.kind() == NetworkKind.UNET).forEach(f -> compare("LoRA, control", f, true, -1));
        }
    }

    /** One rank beside the first attention, as 32-bit floats: the two weights and the strength are converted. */
    private static NetworkChanges lora(final Weights unet, final TensorFileWriter writer) {
        final String module = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q";
        final StoredTensor weight = unet.get(module + ".weight");
        final Function<List<Long>, StoredTensor> made = dims -> writer.add("lora" + dims, ElementType.FLOAT, dims,
                random(new Random(5), dims.stream().mapToLong(d -> d).toArray()).array());
        return new NetworkChanges("a LoRA", Map.of("unet", Map.of(module, List.of(new LowRank(
                made.apply(List.of(1L, weight.size(1))), Optional.empty(), made.apply(List.of(weight.size(0), 1L)), 0.3,
                0)))), Map.of(), false);
    }

    private static Weights halves(final Weights weights, final TensorFileWriter writer) {
        return new Weights(weights.owner(), weights.names().stream().sorted().collect(Collectors.toMap(n -> n,
                n -> writer.add(n, ElementType.FLOAT16, weights.get(n).dims(), TensorValues.floats(weights.get(n))))));
    }

    @Test
    void theAutoencoderOfXlDoesWhereItWasMadeForIt() throws IOException {
        final Path plain = ModelFixture.of("checkpoint-vae").folder().resolve("vae-diffusers.safetensors");
        final Path fixed = Files.copy(plain, folder.resolve("sdxl_vae_fp16_fix.safetensors"));
        assertEquals(List.of(false, false), halves(Checkpoints.vae(plain)));
        assertEquals(List.of(true, true), halves(Checkpoints.vae(fixed)));
        for (final boolean upcast : new boolean[] { true, false }) {
            final Path saved = Files.createDirectories(folder.resolve("saved-" + upcast));
            Files.copy(plain, saved.resolve("diffusion_pytorch_model.safetensors"));
            Files.writeString(saved.resolve("config.json"),
                    "{\"_class_name\": \"AutoencoderKL\", \"force_upcast\": " + upcast + "}");
            assertEquals(List.of(!upcast, !upcast), halves(Checkpoints.vae(saved)));
        }
    }

    @ParameterizedTest
    @CsvSource({ "sd1, control-folder", "sdxl, control_sdxl.safetensors" })
    void controlNetsDo(final String family, final String file) {
        final DiffusionModel model = DiffusionModel.known(ModelChoice.of(file(ModelFixture.of("checkpoint-" + family)
                .folder())).with(NetworkChanges.NONE.withControl()));
        compare(file, ControlNets.of(Parameters.of(ControlKeys.class).parse(Map.of("control", "picture.png",
                "controlnet", ModelFixture.of("controlnet-" + family).folder().resolve(file).toString())), model)
                .networks().get(0), 0);
    }

    private static List<Boolean> halves(final CheckpointParts parts) {
        return parts.networks().stream().map(found -> NetworkFile.of(found.info()).halves()).toList();
    }

    @Test
    void onlyCudaComputesWithThemUnlessItIsToBeExact() {
        for (final Device device : Device.values())
            for (final Precision precision : Precision.values())
                if (device != Device.AUTO)
                    assertEquals(new DeviceSetup(device, device == Device.CUDA && precision != Precision.EXACT),
                            precision.on(device));
    }

    /** @param beside the borders: casts an attention, or -1 for the three of a LoRA of 32 bits */
    private static void compare(final String name, final ModelParts.Found found, final boolean halves,
            final int beside) {
        final NetworkFile network = NetworkFile.of(found.info());
        assertEquals(halves, network.halves(), network.name());
        if (halves)
            compare(name + " " + found.kind(), network, beside);
    }

    private static void compare(final String name, final NetworkFile network, final int beside) {
        final OnnxModelInfo whole = OnnxModelInfo.of(network.graph().orElseThrow());
        final OnnxModelInfo half = OnnxModelInfo.of(network.graph().orElseThrow().half().orElseThrow().get());
        assertEquals(whole.inputs(), half.inputs());
        assertEquals(whole.outputs(), half.outputs());
        final Map<String, List<OnnxNode>> operators = half.nodes().stream()
                .collect(Collectors.groupingBy(node -> node.operator().replaceAll(".*:", "")));
        final long casts = operators.getOrDefault("Cast", List.of()).size();
        final long attentions = operators.getOrDefault("MultiHeadAttention", List.of()).size();
        final long borders = Stream.concat(half.inputs().stream(), half.outputs().stream())
                .filter(value -> value.type() == ElementType.FLOAT).count()
                // where a text ends is a truth value made a number
                + (operators.containsKey("Equal") ? 1 : 0);
        assertEquals(borders + (beside < 0 ? 2 : beside * attentions), casts, network.name());
        final Set<String> stored = half.initializers().keySet();
        assertEquals(beside < 0 ? 2 : 0, operators.get("Cast").stream()
                .filter(cast -> stored.contains(cast.inputs().get(0))).count(), "weights that are converted");
        try (Session exact = network.open(DeviceSetup.CPU); Session narrow = network.open(HALVES)) {
            final Map<String, Tensor> feeds = feeds(exact);
            final Map<String, Tensor> expected = exact.run(feeds, exact.outputs().keySet());
            final Map<String, Tensor> actual = narrow.run(feeds, exact.outputs().keySet());
            double most = 0;
            for (final String output : expected.keySet())
                most = Math.max(most, error(expected.get(output), actual.get(output)));
            System.out.printf(Locale.ROOT, "%-40s %.1e, %d casts%n", name, most, casts);
            assertTrue(most < LIMIT, network.name() + " is off by " + most);
        }
    }

    /** Root mean square of the difference, relative. */
    private static double error(final Tensor expected, final Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        double off = 0, all = 0;
        for (int i = 0; i < expected.size(); i++) {
            off += Math.pow(expected.get(i) - actual.get(i), 2);
            all += Math.pow(expected.get(i), 2);
        }
        return Math.sqrt(off / all);
    }

    private static Map<String, Tensor> feeds(final Session session) {
        final Random random = new Random(3);
        final Map<String, Tensor> feeds = new HashMap<>();
        for (final ValueInfo in : session.inputs().values()) {
            final long[] shape = new long[in.rank()];
            for (int d = 0; d < shape.length; d++)
                shape[d] = in.size(d) > 0 ? in.size(d) : SIDES.getOrDefault(in.axes().get(d).name(), 1L);
            final float[] values = random(random, shape).array();
            if (in.type() == ElementType.INT64)
                for (int i = 0; i < values.length; i++)
                    values[i] = i % 77 == 76 ? 49407 : 500 + i;
            if (in.name().equals("timestep") || in.name().equals("time_ids"))
                Arrays.fill(values, 500);
            feeds.put(in.name(), Tensor.of(values, shape));
        }
        assertFalse(feeds.isEmpty());
        return feeds;
    }

    private static Tensor random(final Random random, final long... shape) {
        final Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.size(); i++)
            tensor.buffer().put(i, (float) random.nextGaussian());
        return tensor;
    }

    private static Path file(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".safetensors")).findFirst().orElseThrow();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
