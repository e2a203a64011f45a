package org.inpaintj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.model.checkpoint.Checkpoint;
import org.inpaintj.model.checkpoint.DiffusersNames;
import org.inpaintj.model.checkpoint.StoredTensor;
import org.inpaintj.model.checkpoint.TextTower;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;

/**
 * The networks that are written from checkpoints, against what diffusers and transformers compute with the same
 * weights; a line a network says how near. Other families, layouts and types of weights are CheckpointParityTest's.
 */
class NetworkParityTest {

    private static final double TOLERANCE = 1e-4;
    private static final String PREFIX = "checkpoint-";
    private static final int END = 49407;

    @ParameterizedTest
    @ValueSource(strings = { "sd1", "sd1-pix2pix", "sd2-v", "sdxl", "sdxl-refiner" })
    void allOfACheckpointIsTheReferences(final String name) {
        final ModelFixture fixture = ModelFixture.of(PREFIX + name);
        everything(name, single(fixture.folder()), fixture.tensors());
    }

    @ParameterizedTest
    @ValueSource(strings = { "vae.ckpt", "vae-legacy.pt", "vae-diffusers.safetensors",
            "vae-diffusers-old.safetensors" })
    void anAutoencoderAloneIsTheReferences(final String file) {
        final ModelFixture fixture = ModelFixture.of(PREFIX + "vae");
        autoencoder(file, Checkpoint.read(fixture.folder().resolve(file)), fixture.tensors());
    }

    @Test
    void theTinyAutoencoderIsTheReferences() {
        final ModelFixture fixture = ModelFixture.of(PREFIX + "taesd");
        final Checkpoint both = Checkpoint.read(fixture.folder().resolve("taesd.safetensors"));
        tiny("taesd.safetensors", both.under("encoder.layers."), both.under("decoder.layers."), fixture.tensors());
        tiny("taesd_*.pth", Checkpoint.read(fixture.folder().resolve("taesd_encoder.pth")),
                Checkpoint.read(fixture.folder().resolve("taesd_decoder.pth")), fixture.tensors());
    }

    private static void everything(final String name, final Checkpoint file, final Map<String, Tensor> golden) {
        autoencoder(name, file, golden);
        unet(name, file, golden);
        texts(name, file, golden);
    }

    private static void unet(final String name, final Checkpoint file, final Map<String, Tensor> golden) {
        final Tensor ids = golden.get("step/time_ids");
        final float t = golden.get("step/timestep").get(0);
        final Map<String, Tensor> feeds = new HashMap<>(Map.of("sample", golden.get("step/sample"), "timestep",
                Tensor.of(new float[] { t, t }, 2), "encoder_hidden_states", both(golden, "")));
        if (ids != null)
            feeds.putAll(Map.of("time_ids", ids, "text_embeds", both(golden, "_pooled")));
        final Tensor out = run(DiffusersNames.unet(file), layers -> UnetNetwork.write(layers,
                UnetForm.usual(ids == null ? 0 : (int) ids.size(1)), false), feeds, "out_sample");
        assertClose(name + " UNet", golden.get("step/out"), out);
    }

    /** The texts of the golden step: unwanted, then wanted. */
    private static Tensor both(final Map<String, Tensor> golden, final String suffix) {
        final Tensor negative = golden.get("text/negative" + suffix), prompt = golden.get("text/prompt" + suffix);
        final float[] joined = Arrays.copyOf(negative.array(), 2 * negative.size());
        System.arraycopy(prompt.array(), 0, joined, negative.size(), prompt.size());
        final long[] shape = prompt.shape();
        shape[0] = 2;
        return Tensor.of(joined, shape);
    }

    private static void autoencoder(final String name, final Checkpoint file, final Map<String, Tensor> golden) {
        final Map<String, StoredTensor> weights = DiffusersNames.vae(file);
        final Tensor mean = golden.get("vae/mean");
        final Tensor parameters = run(weights, layers -> new VaeNetwork(layers, 32).encoder(),
                Map.of("sample", pixels(golden.get("picture"))), "latent_parameters");
        assertEquals(2 * mean.size(), parameters.size(), name);
        assertClose(name + " encoder", mean,
                Tensor.of(Arrays.copyOf(parameters.array(), mean.size()), mean.shape()));
        assertClose(name + " decoder", golden.get("vae/decoded"), run(weights,
                layers -> new VaeNetwork(layers, 32).decoder(), Map.of("latent_sample", mean), "sample"));
    }

    private static void tiny(final String name, final Checkpoint encoder, final Checkpoint decoder,
            final Map<String, Tensor> golden) {
        final Tensor latents = golden.get("taesd/mean");
        assertClose(name + " encoder", latents, run(encoder.tensors(), layers -> new TaesdNetwork(layers).encoder(),
                Map.of("sample", pixels(golden.get("picture"))), "latent_sample"));
        assertClose(name + " decoder", golden.get("taesd/decoded"), run(decoder.tensors(),
                layers -> new TaesdNetwork(layers).decoder(), Map.of("latent_sample", latents), "sample"));
    }

    /** Bytes of shape y, x, 3 as -1..1 of shape 1, 3, y, x. */
    private static Tensor pixels(final Tensor picture) {
        final int plane = picture.size() / 3;
        final Tensor pixels = Tensor.zeros(1, 3, picture.size(0), picture.size(1));
        for (int i = 0; i < picture.size(); i++)
            pixels.buffer().put(i % 3 * plane + i / 3, picture.get(i) / 127.5f - 1);
        return pixels;
    }

    /** Context and pooled text; Stable Diffusion XL takes the state before the last layer, 2 leaves out a layer. */
    private static void texts(final String name, final Checkpoint file, final Map<String, Tensor> golden) {
        final List<TextTower> towers = DiffusersNames.textEncoders(file);
        final boolean xl = golden.containsKey("text/prompt_pooled");
        final int width = (int) golden.get("text/prompt").size(2);
        final float[] context = new float[77 * width];
        int from = 0;
        for (int k = 0; k < towers.size(); k++) {
            final TextTower tower = towers.get(k);
            final Weights weights = new Weights(name, tower.weights());
            final int wide = (int) weights.get("text_model.final_layer_norm.weight").count();
            final int layers = weights.count("text_model.encoder.layers");
            final TextEncoderNetwork.Form form = new TextEncoderNetwork.Form(tower.openClip()
                    ? TextEncoderNetwork.Activation.GELU : TextEncoderNetwork.Activation.QUICK_GELU, wide / 64,
                    tower.openClip() && !xl ? 1 : 0, END);
            final Tensor ids = golden.get("ids." + k);
            final Tensor first = Tensor.of(Arrays.copyOf(ids.array(), 77), 1, 77);
            final String state = xl ? "hidden_states." + (layers - 1) : "last_hidden_state";
            final Map<String, Tensor> feeds = Map.of("input_ids", first, TextEncoderNetwork.VECTORS,
                    Tensor.zeros(1, wide));
            final Consumer<NetworkLayers> network = made -> new TextEncoderNetwork(made, form).write();
            final Tensor out = run(tower.weights(), network, feeds, state);
            for (int i = 0; i < 77; i++)
                System.arraycopy(out.array(), i * wide, context, i * width + from, wide);
            from += wide;
            if (xl && k == towers.size() - 1)
                assertClose(name + " pooled", golden.get("text/prompt_pooled"),
                        run(tower.weights(), network, feeds, "text_embeds"));
        }
        assertEquals(width, from, name);
        assertClose(name + " text", golden.get("text/prompt"), Tensor.of(context, 1, 77, width));
    }

    private static Tensor run(final Map<String, StoredTensor> tensors, final Consumer<NetworkLayers> network,
            final Map<String, Tensor> feeds, final String wanted) {
        final GraphWriter graph = new GraphWriter();
        network.accept(new NetworkLayers(graph, new Weights("the test's file", tensors), Map.of()));
        try (Session session = Session.open(graph.graph("test", Path.of("test")),
                options -> options.setIntraOpNumThreads(1))) {
            return session.run(feeds, List.of(wanted)).get(wanted);
        }
    }

    private static Checkpoint single(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            final List<Path> found = files.toList();
            assertEquals(1, found.size(), folder.toString());
            return Checkpoint.read(found.get(0));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertClose(final String what, final Tensor expected, final Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        double most = 0;
        for (int i = 0; i < expected.size(); i++) {
            final double off = Math.abs(expected.get(i) - actual.get(i));
            assertTrue(off >= 0, what + " is not a number");
            most = Math.max(most, off);
        }
        System.out.printf(Locale.ROOT, "%-32s %.1e%n", what, most);
        assertTrue(most < TOLERANCE, what + " differs by " + most);
    }
}
