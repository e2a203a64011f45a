package org.inpaintj.onnx.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

class LibraryArchiveTest {

    private static final byte[] LIBRARY = "the library".getBytes(StandardCharsets.UTF_8), OTHER = { 1, 2, 3 };
    private static final List<String> WANTED = List.of("liba.so.12", "b64.dll");

    @TempDir private Path root;

    private Set<String> unpack(final String name, final byte[] archive) throws IOException {
        final Path folder = Files.createDirectories(root.resolve("into"));
        return new LibraryArchive(Files.write(root.resolve(name), archive), WANTED, folder, Progress.NONE).unpack();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.startsWith("x.")).sorted().toList();
        }
    }

    private String refused(final String name, final byte[] archive) {
        return assertThrows(InpaintException.class, () -> unpack(name, archive)).getMessage();
    }

    @Test
    void aNameStandsForFilesWithLongerVersionsButNotForStubsOrRelatives() {
        for (final String path : List.of("liba.so.12", "x/lib/liba.so.12", "x/lib/liba.so.12.8.90"))
            assertEquals(Optional.of("liba.so.12"), LibraryArchive.library(path, WANTED), path);
        assertEquals(Optional.of("b64.dll"), LibraryArchive.library("bin/x64/B64.DLL", WANTED));
        for (final String path : List.of("liba.so", "liba.so.1", "liba.so.120", "lib/stubs/liba.so.12",
                "liba.so.12.debug", "liba.alt.so.12", "b64.dll.1.txt", "LIBA.SO.12", "liba.so.12."))
            assertEquals(Optional.empty(), LibraryArchive.library(path, WANTED), path);
    }

    @Test
    void allKindsOfArchivesGiveTheSameFiles() throws IOException, InterruptedException {
        final Map<String, byte[]> files = Map.of("p/lib/liba.so.12.8.1", LIBRARY, "p/bin/b64.dll", OTHER,
                "p/lib/liba.a", OTHER, "p/LICENSE", OTHER);
        final byte[] tar = ArchiveFiles.tar(files);
        for (final String name : List.of("x.zip", "x.whl", "x.jar", "x.tgz", "x.tar.gz", "x.tar.xz")) {
            final byte[] archive = name.endsWith("xz") ? xz(tar) : name.matches(".*gz") ? ArchiveFiles.gzip(tar)
                    : ArchiveFiles.zip(files);
            assertEquals(Set.copyOf(WANTED), unpack(name, archive), name);
            assertEquals(List.of("into/b64.dll", "into/liba.so.12", "into/licences/" + name + " - LICENSE"), files());
            assertArrayEquals(LIBRARY, Files.readAllBytes(root.resolve("into/liba.so.12")));
            if (root.getFileSystem().supportedFileAttributeViews().contains("unix"))
                assertEquals("rw-------", PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(root.resolve("into/liba.so.12"))));
            GpuFolder.delete(root.resolve("into"));
        }
    }

    private static byte[] xz(final byte[] bytes) throws IOException, InterruptedException {
        final Path file = Files.write(Files.createTempFile("t", ".tar"), bytes), packed = Path.of(file + ".xz");
        try {
            assumeTrue(new ProcessBuilder("xz", file.toString()).start().waitFor() == 0);
            return Files.readAllBytes(packed);
        } catch (final IOException e) {
            return assumeTrueXz(e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(packed);
        }
    }

    private static byte[] assumeTrueXz(final IOException e) {
        assumeTrue(false, "no xz here: " + e.getMessage());
        return new byte[0];
    }

    @ParameterizedTest
    @ValueSource(strings = { "../liba.so.12", "/etc/liba.so.12", "a/../../../liba.so.12", "C:\\Windows\\liba.so.12",
        "..\\..\\liba.so.12" })
    void namesLeadNowhereElse(final String name) throws IOException {
        unpack("x.zip", ArchiveFiles.zip(Map.of(name, LIBRARY)));
        unpack("x.tgz", ArchiveFiles.gzip(ArchiveFiles.tar(Map.of(name, LIBRARY))));
        assertEquals(List.of("into/liba.so.12"), files());
    }

    @Test
    void linksAndDevicesAreNotFollowedAndLongNamesAreRead() throws IOException {
        final ByteArrayOutputStream tar = new ByteArrayOutputStream();
        for (final char type : "123456".toCharArray())
            tar.write(ArchiveFiles.entry("lib/liba.so.12", type, 0, new byte[0]));
        final String deep = "d/".repeat(80);
        final byte[] gnu = (deep + "liba.so.12\0").getBytes(StandardCharsets.US_ASCII);
        tar.write(ArchiveFiles.entry("././@LongLink", 'L', gnu.length, gnu));
        tar.write(ArchiveFiles.entry("cut", '0', LIBRARY.length, LIBRARY));
        final byte[] pax = ("999 path=" + deep + "b64.dll\n").getBytes(StandardCharsets.US_ASCII);
        tar.write(ArchiveFiles.entry("pax", 'x', pax.length, pax));
        tar.write(ArchiveFiles.entry("cut", '0', OTHER.length, OTHER));
        assertEquals(Set.copyOf(WANTED), unpack("x.tgz", ArchiveFiles.gzip(tar.toByteArray())));
        assertArrayEquals(LIBRARY, Files.readAllBytes(root.resolve("into/liba.so.12")));
        assertArrayEquals(OTHER, Files.readAllBytes(root.resolve("into/b64.dll")));
    }

    @Test
    void aLinkInTheFolderIsReplacedAndNotWrittenThrough() throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"));
        final Path precious = Files.write(root.resolve("x.precious"), OTHER);
        Files.createDirectories(root.resolve("into"));
        Files.createSymbolicLink(root.resolve("into/liba.so.12"), precious);
        unpack("x.zip", ArchiveFiles.zip(Map.of("liba.so.12", LIBRARY)));
        assertArrayEquals(OTHER, Files.readAllBytes(precious));
    }

    @Test
    void damagedArchivesEndInASentence() throws IOException {
        final byte[] tar = ArchiveFiles.tar(Map.of("liba.so.12", LIBRARY)), zip =
                ArchiveFiles.zip(Map.of("liba.so.12", new byte[5000]));
        final byte[] lying = zip.clone();
        // sizes of the central directory: of the bytes, which are then more than stated
        final int size = lastIndexOf(lying, new byte[] { 'P', 'K', 1, 2 }) + 24;
        lying[size] = 16;
        lying[size + 1] = 0;
        final Map<String, byte[]> bad = Map.of("x.zip", Arrays.copyOf(zip, zip.length / 2), "x.whl", lying,
                "x.tgz", tar, "x.tar.gz", Arrays.copyOf(ArchiveFiles.gzip(tar), 60), "x.tar.xz", OTHER, "x.jar", OTHER,
                "x.2.tgz", ArchiveFiles.gzip(Arrays.copyOf(tar, 515)), "x.3.tgz",
                ArchiveFiles.gzip(ArchiveFiles.entry("liba.so.12", '0', 1L << 32, LIBRARY)), "x.4.tgz",
                ArchiveFiles.gzip(ArchiveFiles.entry("x", 'L', 100_000, new byte[100_000])), "x.5.tgz",
                ArchiveFiles.gzip(new byte[] { 5, 6, 7 }));
        for (final String name : new TreeSet<>(bad.keySet()))
            assertTrue(refused(name, bad.get(name)).contains("' cannot be unpacked ("), name);
        assertTrue(refused("x.3.tgz", bad.get("x.3.tgz")).contains("has 4294967296 bytes, which cannot be right"));
    }

    private static int lastIndexOf(final byte[] bytes, final byte[] part) {
        for (int i = bytes.length - part.length; i >= 0; i--)
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length))
                return i;
        throw new AssertionError("not there");
    }

    @Test
    void itStopsWhenAsked() throws IOException {
        final Path archive = Files.write(root.resolve("x.zip"), ArchiveFiles.zip(Map.of("liba.so.12", LIBRARY)));
        assertThrows(CancelledException.class, () -> new LibraryArchive(archive, WANTED, root, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        }).unpack());
    }
}
