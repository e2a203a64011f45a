package org.inpaintj.lora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;

/** Files by the names that prompts give them. */
class LoraFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(folder.resolve("a/style"));
        for (final String name : List.of("Detail v1.5.safetensors", "a/ink.safetensors", "a/style/ink.pt",
                "a/style/oil.ckpt", "a/notes.txt"))
            Files.createFile(folder.resolve(name));
    }

    private String found(final String name) {
        return folder.relativize(new LoraFolder(folder).file(name)).toString().replace('\\', '/');
    }

    @Test
    void namesMayBeShortOrPaths() {
        assertEquals("Detail v1.5.safetensors", found("Detail v1.5"));
        assertEquals("Detail v1.5.safetensors", found("detail V1.5"));
        assertEquals("Detail v1.5.safetensors", found("Detail v1.5.safetensors"));
        assertEquals("a/style/oil.ckpt", found("oil"));
        assertEquals("a/style/ink.pt", found("a/style/ink"));
        assertEquals("a/style/ink.pt", found("a\\style\\ink"));
        final Path one = folder.resolve("a/ink.safetensors");
        assertEquals(one, new LoraFolder(one).file("ink"));
    }

    private static String refusal(final org.junit.jupiter.api.function.Executable run) {
        return assertThrows(InpaintException.class, run).getMessage();
    }

    @Test
    void whatCannotBeToldIsSaid() {
        assertEquals("Two files in " + folder + " are called 'ink', " + folder.resolve("a/ink.safetensors") + " and "
                + folder.resolve("a/style/ink.pt") + ": name one by its path below that folder, such as "
                + "<lora:a/ink:1>.", refusal(() -> found("ink")));
        assertEquals("There is no LoRA file 'oill' in " + folder + "; did you mean 'oil'?",
                refusal(() -> found("oill")));
        assertEquals("There is no LoRA file 'notes' in " + folder + ": put it there, or correct the tag in the prompt.",
                refusal(() -> found("notes")));
        assertEquals("There is no folder or file '" + folder.resolve("none") + "' for LoRA files: name one (loras).",
                refusal(() -> new LoraFolder(folder.resolve("none"))));
    }

    private static Optional<String> advice(final String name, final String sampler, final int steps, final double cfg) {
        final LoraFile file = new LoraFile(Path.of(name), List.of(), List.of(), Map.of());
        return FewSteps.of(file).flatMap(kind -> kind.advice(file, sampler, steps, cfg));
    }

    @Test
    void filesForFewStepsAreToldByTheirWords() {
        assertEquals("lcm-lora-sdv1-5.safetensors seems to be made for few steps (LCM): take sampler=LCM "
                + "schedule=Automatic, 4 to 8 steps and a guidance of 1 to 2 with it.",
                advice("lcm-lora-sdv1-5.safetensors", "DPM++ 2M", 20, 7).orElseThrow());
        assertEquals(Optional.empty(), advice("lcm-lora-sdv1-5.safetensors", "LCM", 6, 1.5));
        assertEquals("sdxl_lightning_4step_lora.safetensors seems to be made for few steps (Lightning): take "
                + "sampler=Euler schedule=[SGM Uniform], 4 steps and a guidance of 1 with it.",
                advice("sdxl_lightning_4step_lora.safetensors", "Euler", 20, 1).orElseThrow());
        assertEquals(Optional.empty(), advice("Hyper-SD15-8steps-lora.safetensors", "DDIM", 8, 1));
        assertEquals(Optional.empty(), advice("hyperrealism.safetensors", "DPM++ 2M", 20, 7));
        assertEquals(Optional.empty(), advice("turbocharger.safetensors", "DPM++ 2M", 20, 7));
    }
}
