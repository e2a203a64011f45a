package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;

import org.inpaintj.imagej.file.PngTextsTest;
import org.inpaintj.model.folder.FileDigest;
import org.inpaintj.model.folder.ModelFixture;

/** LoRA files from a prompt on the command line, for checkpoints and exports. */
class LoraCommandTest {

    private static final double LIMIT = 2e-3;
    private static final ModelFixture LORAS = ModelFixture.of("loras");
    private static final String PROMPT = "a photo of an astronaut riding a horse, highly detailed",
            DDIM = "{\"_class_name\": \"DDIMScheduler\", \"num_train_timesteps\": 1000, \"beta_start\": 0.00085, "
                    + "\"beta_end\": 0.012, \"beta_schedule\": \"scaled_linear\", \"steps_offset\": 1, "
                    + "\"clip_sample\": false, \"set_alpha_to_one\": false}";

    @TempDir
    private Path folder;

    private static Path checkpoint() {
        return ModelFixture.of("checkpoint-sd1").folder().resolve("sd1.safetensors");
    }

    private Path out(final String name) {
        return folder.resolve(name + ".png");
    }

    private CliRun run(final String name, final Path model, final String prompt, final Object... more) {
        final List<Object> line = new ArrayList<>(List.of("text-to-image", "--width", 128, "--height", 64, "--model",
                model, "--steps", 4, "--cfg", 5, "--seed", 4_000_000_000L, "--negative", "blurry, low quality",
                "--prompt", prompt, "--out", out(name)));
        line.addAll(Arrays.asList(more));
        return CliRun.of(line.toArray());
    }

    @ParameterizedTest
    @CsvSource({ "kohya, <lora:kohya:0.7:0.9>", "lokr, <lyco:lokr:te=0.6:unet=0.6>" })
    void imagesAreThoseOfTheReference(final String name, final String tag) throws IOException {
        final Path scheduler = Files.writeString(folder.resolve("scheduler_config.json"), DDIM);
        final Path stages = folder.resolve("stages");
        run(name, checkpoint(), PROMPT + tag, "--loras", LORAS.folder(), "--schedule", "Model", "--scheduler",
                scheduler, "--save-stages", stages).done();
        final double error = GoldenPictures.imageError(LORAS.tensors().get(name + "/image"), stages);
        System.out.printf("%-8s image %.1e%n", name, error);
        assertTrue(error < LIMIT, name + " differs by " + error);
    }

    private float[] pixels(final String name) {
        return (float[]) IJ.openImage(out(name).toString()).getProcessor().convertToFloat().getPixels();
    }

    @Test
    void strengthsAndOtherSchedulesCountForExportsToo() throws IOException {
        final Path model = ModelFixture.of("sd15").folder();
        run("plain", model, PROMPT).done();
        run("none", model, PROMPT + "<lora:onnx-lora:0>", "--loras", LORAS.folder()).done();
        run("full", model, PROMPT + "<lora:onnx-lora>", "--loras", LORAS.folder()).done();
        final Path one = LORAS.folder().resolve("onnx-loha.safetensors");
        run("merged", model, PROMPT + "<lora:onnx-loha:0.5>", "--loras", one).done();
        assertArrayEquals(pixels("plain"), pixels("none"), 1);
        assertFalse(Arrays.equals(pixels("plain"), pixels("full")));
        assertFalse(Arrays.equals(pixels("plain"), pixels("merged")));
        run("again", model, PROMPT).done();
        assertArrayEquals(pixels("plain"), pixels("again"), "nothing stays behind");
    }

    @Test
    void theRecordNamesTheFiles() throws IOException {
        final CliRun run = run("recorded", checkpoint(), PROMPT + "<lora:peft:0.5><lora:lokr:0.25:1><hypernet:x>",
                "--loras", LORAS.folder()).done();
        assertEquals(List.of("No such networks are applied, so these were cut out of the prompts: <hypernet:x>."),
                run.notes());
        final String text = PngTextsTest.texts(out("recorded")).get("inpaintj");
        assertTrue(text.contains("peft:0.5:0.5 (LoRA); lokr:0.25:1.0 (LoKr)"), text);
        assertTrue(text.contains(FileDigest.of(LORAS.folder().resolve("lokr.safetensors"))), text);
    }

    @Test
    void whatDoesNotFitIsASentence() {
        final Path loras = LORAS.folder();
        assertTrue(run("a", checkpoint(), "<lora:lokrr>", "--loras", loras).err()
                .contains("There is no LoRA file 'lokrr' in " + loras + "; did you mean 'lokr'?"));
        assertTrue(run("b", checkpoint(), "<lora:sgm>", "--loras", loras).err()
                .contains("was made for another family of models than Stable Diffusion 1"));
        assertTrue(run("c", checkpoint(), "<lora:lokr:strong>", "--loras", loras).err()
                .contains("The prompt's <lora:lokr:strong> has 'strong' where a strength is needed"));
        assertTrue(run("d", checkpoint(), "<lora:lokr>", "--loras", loras.resolve("none")).err()
                .contains("There is no folder or file '" + loras.resolve("none") + "'"));
    }
}
