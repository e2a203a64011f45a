package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFolderTest {

    /** Of nobody in particular. */
    private static final int STRANGER = 54321;

    @TempDir
    private Path root;

    @BeforeEach
    void needsModes() {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"), "files have no modes here");
    }

    @Test
    void aNewOneIsClosedToOthers() throws IOException {
        final Path path = PrivateFolder.of(root.resolve("a/b")).path().orElseThrow();
        assertEquals("rwx------", mode(path));
        assertEquals("rwx------", mode(path.getParent()));
        assertEquals("rwx------", mode(PrivateFolder.of(path).below("c").path().orElseThrow()));
    }

    @Test
    void oneThatOthersMayWriteIsNotUsed() throws IOException {
        for (final String mode : new String[] { "rwxrwx---", "rwx----w-", "rwxrwxrwx" }) {
            final Path wide = folder("wide", mode);
            assertRefused("Others may write into the folder '" + wide.toRealPath() + "' and could put programs there: "
                    + "delete it, and it is made anew.", wide);
        }
        assertTrue(PrivateFolder.of(folder("open", "rwxr-xr-x")).path().isPresent(), "reading does no harm");
    }

    @Test
    void norOneThatOthersMayReplace() throws IOException {
        final Path wide = folder("wide", "rwxrwxrwx");
        assertRefused("Others may write into the folder '" + wide.toRealPath() + "' and could put programs there: "
                + "close it with chmod go-w.", wide.resolve("in"));
        Files.setAttribute(wide, "unix:mode", 01777);
        assertTrue(PrivateFolder.of(wide.resolve("in")).path().isPresent(), "as in a folder for temporary files");
    }

    @Test
    void norOneOfAnotherUser() throws IOException {
        final Path theirs = folder("theirs", "rwxr-xr-x");
        give(theirs);
        assertRefused("The folder '" + theirs.toRealPath() + "' belongs to another user, who could put programs there: "
                + "take a folder of your own.", theirs);
        assertTrue(PrivateFolder.of(theirs.resolve("in")).path().isEmpty(), "they could replace it");
    }

    @Test
    void aLinkLeadsToWhatIsChecked() throws IOException {
        final Path real = folder("real", "rwx------"), wide = folder("wide", "rwxrwxrwx");
        assertEquals(Optional.of(real.toRealPath()),
                PrivateFolder.of(Files.createSymbolicLink(root.resolve("good"), real)).path());
        assertTrue(PrivateFolder.of(Files.createSymbolicLink(root.resolve("bad"), wide)).path().isEmpty());
    }

    @Test
    void whereNoFolderCanBeThereIsNone() throws IOException {
        final Path file = Files.createFile(root.resolve("file"));
        for (final Path path : new Path[] { file, file.resolve("below") })
            assertTrue(PrivateFolder.of(path).refusal()
                    .startsWith("The folder '" + path + "' could not be made or read ("));
        assertEquals("none", PrivateFolder.of(file).below("in").path().map(Path::toString).orElse("none"));
    }

    @Test
    void filesAreTheUsersOwnPlainOnes() throws IOException {
        final Path file = Files.createFile(root.resolve("file"));
        for (final String mode : new String[] { "rw-------", "r--r--r--" })
            assertTrue(PrivateFolder.owns(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))));
        assertFalse(PrivateFolder.owns(Files.createSymbolicLink(root.resolve("link"), file)));
        assertFalse(PrivateFolder.owns(root));
        assertFalse(PrivateFolder.owns(root.resolve("none")));
        for (final String mode : new String[] { "rw-rw----", "rw-----w-" })
            assertFalse(PrivateFolder.owns(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode))));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        give(file);
        assertFalse(PrivateFolder.owns(file));
    }

    @Test
    void theCacheLiesWhereTheSystemWantsItAndNeverInTheWorkingFolder() {
        final Path home = root.resolve("home"), other = root.resolve("other");
        final String h = home.toString(), o = other.toString();
        assertEquals(Optional.of(home.resolve(".cache/inpaintj")), Platform.cache("linux", h, null, null));
        assertEquals(Optional.of(other.resolve("inpaintj")), Platform.cache("linux", h, null, o));
        assertEquals(Optional.of(other.resolve("inpaintj")), Platform.cache("linux", "?", null, o));
        assertEquals(Optional.of(home.resolve("Library/Caches/InpaintJ")), Platform.cache("osx", h, null, o));
        assertEquals(Optional.of(other.resolve("InpaintJ/cache")), Platform.cache("win", h, o, null));
        for (final String nowhere : new String[] { "", "?", "relative", "./x", "\0" }) {
            assertEquals(Optional.of(home.resolve(".cache/inpaintj")),
                    Platform.cache("linux", h, null, nowhere), nowhere);
            for (final String os : new String[] { "linux", "osx", "win" })
                assertEquals(Optional.empty(), Platform.cache(os, nowhere, nowhere, nowhere), os + nowhere);
        }
    }

    @Test
    void whatIsKeptForLongLiesWhereTheSystemWantsIt() {
        final Path home = root.resolve("home"), other = root.resolve("other");
        final String h = home.toString(), o = other.toString();
        assertEquals(Optional.of(home.resolve(".local/share/inpaintj")), Platform.data("linux", h, null, "relative"));
        assertEquals(Optional.of(other.resolve("inpaintj")), Platform.data("linux", h, null, o));
        assertEquals(Optional.of(home.resolve("Library/Application Support/InpaintJ")),
                Platform.data("osx", h, null, o));
        assertEquals(Optional.of(other.resolve("InpaintJ")), Platform.data("win", h, o, null));
        assertEquals(Optional.empty(), Platform.data("linux", "?", null, null));
    }

    private static void assertRefused(final String why, final Path folder) {
        assertEquals(new PrivateFolder(Optional.empty(), why), PrivateFolder.of(folder));
    }

    private Path folder(final String name, final String mode) throws IOException {
        final Path folder = Files.createDirectories(root.resolve(name));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private static String mode(final Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Only the administrator may; for others the rest of the test is left out. */
    private static void give(final Path path) {
        try {
            Files.setAttribute(path, "unix:uid", STRANGER);
        } catch (final IOException e) {
            assumeTrue(false, "files cannot be given to another user here");
        }
    }
}
