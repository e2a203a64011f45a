package org.inpaintj.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.CRC32;

import ai.onnxruntime.OrtEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.PrivateFolder;

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

    /** A library with a size and checksum that fit, which a stranger could make: neither says who wrote it. */
    @Test
    void aForgedFileIsNotUsedWhereOthersCouldPutIt() throws IOException {
        final Path file = folder().orElseThrow().resolve(System.mapLibraryName("onnxruntime"));
        assumeTrue(file.getFileSystem().supportedFileAttributeViews().contains("unix"), "files have no modes here");
        final byte[] whole = Files.readAllBytes(file), forged = whole.clone();
        forged[forged.length / 2] ^= 1;
        forge(forged, checksum(whole));
        assertEquals(checksum(whole), checksum(forged));
        Files.write(file, forged);
        for (final Path wide : new Path[] { file, file.getParent(), root }) {
            final var mode = Files.getPosixFilePermissions(wide);
            Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxrwxrwx"));
            final Optional<Path> used = folder();
            assertArrayEquals(whole, used.isEmpty() ? whole : Files.readAllBytes(file), wide.toString());
            assertEquals(wide.equals(file), used.isPresent(), "in a folder of others there is nothing to trust");
            Files.setPosixFilePermissions(wide, mode);
            Files.write(file, forged);
        }
    }

    private static long checksum(final byte[] bytes) {
        final CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Changes the last 32 bits so that the checksum is as wanted: it is linear in each of them. */
    private static void forge(final byte[] bytes, final long wanted) {
        final long[] effect = new long[32], made = new long[32];
        final int tail = bytes.length - 4;
        final long none = checksum(new byte[4]);
        for (int bit = 0; bit < 32; bit++) {
            final byte[] one = new byte[4];
            one[bit / 8] = (byte) (1 << bit % 8);
            effect[bit] = checksum(one) ^ none;
            made[bit] = 1L << bit;
        }
        final long rest = checksum(bytes) ^ wanted;
        long change = 0;
        for (int place = 0; place < 32; place++)
            for (int row = place; row < 32; row++)
                if ((effect[row] >> place & 1) != 0) {
                    swap(effect, place, row);
                    swap(made, place, row);
                    for (int other = 0; other < 32; other++)
                        if (other != place && (effect[other] >> place & 1) != 0) {
                            effect[other] ^= effect[place];
                            made[other] ^= made[place];
                        }
                    break;
                }
        for (int place = 0; place < 32; place++)
            if ((rest >> place & 1) != 0)
                change ^= made[place];
        for (int i = 0; i < 4; i++)
            bytes[tail + i] ^= (byte) (change >> 8 * i);
    }

    private static void swap(final long[] values, final int a, final int b) {
        final long kept = values[a];
        values[a] = values[b];
        values[b] = kept;
    }

    @Test
    void withoutAFolderOrAJarThereIsNone() throws IOException {
        final Path file = Files.createFile(root.resolve("file"));
        assertEquals(Optional.empty(),
                NativeCache.folder(PrivateFolder.of(file.resolve("below")), getClass().getClassLoader()));
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], null)) {
            assertEquals(Optional.empty(), NativeCache.folder(PrivateFolder.of(root), nothing));
        }
    }

    @Test
    void theLibraryLoadsAndNoPropertyStays() {
        assertTrue(NativeCache.environment().getVersion().startsWith("1."));
        assertEquals(null, System.getProperty("onnxruntime.native.path"));
        assertEquals(OrtEnvironment.getEnvironment(), NativeCache.environment());
        assertEquals(null, System.getProperty("onnxruntime.native.path"));
    }

    private Optional<Path> folder() {
        return NativeCache.folder(PrivateFolder.of(root), getClass().getClassLoader());
    }

    private static byte[] packed(final String name) throws IOException {
        for (final String platform : new String[] { "linux-x64", "linux-aarch64", "osx-aarch64", "win-x64" })
            if (System.getProperty("os.name").toLowerCase().contains(platform.substring(0, 3).replace("osx", "mac"))
                    && System.getProperty("os.arch").replace("amd64", "x64").replace("x86_64", "x64")
                            .equals(platform.split("-")[1]))
                try (InputStream in = OrtEnvironment.class.getResourceAsStream("native/" + platform + '/' + name)) {
                    return in.readAllBytes();
                }
        throw new IOException("no library for this platform");
    }
}
