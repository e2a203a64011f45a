package org.inpaintj.engine.diffusion.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.Box;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Plane;
import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DenoiserBranch;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.model.folder.ControlNetFile;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.onnx.Session;
import org.inpaintj.onnx.Tensor;
import org.inpaintj.onnx.file.ValueInfo;
import org.inpaintj.params.Parameters;

/** ControlNets and their files: residuals against diffusers', and what does not fit. */
class ControlNetTest {

    @TempDir
    private Path folder;

    private static DiffusionModel model(final Path path) {
        return DiffusionModel.known(ModelChoice.of(path).with(NetworkChanges.NONE.withControl()));
    }

    private static ControlKeys keys(final String... texts) {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < texts.length; i += 2)
            values.put(texts[i], texts[i + 1]);
        return Parameters.of(ControlKeys.class).parse(values);
    }

    @ParameterizedTest
    @CsvSource({ "sd1, control_sd1.pth", "sd1, control-folder", "sdxl, control_sdxl.safetensors" })
    void residualsOfCheckpointsAreTheReferences(final String name, final String control) {
        final ModelFixture golden = ModelFixture.of("controlnet-" + name);
        final ControlNet net = ControlNet.read(golden.folder().resolve(control),
                model(golden.folder().resolve(name + ".safetensors")));
        final ControlNetFile file = net.file();
        final Map<String, Tensor> feeds = new HashMap<>();
        for (final String input : List.of("sample", "timestep", "encoder_hidden_states", "controlnet_cond",
                "text_embeds", "time_ids"))
            if (golden.tensors().containsKey("step/" + input))
                feeds.put(input, golden.tensors().get("step/" + input));
        final List<String> outputs = file.residuals().all().stream().map(ValueInfo::name).toList();
        assertEquals(name.equals("sd1") ? 13 : 10, outputs.size());
        try (Session session = file.network().open(options -> options.setIntraOpNumThreads(1))) {
            final Map<String, Tensor> made = session.run(feeds, outputs);
            double worst = 0;
            for (final String output : outputs) {
                final Tensor wanted = golden.tensors().get("step/" + output);
                assertArrayEquals(wanted.shape(), made.get(output).shape(), output);
                for (int i = 0; i < wanted.size(); i++)
                    worst = Math.max(worst, Math.abs(wanted.get(i) - made.get(output).get(i)));
            }
            System.out.printf(Locale.ROOT, "%-24s residuals %.1e%n", control, worst);
            assertTrue(worst < 1e-4, control + " differs by " + worst);
        }
    }

    @Test
    void namesThatSayNothingGoByTheirPlaces() {
        final Path controls = ModelFixture.of("controlnet").folder().resolve("controls");
        final DiffusionModel model = model(ModelFixture.of("controlnet").folder());
        assertEquals("down_block_res_samples, r1000, r1037, r1074, mid_block_res_sample",
                ControlNet.read(controls.resolve("plain.onnx"), model).file().residuals().toString());
        final ControlNetFile scaled = ControlNet.read(controls.resolve("scaled.onnx"), model).file();
        assertTrue(scaled.scale().isPresent());
        assertEquals(model.denoiser().inputs().residuals().toString(), scaled.residuals().toString());
    }

    /** A window sees its part of the picture; a network that shuffles gives means, and nothing to a negative prompt. */
    @Test
    void aWindowSeesItsPart() {
        final Path path = ModelFixture.of("controlnet").folder();
        final DiffusionModel model = model(path);
        final ControlUnit unit = keys("controlnet", "x", "control", "y", "control_weight", "0.5").used().get(0);
        final ControlNet net = ControlNet.read(path.resolve("controls/scaled.onnx"), model);
        final Tensor hint = ModelFixture.of("controlnet").tensors().get("hint.0");
        final List<Plane> picture = new ArrayList<>();
        for (int c = 0; c < 3; c++)
            picture.add(new Plane(Arrays.copyOfRange(hint.array(), c * 96 * 64, (c + 1) * 96 * 64), 96, 64));
        final List<Plane> part = picture.stream().map(p -> p.crop(new Box(24, 16, 64, 32))).toList();
        final Tensor sample = Tensor.zeros(2, 4, 4, 8);
        for (int i = 0; i < sample.size(); i++)
            sample.buffer().put(i, (float) Math.sin(i));
        final Conditioning text = new Conditioning(Tensor.of(new float[77 * 16], 1, 77, 16), Optional.empty());
        final List<DenoiserBranch> branches = List.of(new DenoiserBranch(text, 64, 32, true, 5),
                new DenoiserBranch(text, 64, 32, false, 5));
        final Map<String, Tensor> texts = model.family().feeds(model, branches);
        try (SessionPool pool = new SessionPool(1L << 30, options -> options.setIntraOpNumThreads(1))) {
            final ControlRun windowed = run(model, pool, unit, net, picture), alone = run(model, pool, unit, net, part);
            windowed.look(new Box(3, 2, 8, 4));
            final Map<String, Tensor> a = windowed.residuals(sample, 601, branches, texts, Progress.NONE);
            final Map<String, Tensor> b = alone.residuals(sample, 601, branches, texts, Progress.NONE);
            assertEquals(5, a.size());
            a.forEach((name, tensor) -> assertArrayEquals(b.get(name).array(), tensor.array(), 1e-6f));
            final Map<String, Tensor> shuffled = run(model, pool, unit, new ControlNet(net.source(), net.file(), true),
                    part).residuals(sample, 601, branches, texts, Progress.NONE);
            shuffled.forEach((name, tensor) -> {
                final int plane = (int) (tensor.size(2) * tensor.size(3)), half = tensor.size() / 2;
                final float[] all = b.get(name).array();
                double mean = 0;
                for (int i = 0; i < plane; i++)
                    mean += all[half + i] / plane;
                assertEquals(0, tensor.get(0));
                assertEquals(mean, tensor.get(half), 1e-5);
                assertEquals(tensor.get(half), tensor.get(half + plane - 1));
            });
        }
    }

    private static ControlRun run(final DiffusionModel model, final SessionPool pool, final ControlUnit unit,
            final ControlNet net, final List<Plane> picture) {
        final ControlRun run = new ControlRun(model, pool, List.of(new ControlRun.Part(unit, net,
                ControlPreprocessor.of("none"), picture, Optional.empty())));
        run.prepare(Progress.NONE);
        return run;
    }

    @Test
    void modesHaveTheFactorsOfTheirSources() {
        assertEquals(1, ControlMode.BALANCED.factor(0, 13));
        assertEquals(0.1, ControlMode.GUESS.factor(0, 13), 1e-12);
        assertEquals(Math.pow(10, -0.5), ControlMode.GUESS.factor(6, 13), 1e-12);
        assertEquals(1, ControlMode.GUESS.factor(12, 13), 1e-12);
        assertEquals(1, ControlMode.GUESS.factor(9, 10), 1e-12);
        assertEquals(Math.pow(0.825, 12), ControlMode.PROMPT.factor(0, 13), 1e-12);
        assertEquals(1, ControlMode.CONTROL.factor(12, 13));
        assertTrue(ControlMode.CONTROL.promptOnly());
        assertFalse(ControlMode.PROMPT.promptOnly());
    }

    @Test
    void aUnitTakesPartInWholeSteps() {
        final ControlUnit unit = keys("controlnet", "x", "control", "y", "control_start", "0.25", "control_end", "0.7")
                .used().get(0);
        assertEquals(List.of(false, false, false, true, true, true, true, false, false, false),
                IntStream.range(0, 10).mapToObj(i -> unit.isActive(i, 10)).toList());
        assertTrue(keys("controlnet", "x", "control", "y").used().get(0).isActive(9, 10));
        assertTrue(keys("controlnet", "x", "control_weight", "0").used().isEmpty());
    }

    private String refused(final Path model, final String... texts) {
        return assertThrows(InpaintException.class, () -> ControlNets.of(keys(texts), model(model))).getMessage();
    }

    @Test
    void contradictionsAreSaid() {
        final Path model = ModelFixture.of("controlnet").folder();
        final String net = model.resolve("controls/scaled.onnx").toString();
        assertTrue(refused(model, "controlnet2", net).startsWith(
                "The ControlNet of controlnet2 sees no picture: set control2 to the title of an open image"));
        assertEquals("control_start=0.5 is not before control_end=0.5, so the ControlNet would never take part: give a "
                + "start below the end.", refused(model, "controlnet", net, "control", "a", "control_start", "0.5",
                        "control_end", "0.5"));
        assertEquals("There is no ControlNet '/nowhere/net.pth': give the path of a .safetensors, .pth or .onnx file, "
                + "or of a folder.", refused(model, "controlnet", "/nowhere/net.pth", "control", "a"));
        assertEquals("There is no preprocessor 'depths': give none, inpaint, tile, canny or colour_grid, or the path "
                + "of an .onnx file.", refused(model, "controlnet", net, "control", "a", "preprocessor", "depths"));
        assertTrue(refused(model, "controlnet", net, "control", "a", "preprocessor", net).startsWith(net
                + " is no preprocessor, which takes one picture"));
    }

    @Test
    void anotherFamilyOrWidthIsNamed() {
        final Path sd1 = ModelFixture.of("controlnet").folder(), xl = ModelFixture.of("controlnet-xl").folder();
        final Path ofXl = xl.resolve("controls/scaled.onnx");
        assertEquals("The ControlNet " + ofXl + " was made for Stable Diffusion XL with texts of 40 features, but "
                + sd1 + " is Stable Diffusion 1 with texts of 16 features: use a ControlNet of the model's family.",
                refused(sd1, "controlnet", ofXl.toString(), "control", "a"));
        final Path checkpoint = ModelFixture.of("controlnet-sd1").folder().resolve("control_sd1.pth");
        assertTrue(refused(sd1, "controlnet", checkpoint.toString(), "control", "a").contains(
                "was made for Stable Diffusion 1 or 2 with texts of 64 features, but " + sd1));
        final Path control = ModelFixture.of("controlnet-sdxl").folder().resolve("control_sdxl.safetensors");
        assertTrue(refused(sd1, "controlnet", control.toString(), "control", "a").contains("Stable Diffusion XL"));
    }

    @Test
    void aPlainUnetSaysWhatToDo() {
        final Path plain = ModelFixture.of("sd15").folder();
        assertEquals(plain.resolve("unet/model.onnx") + " takes no residuals of a ControlNet: use the checkpoint "
                + "of the model (.safetensors), or export the UNet with the inputs down_block_0_additional_residual "
                + "and so on, as docs/controlnet.md shows.",
                assertThrows(InpaintException.class, () -> model(plain)).getMessage());
        assertTrue(assertThrows(InpaintException.class, () -> model(ModelFixture.of("sd3").folder())).getMessage()
                .contains("which no ControlNet can steer here"));
    }

    @Test
    void whatIsLikeAControlNetIsRefusedByItsName() throws IOException {
        final Path model = ModelFixture.of("controlnet").folder();
        for (final String[] other : new String[][] { { "lora_controlnet", "a Control-LoRA" },
            { "task_embedding", "a ControlNet of the union kind" },
            { "adapter.body.0.in_conv.weight", "a T2I-Adapter" }, { "body.0.block1.weight", "a T2I-Adapter" },
            { "ip_adapter.1.to_k_ip.weight", "an IP-Adapter" }, { "lllite_unet_x.weight", "a ControlNet-LLLite" },
            { "difference", "the difference between a ControlNet and its model" } }) {
            final Path file = safetensors(other[0]);
            final String said = refused(model, "controlnet", file.toString(), "control", "a");
            assertTrue(said.startsWith(file + " is " + other[1] + ", which ") && said.contains("not supported"), said);
        }
        final Path none = safetensors("weight");
        assertTrue(refused(model, "controlnet", none.toString(), "control", "a").startsWith(none
                + " holds weights of no kind that is known"));
        final Path unet = ModelFixture.of("controlnet-sd1").folder().resolve("sd1.safetensors");
        assertTrue(refused(model, "controlnet", unet.toString(), "control", "a").contains(
                " is a diffusion model, not a ControlNet"));
        assertTrue(refused(model, "controlnet", model.resolve("unet/model.onnx").toString(), "control", "a").contains(
                "is a UNet for ControlNets, not a ControlNet"));
        final Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(refused(model, "controlnet", empty.toString(), "control", "a").contains("holds no ControlNet"));
    }

    private Path safetensors(final String name) throws IOException {
        final byte[] header = ("{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}")
                .getBytes(StandardCharsets.US_ASCII);
        return Files.write(folder.resolve(name + ".safetensors"), ByteBuffer.allocate(8 + header.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).put(header).array());
    }
}
