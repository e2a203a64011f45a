package org.inpaintj.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.imagej.file.PngParametersTest;
import org.inpaintj.model.folder.ModelFixture;

/** Plain ImageJ at a screen: real menus, dialogs, macros and windows, in a process of its own. */
class PlainImageJTest {

    @TestFactory
    Stream<DynamicTest> scenarios(@TempDir final Path home) throws Exception {
        needScreen();
        final PlainImageJ imagej = new PlainImageJ(home);
        final Path results = home.resolve("results.txt");
        models(home);
        final int status = imagej.run(900, List.of("-port0", "-eval",
                "call('org.inpaintj.ij1.GuiScenarios.start', '" + results + "');"));
        return tests(GuiScenarios.all().keySet(), results,
                "exit status " + status + ", " + Files.readString(imagej.log()));
    }

    /** The models that scenarios look for beside their results. */
    static void models(final Path home) throws IOException {
        ModelFixture.copy("sam", home.resolve("sam"));
        ModelFixture.copy("dino", home.resolve("dino"));
        ModelFixture.copy("sd15", home.resolve("sd"));
        ModelFixture.copy("wd-tagger", home.resolve("wd-tagger"));
        ModelFixture.copy("erasers", home.resolve("erasers"));
        ModelFixture.copy("upscalers", home.resolve("upscalers"));
        for (final String name : List.of("realesr-general-x4v3.pth", "realesr-general-wdn-x4v3.pth"))
            Files.copy(ModelFixture.of("upscaler-checkpoints").folder().resolve(name),
                    home.resolve("upscalers").resolve(name));
        Files.copy(ModelFixture.archive("checkpoint-sd1-forms").resolve("sd1-fp8.safetensors"),
                home.resolve("sd1-fp8.safetensors"));
        LargeFileFixture.write(home.resolve("large"));
        PngParametersTest.picture(home.resolve("settings.png"), PictureSettingsScenarios.TEXT);
    }

    /** One test for each scenario, from what they have left in a file. */
    static Stream<DynamicTest> tests(final Set<String> names, final Path results, final String log) throws IOException {
        final Map<String, String> outcomes = Files.exists(results) ? Files.readAllLines(results).stream()
                .map(line -> line.split("\t")).collect(Collectors.toMap(p -> p[0], p -> p[1])) : Map.of();
        return names.stream().map(name -> DynamicTest.dynamicTest(name,
                () -> assertEquals("ok", outcomes.getOrDefault(name, "never ended"), () -> "ImageJ wrote: " + log)));
    }

    @Test
    void quittingEndsTheRunningJobFirst(@TempDir final Path home) throws Exception {
        needScreen();
        final PlainImageJ imagej = new PlainImageJ(home);
        final int status = imagej.run(120, List.of("-port0", "-eval", "call('org.inpaintj.ij1.GuiScenarios.quit');"));
        assertEquals("0 the slow engine was cancelled", status + " " + Files.readString(imagej.log()).strip());
    }

    static void needScreen() {
        assumeFalse(GraphicsEnvironment.isHeadless(), "skipped: there is no display to open ImageJ's windows on");
    }
}
