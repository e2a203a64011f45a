package org.inpaintj.engine.diffusion.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.diffusion.checkpoint.NetworkChanges;
import org.inpaintj.model.folder.ModelFixture;
import org.inpaintj.model.folder.TextEncoderFile;
import org.inpaintj.model.folder.TokenizerSource;
import org.inpaintj.sampling.PredictionType;

/** Real exports of every family, whole, renamed, stripped and broken. */
class ModelFolderTest {

    private static final String FAMILIES = """
            sd15 | Stable Diffusion 1 | EPSILON | 4 | 4 | 0 | false | [16] | 0.18215 | 0
            sd15-inpaint | Stable Diffusion 1, inpainting | EPSILON | 9 | 4 | 0 | false | [16] | 0.18215 | 0
            sd2 | Stable Diffusion 2 | V_PREDICTION| 4 | 4 | 0 | false | [16] | 0.18215 | 0
            lcm | Stable Diffusion 1, few steps | EPSILON | 4 | 4 | 0 | false | [16] | 0.18215 | 0
            sdxl | Stable Diffusion XL | EPSILON | 4 | 4 | 6 | true | [16, 24] | 0.13025 | 0
            sdxl-inpaint | Stable Diffusion XL, inpainting| EPSILON | 9 | 4 | 6 | true | [16, 24] | 0.13025 | 0
            sdxl-turbo | Stable Diffusion XL, few steps | EPSILON | 4 | 4 | 6 | true | [16, 24] | 0.13025 | 0
            sdxl-refiner | Stable Diffusion XL | EPSILON | 4 | 4 | 5 | false | [24] | 0.13025 | 0
            sd3 | Stable Diffusion 3 | FLOW_PREDICTION | 16 | 16 | 0 | false | [16, 24, 48] | 1.5305 | 0.0609
            sd3-no-t5 | Stable Diffusion 3 | FLOW_PREDICTION | 16 | 16 | 0 | false | [16, 24] | 1.5305 | 0.0609
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FAMILIES)
    void everyFamilyIsRecognised(final String name, final String title, final PredictionType prediction,
            final int channels,
            final int latents, final int timeIds, final boolean zeroNegative, final String widths, final double scale,
            final double shift) {
        final DiffusionModel m = DiffusionModel.read(ModelFixture.of(name).folder());
        assertEquals(title, m.title());
        assertEquals(prediction, m.prediction());
        assertEquals(channels, m.denoiser().channels());
        assertEquals(latents, m.denoiser().latents());
        assertEquals(timeIds, m.denoiser().timeIdCount());
        assertEquals(zeroNegative, m.zeroNegative());
        assertEquals(timeIds == 5, StableDiffusionXl.scored(m.index(), m.denoiser()));
        assertEquals(widths, m.encoders().stream().map(TextEncoderFile::width).toList().toString());
        assertEquals(scale, m.vae().scale().get(0));
        assertEquals(shift, m.vae().shift().get(0));
        assertEquals(latents, m.vae().channels());
        assertEquals(8, m.vae().factor());
        assertEquals(16, m.multiple());
        assertEquals(m.family() instanceof StableDiffusion3 ? 128 : 64, m.size());
        assertEquals(List.of(), m.notes());
        assertFalse(m.vae().encoder().orElseThrow().sampled());
        assertTrue(m.cpuProblem().isEmpty());
        assertEquals(m.encoders().size() + 3, m.networks().size());
        assertTrue(m.networks().stream().allMatch(n -> n.weightBytes() > 10_000));
    }

    @Test
    void aFolderIsReadOnceUntilAFileChanges() throws IOException {
        final Path copy = ModelFixture.copy("sd15", folder.resolve("model")), vae = ModelFixture.of("sd2").folder();
        final DiffusionModel first = known(copy, Optional.empty()), other = known(copy, Optional.of(vae));
        assertSame(first, known(copy, Optional.empty()));
        assertSame(other, known(copy, Optional.of(vae)));
        assertEquals(vae, other.vae().decoder().network().file().getParent().getParent());
        final Path scheduler = copy.resolve("scheduler/scheduler_config.json");
        Files.writeString(scheduler, Files.readString(scheduler).replace("\"epsilon\"", "\"v_prediction\""));
        assertEquals(PredictionType.V_PREDICTION, known(copy, Optional.empty()).prediction());
        assertEquals(PredictionType.V_PREDICTION, known(copy, Optional.of(vae)).prediction());
        Files.delete(first.denoiser().network().file());
        assertThrows(InpaintException.class, () -> known(copy, Optional.empty()));
    }

    /** Names that mislead as much as they can: the second encoder sorts first, parts bear each other's names. */
    @ParameterizedTest
    @CsvSource({ "sdxl", "sd3", "sd15-inpaint" })
    void namesOfFoldersMeanNothing(final String name) throws IOException {
        ModelFixture.copy(name, folder);
        final Map<String, String> names = Map.of("text_encoder", "zz", "text_encoder_2", "aa", "tokenizer", "y",
                "tokenizer_2", "b", "unet", "vae", "transformer", "decoder", "vae_encoder", "unet2",
                "vae_decoder", "encoder",
                "text_encoder_3", "transformer2");
        for (final Map.Entry<String, String> e : names.entrySet())
            if (Files.exists(folder.resolve(e.getKey())))
                Files.move(folder.resolve(e.getKey()), folder.resolve(e.getValue()));
        final DiffusionModel m = DiffusionModel.read(folder),
                original = DiffusionModel.read(ModelFixture.of(name).folder());
        assertEquals(original.title(), m.title());
        assertEquals(original.encoders().stream().map(TextEncoderFile::width).toList(),
                m.encoders().stream().map(TextEncoderFile::width).toList());
        assertEquals("y", folder(m.encoders().get(0)));
        if (m.encoders().size() > 1)
            assertEquals("b", folder(m.encoders().get(1)));
        assertEquals(original.vae().scale(), m.vae().scale());
        assertEquals(original.size(), m.size());
        assertTrue(m.denoiser().network().file().getParent().endsWith(name.equals("sd3") ? "decoder" : "vae"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = FAMILIES)
    void withoutAnyConfigurationTheGraphsTellNearlyEverything(final String name, final String title,
            final PredictionType prediction, final int channels, final int latents, final int timeIds,
            final boolean zeroNegative,
            final String widths, final double scale, final double shift) {
        ModelFixture.copy(name, folder);
        delete("config.json", "model_index.json");
        final DiffusionModel m = DiffusionModel.read(folder);
        assertEquals(title, m.title());
        assertEquals(prediction, m.prediction());
        assertEquals(channels, m.denoiser().channels());
        assertEquals(timeIds, m.denoiser().timeIdCount());
        assertEquals(timeIds == 5, StableDiffusionXl.scored(m.index(), m.denoiser()));
        assertEquals(zeroNegative, m.zeroNegative());
        assertEquals(widths, m.encoders().stream().map(TextEncoderFile::width).toList().toString());
        assertEquals(scale, m.vae().scale().get(0));
        assertEquals(shift, m.vae().shift().get(0));
        assertEquals(8, m.vae().factor());
        assertEquals(16, m.multiple());
        assertEquals(1, m.notes().size(), m.notes().toString());
        assertTrue(m.notes().get(0).contains("does not say how its latents are scaled"));
    }

    private void delete(final String... names) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(f -> List.of(names).contains(f.getFileName().toString())).forEach(f -> f.toFile().delete());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMissingSchedulerIsNoted() {
        ModelFixture.copy("sd15", folder);
        delete("scheduler_config.json");
        final DiffusionModel m = DiffusionModel.read(folder);
        assertTrue(m.scheduler().isEmpty());
        assertEquals(1, m.notes().size());
        assertTrue(m.notes().get(0).contains("no scheduler_config.json"), m.notes().get(0));
        assertEquals("PNDMScheduler", DiffusionModel.read(ModelFixture.of("sd15").folder()).scheduler()
                .text("_class_name", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sd15 | unet           | has no denoiser
            sd15 | vae_decoder    | has no VAE decoder
            sd15 | text_encoder   | has no text encoder
            sd15 | tokenizer      | has no tokenizer
            sdxl | text_encoder   | give 24 features but model.onnx takes 40
            sdxl | text_encoder_2 | give 16 features
            sd3  | text_encoder_2 | holds 1 CLIP text encoders where 2 are needed
            sd3  | tokenizer_3    | no tokenizer.json for it
            """)
    void missingPartsAreNamed(final String name, final String part, final String reason) throws IOException {
        ModelFixture.copy(name, folder);
        try (Stream<Path> files = Files.walk(folder.resolve(part))) {
            files.filter(Files::isRegularFile).forEach(f -> f.toFile().delete());
        }
        assertProblem(reason);
    }

    @Test
    void aMissingVaeEncoderLeavesTextToImage() throws IOException {
        ModelFixture.copy("sd15", folder);
        Files.delete(folder.resolve("vae_encoder/model.onnx"));
        final DiffusionModel m = DiffusionModel.read(folder);
        assertTrue(m.vae().encoder().isEmpty());
        assertTrue(m.notes().get(0).contains("no VAE encoder"), m.notes().toString());
    }

    @Test
    void partsOfAnotherModelAreNoticed() throws IOException {
        ModelFixture.copy("sd15", folder);
        final Path sd3 = ModelFixture.of("sd3").folder();
        replace(sd3.resolve("vae_decoder/model.onnx"), "vae_decoder/model.onnx");
        assertProblem("decodes latents of 16 channels");
        replace(ModelFixture.of("sd15").folder().resolve("unet/model.onnx"), "vae_decoder/model.onnx");
        assertProblem("holds 2 networks of one kind, a UNet");
        Files.delete(folder.resolve("unet/model.onnx"));
        assertProblem("vae_decoder/model.onnx (a UNet)");
    }

    private void replace(final Path source, final String target) throws IOException {
        Files.delete(folder.resolve(target));
        Files.copy(source, folder.resolve(target));
    }

    @Test
    void damagedDownloadsComeFirst() throws IOException {
        ModelFixture.copy("sd15", folder);
        Files.writeString(folder.resolve("unet/model.onnx"), "version https://git-lfs.github.com/spec/v1\n");
        assertProblem("Git LFS pointer");
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"), "{\"_class_name\": \"DDIMScheduler\", ");
        Files.copy(ModelFixture.of("sd15").folder().resolve("unet/model.onnx"), folder.resolve("unet/other.onnx"));
        final DiffusionModel m = DiffusionModel.read(folder);
        assertEquals("other.onnx", m.denoiser().network().file().getFileName().toString());
        assertTrue(m.notes().stream().anyMatch(n -> n.contains("Git LFS pointer")), m.notes().toString());
        assertTrue(m.notes().stream().anyMatch(n -> n.contains("is no JSON")), m.notes().toString());
        Files.writeString(folder.resolve("scheduler/scheduler_config.json"),
                "{\"_class_name\": \"DDIMScheduler\", \"prediction_type\": \"magic\"}");
        assertProblem("predicts 'magic'");
        Files.writeString(folder.resolve("unet/config.json"),
                "{\"_class_name\": \"UNet2DConditionModel\", \"sample_size\": \"x\"}");
        assertProblem("'sample_size' must be a number");
    }

    @Test
    void whatIsNoModelIsSaid() throws IOException {
        assertEquals(List.of("The model folder " + folder.resolve("none") + " does not exist; check the path."),
                ModelFolder.read(folder.resolve("none")).problems());
        assertProblem("holds no .onnx file");
        final Path file = Files.createFile(folder.resolve("model.onnx"));
        assertTrue(ModelFolder.read(file).problems().get(0).contains("is a file; give the folder"));
        assertProblem("is empty");
        assertThrows(InpaintException.class, () -> DiffusionModel.read(folder));
    }

    @Test
    void anotherVaeMayBeUsedIfItFits() throws IOException {
        final DiffusionModel sd15 = DiffusionModel.read(ModelFixture.of("sd15").folder());
        final Path sd2 = ModelFixture.of("sd2").folder(), sd3 = ModelFixture.of("sd3").folder();
        Files.createDirectory(folder.resolve("decoder"));
        for (final String name : new String[] { "config.json", "model.onnx" })
            Files.copy(sd2.resolve("vae_decoder").resolve(name), folder.resolve("decoder").resolve(name));
        final DiffusionModel other = sd15.withVae(folder);
        assertEquals(folder.resolve("decoder/model.onnx"), other.vae().decoder().network().file());
        assertTrue(other.vae().encoder().isEmpty());
        assertEquals(sd15.denoiser(), other.denoiser());
        assertTrue(assertThrows(InpaintException.class, () -> sd15.withVae(sd3)).getMessage().contains("16 channels"));
    }

    private void assertProblem(final String part) {
        final ModelFolder read = ModelFolder.read(folder);
        assertTrue(read.model().isEmpty(), "should not be usable");
        assertTrue(read.problems().get(0).contains(part), read.problems().toString());
    }

    private static String folder(final TextEncoderFile encoder) {
        return ((TokenizerSource.Folder) encoder.tokenizer()).path().getFileName().toString();
    }

    private static DiffusionModel known(final Path model, final Optional<Path> vae) {
        return DiffusionModel.known(new ModelChoice(model, vae, Optional.empty(), Optional.empty(),
                NetworkChanges.NONE));
    }
}
