package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ai.onnxruntime.OrtEnvironment;

class NativeCacheTest {

    @TempDir
    private Path root;

    @Test
    void theFilesAreThoseOfTheJar() throws IOException {
        final Path folder = folder().orElseThrow();
        for (final String name : new String[] { "onnxruntime", "onnxruntime4j_jni" }) {
            final Path file = folder.resolve(System.mapLibraryName(name));
            assertArrayEquals(packed(file.getFileName().toString()), Files.readAllBytes(file));
        }
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing else is left behind");
        }
    }

    @Test
    void aDamagedFileIsReplacedAndAWholeOneKept() throws IOException {
        final Path file = folder().orElseThrow().resolve(System.mapLibraryName("onnxruntime"));
        final byte[] whole = Files.readAllBytes(file), damaged = whole.clone();
        final var kept = Files.getLastModifiedTime(file);
        folder();
        assertEquals(kept, Files.getLastModifiedTime(file));
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        folder();
        assertArrayEquals(whole, Files.readAllBytes(file));
        Files.write(file, new byte[100]);
        folder();
        assertArrayEquals(whole, Files.readAllBytes(file));
    }

    @Test
    void withoutAFolderOrAJarThereIsNone() throws IOException {
        final Path file = Files.createFile(root.resolve("file"));
        assertEquals(Optional.empty(), NativeCache.folder(PrivateFolder.of(file.resolve("below")), getClass().getClassLoader()));
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertEquals(Optional.empty(), NativeCache.folder(PrivateFolder.of(root), nothing));
        }
    }

    @Test
    void theLibraryLoadsAndNoPropertyStays() {
        assertTrue(NativeCache.environment().getVersion().startsWith("1."));
        assertEquals(null, System.getProperty("onnxruntime.native.path"));
        assertEquals(OrtEnvironment.getEnvironment(), NativeCache.environment());
    }

    private Optional<Path> folder() {
        return NativeCache.folder(PrivateFolder.of(root), getClass().getClassLoader());
    }

    private static byte[] packed(final String name) throws IOException {
        for (final String platform : new String[] { "linux-x64", "linux-aarch64", "osx-aarch64", "win-x64" })
            if (System.getProperty("os.name").toLowerCase().contains(platform.substring(0, 3).replace("osx", "mac"))
                    && System.getProperty("os.arch").replace("amd64", "x64").replace("x86_64", "x64").equals(platform.split("-")[1]))
                try (InputStream in = OrtEnvironment.class.getResourceAsStream("native/" + platform + '/' + name)) {
                    return in.readAllBytes();
                }
        throw new IOException("no library for this platform");
    }
}
