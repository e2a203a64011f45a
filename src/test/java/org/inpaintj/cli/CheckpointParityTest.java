package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.model.folder.ModelFixture;

/**
 * The command line with checkpoints as they are published, against whole runs of diffusers: final latents and decoded
 * image, with one line of the differences for each case.
 */
class CheckpointParityTest {

    private static final double LIMIT = 2e-3;
    private static final String PREFIX = "checkpoint-", SD1 = PREFIX + "sd1", XL = PREFIX + "sdxl";

    @TempDir
    private Path folder;

    private final List<String> wrong = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = { "sd1", "sd1-inpaint", "sd2-eps", "sd2-v", "sdxl", "sdxl-inpaint", "sdxl-v",
            "sdxl-refiner" })
    void aCheckpointGivesTheReferencesImages(final String name) {
        final ModelFixture fixture = ModelFixture.of(PREFIX + name);
        final List<Path> files = files(fixture.folder());
        assertEquals(1, files.size(), files.toString());
        all(fixture, fixture.cases().keySet(), List.of("--model", files.get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "sd1-fp8.safetensors", "sd1-ema-only.ckpt", "sd1-folder" })
    void everyFormOfAModelGivesTheSame(final String form) {
        all(ModelFixture.of(SD1), Set.of("03 image DDIM"),
                List.of("--model", ModelFixture.archive(SD1 + "-forms").resolve(form)));
    }

    /** A folder of halves in pieces; its tokenizers are those of Stable Diffusion 1, the second pads with zeros. */
    @Test
    void aFolderOfDiffusersGivesTheSame() throws IOException {
        final Path model = ModelFixture.archive(XL + "-folder").resolve("sdxl-folder");
        final Path words = ModelFixture.archive(SD1 + "-forms").resolve("sd1-folder/tokenizer");
        for (final String name : List.of("tokenizer", "tokenizer_2")) {
            Files.createDirectories(model.resolve(name));
            for (final Path file : files(words))
                Files.writeString(model.resolve(name).resolve(file.getFileName()), name.endsWith("2")
                        ? Files.readString(file).replaceAll("(\"pad_token\": )\"[^\"]*\"", "$1\"!\"")
                        : Files.readString(file));
        }
        all(ModelFixture.of(XL), Set.of("04 inpaint EulerDiscrete"), List.of("--model", model));
    }

    /** Of a tiny one, the other half lies beside the file that is named. */
    @ParameterizedTest
    @CsvSource({ "vae, vae-legacy.pt", "taesd, taesd_decoder.pth" })
    void anAutoencoderTakesThePlaceOfTheModels(final String name, final String file) {
        final ModelFixture fixture = ModelFixture.of(PREFIX + name);
        all(fixture, fixture.cases().keySet(), List.of("--model", files(ModelFixture.of(SD1).folder()).get(0), "--vae",
                fixture.folder().resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-xl" })
    void textualInversionsAreReadFromTheirFolder(final String suffix) {
        final ModelFixture fixture = ModelFixture.of(PREFIX + "embeddings" + suffix);
        final Path model = files(ModelFixture.of(suffix.isEmpty() ? SD1 : XL).folder()).get(0);
        all(fixture, fixture.cases().keySet(), List.of("--model", model, "--embeddings", fixture.folder()));
    }

    private void all(final ModelFixture fixture, final Set<String> cases, final List<Object> told) {
        final Path picture = folder.resolve("picture.png"), mask = folder.resolve("mask.png");
        GoldenPictures.save(fixture.tensors().get("picture"), picture);
        GoldenPictures.save(fixture.tensors().get("mask"), mask);
        int count = 0;
        for (final String name : cases.stream().sorted().toList()) {
            final JsonObject settings = fixture.cases().getAsJsonObject(name);
            if (settings.get("task").getAsString().equals("context"))
                continue;
            final Path stages = folder.resolve(name);
            final List<Object> line = line(settings, picture, mask, stages);
            line.addAll(told);
            CliRun.of(line.toArray()).done();
            compare(fixture, name, stages);
            count++;
        }
        assertEquals(List.of(), wrong);
        assertFalse(count == 0);
    }

    private void compare(final ModelFixture fixture, final String name, final Path stages) {
        final double ofLatents = GoldenPictures.latentError(fixture.tensors().get(name + "/latents"), stages);
        final double ofImage = GoldenPictures.imageError(fixture.tensors().get(name + "/image"), stages);
        final String report = String.format(Locale.ROOT, "%-28s latents %.1e, image %.1e", name, ofLatents, ofImage);
        System.out.println(report);
        if (!(ofLatents < LIMIT && ofImage < LIMIT))
            wrong.add(report);
    }

    private List<Object> line(final JsonObject told, final Path picture, final Path mask, final Path stages) {
        final String task = told.get("task").getAsString();
        final List<Object> line = new ArrayList<>(switch (task) {
            case "text" -> List.of("text-to-image", "--width", 128, "--height", 64);
            case "image" -> List.of("image-to-image", picture, "--strength", told.get("strength"));
            case "inpaint" -> List.of("inpaint", picture, "--mask", mask, "--area", "whole", "--blur", 0, "--keep",
                    "noise", "--strength", told.get("strength"));
            default -> throw new IllegalArgumentException(task);
        });
        if (told.has("scheduler"))
            line.addAll(List.of("--scheduler", scheduler(told.getAsJsonObject("scheduler"))));
        if (told.has("skip")) // the reference counts the layers left out, the key the layers from the end
            line.addAll(List.of("--skip", told.get("skip").getAsInt() + 1));
        line.addAll(List.of("--schedule", "Model", "--out", stages.resolveSibling(stages.getFileName() + ".png"),
                "--save-stages", stages, "--steps", told.get("steps"), "--cfg", told.get("cfg"), "--seed",
                told.get("seed"), "--negative", told.get("negative").getAsString(), "--prompt",
                told.get("prompt").getAsString()));
        return line;
    }

    private Path scheduler(final JsonObject config) {
        try {
            return Files.writeString(folder.resolve("scheduler_config.json"), config.toString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
