package org.inpaintj.engine.remote.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.remote.ServerAddress;

class SavedServersTest {

    private static final SavedServer HERE = new SavedServer("a1111", ServerAddress.of("http://127.0.0.1:7860/")),
            THERE = new SavedServer("comfyui", ServerAddress.of("https://gpu.example.org/comfy"));

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("inpaintj/servers.json");
    }

    private SavedServers saved() {
        return new SavedServers(Optional.of(file()));
    }

    @Test
    void serversAreKeptInTheirOrderAndOnce() throws IOException {
        assertEquals(List.of(), saved().list());
        assertTrue(saved().add(HERE));
        assertTrue(saved().add(THERE));
        assertFalse(saved().add(new SavedServer("a1111", ServerAddress.of("http://127.0.0.1:7860"))));
        assertEquals(List.of(HERE, THERE), saved().list());
        assertEquals("{\"servers\":[{\"engine\":\"a1111\",\"address\":\"http://127.0.0.1:7860\"},"
                + "{\"engine\":\"comfyui\",\"address\":\"https://gpu.example.org/comfy\"}]}",
                Files.readString(file()).replaceAll("\\s", ""));
        saved().remove(HERE);
        saved().remove(HERE);
        assertEquals(List.of(THERE), saved().list());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "no list                                                      | correct or delete",
        "{\"servers\":[1]}                                            | correct or delete",
        "{\"servers\":[{\"engine\":\"a1111\",\"address\":\"x\"}]}     | correct or delete the file",
        "{\"servers\":[{\"engine\":\"a1111\",\"address\":\"http://gpu.example.org\"}]} | unencrypted",
        "{\"servers\":[{\"engine\":\"a1111\",\"address\":\"http://u:p@127.0.0.1\"}]}   | correct or delete the file" })
    void aDamagedListIsSaidAndStays(final String text, final String words) throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), text);
        for (final String message : List.of(assertThrows(InpaintException.class, saved()::list).getMessage(),
                assertThrows(InpaintException.class, () -> saved().add(HERE)).getMessage())) {
            assertTrue(message.contains(words) && message.contains(file().toString()), message);
            assertFalse(message.contains("u:p"), message);
        }
        assertEquals(text, Files.readString(file()));
    }

    @Test
    void aListHasAnEnd() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"servers\":[" + String.join(",", Collections.nCopies(201,
                "{\"engine\":\"a1111\",\"address\":\"http://127.0.0.1\"}")) + "]}");
        assertThrows(InpaintException.class, saved()::list);
    }

    @Test
    void withoutAHomeNothingIsKept() {
        final SavedServers none = new SavedServers(Optional.empty());
        assertEquals(List.of(), none.list());
        assertTrue(assertThrows(InpaintException.class, () -> none.add(HERE)).getMessage().contains("XDG_CONFIG_HOME"));
    }

    @Test
    void aReportIsShort() {
        assertEquals("v1.10.1, 2 models", ServerReport.of("v1.10.1", List.of("a", "b")).sentence());
        assertEquals("answers, no model", ServerReport.of("", List.of()).sentence());
        final ServerReport many = ServerReport.of("1\n2", Collections.nCopies(9000, "x\ty"));
        assertEquals("1 2, 9000 models", many.sentence());
        assertEquals(500, many.models().size());
        assertEquals("x y", many.models().get(0));
    }
}
