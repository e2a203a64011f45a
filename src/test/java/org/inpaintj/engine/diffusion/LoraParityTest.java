package org.inpaintj.engine.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.Progress;
import org.inpaintj.engine.diffusion.family.Conditioning;
import org.inpaintj.engine.diffusion.family.DenoiserBranch;
import org.inpaintj.engine.diffusion.family.DiffusionModel;
import org.inpaintj.engine.diffusion.family.ModelChoice;
import org.inpaintj.engine.diffusion.lora.AppliedLoras;
import org.inpaintj.engine.diffusion.lora.LoraApplier;
import org.inpaintj.engine.diffusion.memory.SessionPool;
import org.inpaintj.engine.diffusion.text.LoraTag;
import org.inpaintj.engine.diffusion.text.TextEncoders;
import org.inpaintj.lora.LoraSelection;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.NetworkFile;
import org.inpaintj.onnx.Tensor;

/** Text encoders and UNet with LoRA files against the reference, of checkpoints and of exports. */
class LoraParityTest {

    private static final double TOLERANCE = 2e-4;
    private static final String PROMPT = "a photo of an astronaut riding a horse, highly detailed";
    private static final ModelFixture LORAS = ModelFixture.of("loras");

    static Stream<String> cases() {
        return LORAS.cases().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void networksAreThoseOfTheReference(final String name) {
        final JsonObject told = LORAS.cases().getAsJsonObject(name);
        final String kind = told.get("model").getAsString();
        final boolean export = kind.startsWith("onnx-");
        final ModelFixture fixture = ModelFixture.of(export ? kind.substring(5) : "checkpoint-" + kind);
        final Path path = export ? fixture.folder() : fixture.folder().resolve(kind + ".safetensors");
        final ModelChoice choice = ModelChoice.of(path);
        final DiffusionModel plain = DiffusionModel.known(choice);
        final LoraSelection selection = LoraApplier.selection(List.of(new LoraTag(name,
                told.get("encoder").getAsDouble(), told.get("unet").getAsDouble())), LORAS.folder().toString());
        final LoraApplier applier = new LoraApplier();
        try (SessionPool pool = new SessionPool(Long.MAX_VALUE / 2, options -> options.setIntraOpNumThreads(1))) {
            final AppliedLoras applied = applier.apply(choice, plain, selection, Progress.NONE);
            assertEquals(List.of(), applied.notes());
            pool.feed(applied.constants());
            final Conditioning text =
                    new TextEncoders(applied.model(), pool).encode(PROMPT, 0, Progress.NONE);
            assertClose(name + " context", LORAS.tensors().get(name + "/context"), text.context());
            final Map<String, Tensor> golden = fixture.tensors();
            final Map<String, Tensor> feeds = plain.family().feeds(plain, List.of(
                    branch(golden, "text/negative", true, export), branch(golden, "text/prompt", false, export)));
            final Tensor out = new NoisePredictor(applied.model(), pool).predict(golden.get("step/sample"),
                    golden.get("step/timestep").get(0), feeds, Progress.NONE);
            assertClose(name + " step", LORAS.tensors().get(name + "/step"), out);
        } finally {
            applier.forget();
        }
    }

    /** Names are what sessions are kept loaded by. */
    @ParameterizedTest
    @ValueSource(strings = { "sd1 kohya", "onnx onnx-lora", "sd1 lokr", "onnx onnx-loha" })
    void onlyWhatIsComputedIsLoadedAnew(final String what) {
        final boolean export = what.startsWith("onnx");
        final Path path = export ? ModelFixture.of("sd15").folder()
                : ModelFixture.of("checkpoint-sd1").folder().resolve("sd1.safetensors");
        final String name = what.substring(what.indexOf(' ') + 1);
        final ModelChoice choice = ModelChoice.of(path);
        final DiffusionModel plain = DiffusionModel.known(choice);
        final LoraApplier applier = new LoraApplier();
        final List<DiffusionModel> models = new ArrayList<>();
        for (final double strength : new double[] { 0.3, 0.8 })
            models.add(applier.apply(choice, plain, LoraApplier.selection(
                    List.of(new LoraTag(name, strength, strength)), LORAS.folder().toString()), Progress.NONE).model());
        final boolean computed = name.contains("lo") && !name.endsWith("lora");
        assertNotEquals(plain.denoiser().network().name(), models.get(0).denoiser().network().name());
        assertEquals(!computed, names(models.get(0)).equals(names(models.get(1))), what);
        final List<Path> files = models.get(1).denoiser().network().files();
        assertEquals(computed, files.stream().anyMatch(LoraParityTest::isSideFile));
        applier.forget();
        assertTrue(files.stream().allMatch(file -> isSideFile(file) != Files.exists(file)));
    }

    private static boolean isSideFile(final Path file) {
        return file.getFileName().toString().matches("weights-\\d+-\\d+\\.bin");
    }

    private static List<String> names(final DiffusionModel model) {
        return model.networks().stream().map(NetworkFile::name).toList();
    }

    private static DenoiserBranch branch(final Map<String, Tensor> golden, final String text, final boolean unwanted,
            final boolean export) {
        return new DenoiserBranch(new Conditioning(golden.get(text), Optional.ofNullable(golden.get(text + "_pooled"))),
                export ? 96 : 128, 64, unwanted, 8.5);
    }

    private static void assertClose(final String what, final Tensor expected, final Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape(), what);
        double most = 0, large = 0;
        for (int i = 0; i < expected.size(); i++) {
            most = Math.max(most, Math.abs(expected.get(i) - actual.get(i)));
            large = Math.max(large, Math.abs(expected.get(i)));
        }
        System.out.printf("%-24s %.1e of %.1f%n", what, most, large);
        assertTrue(most < TOLERANCE, what + " differs by " + most);
    }
}
