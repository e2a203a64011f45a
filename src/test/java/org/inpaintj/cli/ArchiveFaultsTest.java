package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.cli.start.ClassArchiveTest;
import org.inpaintj.imagej.file.ImageFiles;

/** Whatever befalls the archive of classes and its folder, the job is done and its exit status is its own. */
class ArchiveFaultsTest {

    @TempDir
    private Path root;
    private JarRun user;
    private Path in, out;
    private byte[] expected;

    @BeforeEach
    void makeImage() throws IOException {
        assumeTrue(root.getFileSystem().supportedFileAttributeViews().contains("unix"), "needs Unix");
        user = new JarRun(root);
        in = root.resolve("in.png");
        out = user.work.resolve("out.png");
        final byte[] ramp = new byte[64 * 64];
        for (int i = 0; i < ramp.length; i++)
            ramp[i] = (byte) (i % 64 + i / 64);
        ImageFiles.save(new ImagePlus("in", new ByteProcessor(64, 64, ramp, null)), in);
        final Path here = root.resolve("here.png");
        CliRun.of(line(here)).done();
        expected = pixels(here);
    }

    private Object[] line(final Path target) {
        return new Object[] { "inpaint", in, "--roi", "20,20,24,24", "--seed", "1", "--out", target };
    }

    @Test
    void aDamagedArchiveNeverReachesJavaAndIsMadeAgain() throws IOException {
        assertDone(user.run(line(out)));
        for (int kind = 0; kind < 3; kind++) {
            final Path archive = user.archives().get(0);
            ClassArchiveTest.damage(archive, kind, kind);
            assertDone(user.run(line(out)));
            assertEquals(1, user.archives().size());
            assertDone(user.run(line(out)));
        }
        assertEquals(1, files(user.cache()), "nothing but the archive");
        assertEquals(0, files(user.work), "no report of a crash");
    }

    /** As on a full disk: Java cannot write the archive and ends with a status of its own. */
    @Test
    void theStatusIsTheJobsWhenTheArchiveCannotBeWritten() throws IOException {
        final String[] wrong = { "--roi", "x" }, failing = { "--roi", "900,900,5,5" };
        for (final int status : new int[] { ExitCode.OK, ExitCode.SOFTWARE, ExitCode.USAGE }) {
            final List<Object> line = new ArrayList<>(List.of(line(out)));
            if (status != ExitCode.OK)
                line.set(3, status == ExitCode.SOFTWARE ? failing[1] : wrong[1]);
            final ProcessBuilder whole = user.with(List.of(), line.toArray());
            final List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 1000; exec \"$0\" \"$@\""));
            limited.addAll(whole.command());
            final CliRun run = CliRun.of(whole.command(limited));
            assertEquals(status, run.status(), run.toString());
            assertEquals(status == ExitCode.OK ? 1 : 0, run.out().lines().count(), run.out());
        }
        assertArrayEquals(expected, pixels(out));
        assertEquals(0, files(user.cache()), "nor is a part left");
    }

    @Test
    void aFolderThatMayNotBeUsedCostsNothingButTime() throws IOException {
        for (final String mode : new String[] { "rwxrwxrwx", "r-xr-xr-x" }) {
            Files.createDirectories(user.cache());
            Files.setPosixFilePermissions(user.cache(), PosixFilePermissions.fromString(mode));
            final boolean writable = mode.startsWith("r-x") && Files.isWritable(user.cache());
            assertDone(user.run(line(out)));
            assertEquals(writable ? 1 : 0, files(user.cache()), mode);
        }
        Files.setPosixFilePermissions(user.cache(), PosixFilePermissions.fromString("rwx------"));
        for (final Path archive : user.archives())
            Files.delete(archive);
        Files.delete(user.cache());
        Files.createFile(user.cache());
        assertDone(user.run(line(out)));
    }

    /** An archive of the right name in a folder of ours, but written by others. */
    @Test
    void aPlantedArchiveIsNotRead() throws IOException {
        assertDone(user.run(line(out)));
        final Path archive = user.archives().get(0);
        final Object before = Files.getAttribute(archive, "unix:ino");
        // else a new file may get the number of the deleted one
        Files.createLink(user.work.resolve("kept"), archive);
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertDone(user.run(line(out)));
        assertFalse(before.equals(Files.getAttribute(user.archives().get(0), "unix:ino")), "it was not made anew");
    }

    private void assertDone(final CliRun run) throws IOException {
        run.done();
        assertArrayEquals(expected, pixels(out));
        Files.delete(out);
    }

    private static byte[] pixels(final Path file) {
        return (byte[]) ImageFiles.open(file).getProcessor().getPixels();
    }

    private static long files(final Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.count();
        }
    }
}
