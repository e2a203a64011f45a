package org.inpaintj.model.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;
import org.inpaintj.model.download.DownloadSettings;

class AddedModelsTest {

    @TempDir
    private Path folder;
    private ModelStore store;
    private AddedModels added;

    @BeforeEach
    void open() {
        store = new ModelStore(folder.resolve("models"), DownloadSettings.NORMAL);
        added = new AddedModels(store);
    }

    private Path file() {
        return folder.resolve("models/catalogue.json");
    }

    @Test
    void anAddressBecomesAnEntryThatIsFoundFromThenOn() {
        final CatalogueEntry entry = added.add(" hf:owner/name:lora.safetensors ", ModelRole.LORA, "Ink & Paper (v2)",
                Progress.NONE);
        assertEquals("ink-paper-v2", entry.id());
        assertEquals("Ink & Paper (v2)", entry.title());
        assertEquals("hf:owner/name:lora.safetensors", entry.source());
        assertEquals("https://huggingface.co/owner/name", entry.page());
        assertEquals(ModelRole.LORA, entry.role());
        assertTrue(AddedModels.isAdded(entry) && !entry.licence().accept(), entry.toString());
        assertEquals(entry, store.catalogue().find("ink-paper-v2").orElseThrow());
        assertEquals(entry, added.add("hf:owner/name:lora.safetensors", ModelRole.LORA, "again", Progress.NONE));
        final CatalogueEntry other = added.add("https://example.org/a/model.onnx", ModelRole.MODEL, "ink paper v2",
                Progress.NONE);
        assertEquals("ink-paper-v2-2", other.id());
        assertEquals(List.of(new CatalogueFile("model.onnx", List.of("https://example.org/a/model.onnx"), -1, "")),
                other.files());
        assertTrue(added.forget("ink-paper-v2"));
        assertFalse(added.forget("ink-paper-v2"));
        assertEquals(other, store.catalogue().find("ink-paper-v2-2").orElseThrow());
        assertTrue(store.catalogue().find("ink-paper-v2").isEmpty());
    }

    @Test
    void entriesOfOthersStayAsTheyAre() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"schema\":1,\"later\":[7],\"models\":[{\"id\":\"mine\",\"title\":\"<Mine>\","
                + "\"role\":\"vae\",\"task\":\"other\",\"family\":\"other\",\"licence\":{\"id\":\"MIT\"},"
                + "\"source\":\"hf:a/b\",\"unknown\":1}]}");
        added.add("modelscope:a/c", ModelRole.UPSCALER, "C", Progress.NONE);
        final String text = Files.readString(file());
        assertTrue(text.contains("\"later\"") && text.contains("\"unknown\": 1") && text.contains("<Mine>"), text);
        assertFalse(added.forget("mine"));
        assertTrue(added.forget("c"));
        assertTrue(store.catalogue().find("mine").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "hf:", "hf:../x", "ftp://example.org/a", "http://example.org/a.onnx",
        "https://user:word@example.org/a.onnx", "/home/me/model.onnx" })
    void whatIsNoAddressChangesNothing(final String address) {
        assertThrows(InpaintException.class, () -> added.add(address, ModelRole.MODEL, "x", Progress.NONE));
        assertFalse(Files.exists(file()));
    }

    @ParameterizedTest
    @CsvSource({ "con, added-model", "'///', added-model", "a.json, a-json", "ÄÖ, added-model" })
    void anIdIsAPlainWord(final String title, final String id) {
        assertEquals(id, added.add("hf:a/b", ModelRole.MODEL, title, Progress.NONE).id());
    }

    @Test
    void aDamagedCatalogueIsSaidAndStays() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"schema\":1");
        assertTrue(assertThrows(InpaintException.class, () -> added.add("hf:a/b", ModelRole.MODEL, "x",
                Progress.NONE)).getMessage().contains(file().toString()));
        assertEquals("{\"schema\":1", Files.readString(file()));
    }
}
