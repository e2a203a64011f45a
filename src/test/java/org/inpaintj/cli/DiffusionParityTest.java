package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.model.folder.ModelFixture;

/**
 * The command line against whole runs of diffusers (schedule Model) and of k-diffusion put together as the WebUI does:
 * final latents and decoded image, with one line of the differences for each case.
 */
class DiffusionParityTest {

    private static final double LIMIT = 2e-3;
    private static final ModelFixture GOLDEN = ModelFixture.of("parity");

    @TempDir
    private Path folder;

    @Test
    void theCommandLineGivesTheReferencesImages() throws IOException {
        final Path picture = folder.resolve("picture.png"), mask = folder.resolve("mask.png");
        GoldenPictures.save(GOLDEN.tensors().get("picture"), picture);
        GoldenPictures.save(GOLDEN.tensors().get("mask"), mask);
        final List<String> wrong = new ArrayList<>();
        for (final String name : GOLDEN.cases().keySet()) {
            final JsonObject told = GOLDEN.cases().getAsJsonObject(name);
            final Path stages = folder.resolve(name);
            CliRun.of(line(told, picture, mask, stages).toArray()).done();
            final double ofLatents = GoldenPictures.latentError(GOLDEN.tensors().get(name + "/latents"), stages);
            final double ofImage = GoldenPictures.imageError(GOLDEN.tensors().get(name + "/image"), stages);
            final String report = String.format(Locale.ROOT, "%-26s %-34s latents %.1e, image %.1e", name, how(told),
                    ofLatents, ofImage);
            System.out.println(report);
            if (!(ofLatents < LIMIT && ofImage < LIMIT))
                wrong.add(report);
        }
        assertEquals(List.of(), wrong);
        assertFalse(GOLDEN.cases().keySet().isEmpty());
    }

    private List<Object> line(final JsonObject told, final Path picture, final Path mask, final Path stages)
            throws IOException {
        final String task = told.get("task").getAsString();
        final Path model = ModelFixture.copy(told.get("model").getAsString(),
                stages.resolveSibling(stages.getFileName() + "-model"));
        final List<Object> line = new ArrayList<>(switch (task) {
            case "text" -> List.of("text-to-image", "--width", GOLDEN.tensors().get("mask").size(1), "--height",
                    GOLDEN.tensors().get("mask").size(0));
            case "image" -> List.of("image-to-image", picture);
            default -> List.of("inpaint", picture, "--mask", mask, "--area", "whole", "--blur", 0);
        });
        if (!task.equals("text"))
            line.addAll(List.of("--strength", told.get("strength")));
        if (told.has("scheduler")) {
            Files.writeString(model.resolve("scheduler/scheduler_config.json"), told.get("scheduler").toString());
            line.addAll(List.of("--schedule", "Model"));
            if (!task.equals("text") && !task.equals("image"))
                line.addAll(List.of("--keep", "noise"));
        } else {
            line.addAll(List.of("--schedule", told.get("schedule").getAsString(), "--sampler",
                    told.get("sampler").getAsString()));
        }
        line.addAll(List.of("--out", stages.resolveSibling(stages.getFileName() + ".png"), "--save-stages", stages,
                "--model", model, "--steps",
                told.get("steps"), "--cfg", told.get("cfg"), "--seed", told.get("seed"), "--negative",
                told.get("negative").getAsString(), "--prompt", told.get("prompt").getAsString()));
        return line;
    }

    private static String how(final JsonObject told) {
        return told.has("sampler") ? told.get("sampler").getAsString() + " " + told.get("schedule").getAsString()
                : told.getAsJsonObject("scheduler").get("_class_name").getAsString();
    }
}
