package org.inpaintj.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;
import org.inpaintj.model.WantedModel.Kind;
import org.inpaintj.model.catalogue.ModelRole;

class ModelLocatorTest {

    private static final WantedModel FOLDER = WantedModel.path(Kind.FOLDER, "Name one.",
            "'%s' is no path.", "No '%s'.");
    private static final WantedModel FILE = WantedModel.path(Kind.FILE, "Name one.",
            "'%s' is no path.", "No '%s'.");

    private final List<String> used = new ArrayList<>();
    private final ModelLocator locator = new ModelLocator(() -> used);

    @TempDir
    Path folder;
    private Path first, second;

    @BeforeEach
    void twoModelsOfAName() throws IOException {
        first = Files.createDirectories(folder.resolve("a/sd15"));
        second = Files.createDirectories(folder.resolve("b/sd15"));
        used.addAll(List.of(folder.resolve("gone/sd15").toString(), second.toString(), first.toString()));
    }

    @Test
    void aPathIsItself() {
        assertEquals(first.toString(), locator.find(first.toString()));
        assertEquals(first, locator.locate(first.toString(), FOLDER));
        assertEquals(first, locator.locate("  " + first + " ", FOLDER));
    }

    @Test
    void aNameIsTheModelOfItUsedLastThatIsThere() {
        assertEquals(second.toString(), locator.find("sd15"));
        assertEquals(List.of(second.toString(), first.toString()), locator.named("sd15"));
        assertEquals(second, locator.locate("sd15", FOLDER));
        used.remove(1);
        assertEquals(first, locator.locate("sd15", FOLDER));
    }

    @Test
    void whatIsNotKnownStaysAsItIs() {
        for (final String text : List.of("", " ", "sdxl", "nowhere/sd15", "nul\0"))
            assertEquals(text, locator.find(text));
        assertEquals("sd15", ModelLocator.STANDARD.find("sd15"));
        assertEquals(List.of(), locator.named(first.toString()));
    }

    @Test
    void whoeverNeedsAModelHasItsOwnWords() throws IOException {
        assertEquals("Name one.", refused(" ", FOLDER));
        assertEquals("'a\0b' is no path.", refused("a\0b", FOLDER));
        assertEquals("No 'sdxl'.", refused("sdxl", FOLDER));
        assertEquals("No '" + first + "'.", refused(first.toString(), FILE));
        final Path file = Files.createFile(folder.resolve("lama.onnx"));
        assertEquals(file, locator.locate(file.toString(), FILE));
        assertEquals("No '" + file + "'.", refused(file.toString(), FOLDER));
        assertEquals(Path.of("sdxl"), locator.locate("sdxl",
                WantedModel.any(ModelRole.MODEL, "Name one.", "'%s' is no path.")));
    }

    @Test
    void aPlaceIsAPathOrTheNameOfOneUsedBefore() {
        assertEquals(Optional.of(first), locator.place(" " + first + " ", ModelRole.MODEL));
        assertEquals(Optional.of(second), locator.place("sd15 ", ModelRole.VAE));
        assertEquals(second, locator.locate("sd15", WantedModel.there(ModelRole.MODEL, "", "", "")));
        for (final String text : List.of("", " ", "sdxl", "nul\0"))
            assertEquals(Optional.empty(), locator.place(text, ModelRole.MODEL));
        assertEquals(Optional.empty(), ModelLocator.STANDARD.place("sd15", ModelRole.MODEL));
    }

    private String refused(final String text, final WantedModel wanted) {
        return assertThrows(InpaintException.class, () -> locator.locate(text, wanted)).getMessage();
    }

    @Test
    void pathsThatAreThere() {
        assertTrue(ModelLocator.isThere(first.toString()));
        assertFalse(ModelLocator.isThere(""));
        assertFalse(ModelLocator.isThere("a\0b"));
        assertTrue(ModelLocator.path("a\0b").isEmpty());
    }
}
