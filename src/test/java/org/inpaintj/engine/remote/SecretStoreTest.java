package org.inpaintj.engine.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.InpaintException;

class SecretStoreTest {

    private static final ServerAddress HERE = ServerAddress.of("http://127.0.0.1:7860"),
            THERE = ServerAddress.of("https://gpu.example.org"), LAN = ServerAddress.of("http://192.168.1.2");

    @TempDir
    private Path folder;

    private static SecretStore of(final Map<String, String> variables) {
        return new SecretStore(variables::get, Optional.empty());
    }

    @Test
    void ownVariablesComeBeforeThoseOfTheMaker() {
        final List<String> usual = List.of("STABILITY_API_KEY");
        assertEquals("a", of(Map.of("INPAINTJ_STABILITY_KEY", " a ", "STABILITY_API_KEY", "b"))
                .forFixed("stability", usual).value());
        assertEquals("b", of(Map.of("STABILITY_API_KEY", "b")).forFixed("stability", usual).value());
        assertTrue(of(Map.of()).forFixed("stability", usual).isEmpty());
        assertThrows(InpaintException.class, () -> of(Map.of("STABILITY_API_KEY", "a\nb: c")).forFixed("stability",
                usual));
    }

    @Test
    void aKeyIsBoundToItsHost() {
        final SecretStore alone = of(Map.of("INPAINTJ_A1111_KEY", "u:p")), bound = of(Map.of("INPAINTJ_A1111_KEY",
                "u:p", "INPAINTJ_A1111_HOST", "gpu.example.org"));
        assertEquals("u:p", alone.forNamed("a1111", HERE).value());
        assertThrows(InpaintException.class, () -> alone.forNamed("a1111", THERE));
        assertEquals("u:p", bound.forNamed("a1111", THERE).value());
        assertTrue(assertThrows(InpaintException.class, () -> bound.forNamed("a1111", LAN)).getMessage()
                .contains("unencrypted"));
        assertTrue(of(Map.of()).forNamed("a1111", LAN).isEmpty());
    }

    @Test
    void theFileIsReadWhereOnlyTheUserCan() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        final Path file = Files.writeString(folder.resolve("server-keys"), """
                # keys
                stability = sk-1
                a1111@gpu.example.org = ann:geheim
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        final SecretStore store = new SecretStore(name -> null, Optional.of(file));
        assertEquals("sk-1", store.forFixed("stability", List.of()).value());
        assertEquals("ann:geheim", store.forNamed("a1111", THERE).value());
        assertTrue(store.forNamed("a1111", HERE).isEmpty());
        assertTrue(store.forNamed("stability", THERE).isEmpty());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertEquals("The file of server keys '" + file + "' is not used, for others can read it: close it with chmod "
                + "600.", assertThrows(InpaintException.class, () -> store.forFixed("stability", List.of()))
                .getMessage());
    }

    @Test
    void aKeyIsKeptWhereOnlyTheUserCanReadIt() throws IOException {
        final Path file = folder.resolve("inpaintj/server-keys");
        final SecretStore store = new SecretStore(name -> null, Optional.of(file));
        assertEquals("", store.origin("a1111", THERE));
        store.store("a1111", THERE, new Secret("ann:geheim"));
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.writeString(file, "# mine\nstability = sk-1\n" + Files.readString(file));
        assertEquals("in the file of server keys", store.origin("a1111", THERE));
        store.store("a1111", THERE, new Secret("ann:neu"));
        assertEquals("ann:neu", store.forNamed("a1111", THERE).value());
        assertEquals("# mine\nstability = sk-1\na1111@gpu.example.org = ann:neu\n", Files.readString(file));
        assertTrue(store.forget("A1111", THERE));
        assertEquals("# mine\nstability = sk-1\n", Files.readString(file));
        assertEquals(false, store.forget("a1111", THERE));
        assertTrue(assertThrows(InpaintException.class, () -> store.store("a1111", LAN, new Secret("u:p"))).getMessage()
                .contains("unencrypted"));
        assertThrows(InpaintException.class, () -> store.store("a1111", THERE, new Secret("a\nb = c")));
        assertEquals("# mine\nstability = sk-1\n", Files.readString(file));
        final SecretStore variable = new SecretStore(Map.of("INPAINTJ_A1111_KEY", "u:p")::get, Optional.of(file));
        assertEquals("in INPAINTJ_A1111_KEY", variable.origin("a1111", HERE));
    }

    @Test
    void itsTextIsNotTheKey() {
        assertEquals("a key", new Secret("sk-1").toString());
        assertEquals("... is wrong", new Secret("sk-1").hide("sk-1 is wrong"));
    }
}
