package org.inpaintj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ExitCode;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.ImageFiles;

/** Files that cannot be read or written: the reason is said in one line, and the old OUT stays. */
class FileFaultsTest {

    @TempDir
    Path folder;

    private Path in, out;

    @BeforeEach
    void image() throws IOException {
        in = folder.resolve("in.tif");
        out = folder.resolve("out.tif");
        final ByteProcessor ip = new ByteProcessor(300, 200);
        ip.noise(30);
        ImageFiles.save(new ImagePlus("in", ip), in);
        Files.writeString(out, "old");
    }

    private void stays() throws IOException {
        assertEquals("old", Files.readString(out));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(), files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith("."))
                    .collect(Collectors.toSet()));
        }
    }

    @Test
    void aFileThatGrowsTooLargeKeepsTheOldOne() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        for (final String name : new String[] { "out.tif", "out.png" }) {
            final Path target = folder.resolve(name);
            Files.writeString(target, "old");
            final Process process = new ProcessBuilder("/bin/bash", "-c", "ulimit -f 20; exec \"$@\"", "bash",
                    RunningJava.program(), "-XX:-UsePerfData", "-Dinpaintj.direct=true", "-cp",
                    System.getProperty("java.class.path"), Main.class.getName(), "inpaint", in.toString(),
                    "--roi", "9,9,9,9",
                    "--target", "inplace", "--overwrite", "--out", target.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            final String said = new String(process.getErrorStream().readAllBytes()).strip();
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
            assertEquals("inpaintj: '" + target + "' could not be written (File too large).", said);
            assertEquals(ExitCode.SOFTWARE, process.exitValue());
            assertEquals("old", Files.readString(target));
            stays();
        }
    }

    @Test
    void aNameThatIsTooLongIsSaid() throws IOException {
        final Path target = folder.resolve("x".repeat(300) + ".tif");
        CliRun.of("inpaint", in, "--roi", "9,9,9,9", "--out", target).failed(ExitCode.SOFTWARE, "'" + target
                + "' could not be written (File name too long).");
        stays();
        // the longest name that there can be has room for its part
        final Path longest = folder.resolve("x".repeat(251) + ".tif");
        CliRun.of("inpaint", in, "--roi", "9,9,9,9", "--out", longest).done();
        stays();
    }

    @Test
    void aDeviceBehindALinkIsNoResult() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        final Path link = Files.createSymbolicLink(folder.resolve("link.tif"), Path.of("/dev/full"));
        CliRun.of("inpaint", in, "--roi", "9,9,9,9", "--out", link, "--overwrite").failed(ExitCode.SOFTWARE, "'" + link
                + "' is no ordinary file, so it cannot be replaced: give the result another name.");
    }

    @Test
    @Timeout(60)
    void whatIsNoFileIsNotWaitedFor() throws Exception {
        final Path fifo = folder.resolve("fifo.tif");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")));
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        for (final Path odd : new Path[] { fifo, Path.of("/dev/null") })
            CliRun.of("inpaint", odd, "--roi", "9,9,9,9", "--out", out, "--overwrite")
                    .failed(ExitCode.SOFTWARE, "'" + odd
                    + "' is no ordinary file: copy what it gives into one, and name that.");
        stays();
    }

    @Test
    void aRectangleBeyondAllNumbersIsCut() throws IOException {
        CliRun.of("inpaint", in, "--roi", "290,190,2147483647,2147483647", "--out", out, "--overwrite", "--seed", 1,
                "--target", "inplace").done();
        final Path same = folder.resolve("same.tif");
        CliRun.of("inpaint", in, "--roi", "290,190,10,10", "--out", same, "--seed", 1, "--target", "inplace").done();
        assertEquals(0, java.util.Arrays.compare((byte[]) ImageFiles.open(same).getProcessor().getPixels(),
                (byte[]) ImageFiles.open(out).getProcessor().getPixels()));
        CliRun.of("inpaint", in, "--roi", "2147483647,5,2147483647,10", "--out", folder.resolve("none.tif"))
                .failed(ExitCode.SOFTWARE,
                "The rectangle 2147483647,5,2147483647,10 covers no pixel of 'in.tif', which is 300 x 200: give "
                        + "left,top,width,height inside it.");
        CliRun.of("inpaint", in, "--roi", "99999999999,5,1,1", "--out", folder.resolve("none.tif"))
                .failed(ExitCode.USAGE,
                "--roi takes whole numbers, not '99999999999,5,1,1'.");
    }

    /** A PNG that claims more samples than its bytes can stand for, and one that claims more than Java can count. */
    @Test
    @Timeout(60)
    void aHeaderThatClaimsTooMuchIsNotBelieved() throws IOException {
        final Path png = folder.resolve("image.png");
        ImageFiles.save(new ImagePlus("png", new ByteProcessor(5, 4)), png);
        final byte[] bytes = Files.readAllBytes(png);
        for (final int[] size : new int[][] { { 40_000, 40_000 }, { Integer.MAX_VALUE, 1 }, { 1431655766, 3 },
                { Integer.MAX_VALUE, Integer.MAX_VALUE } }) {
            ByteBuffer.wrap(bytes).putInt(16, size[0]).putInt(20, size[1]);
            Files.write(png, bytes);
            CliRun.of("inpaint", png, "--roi", "1,1,2,2", "--out", folder.resolve("none.tif"))
                    .failed(ExitCode.SOFTWARE, "'" + png
                    + "' is damaged and cannot be opened (it holds too few samples).");
        }
    }

    /** A whole image that the memory cannot hold: no smaller selection would help. */
    @Test
    void anImageThatIsTooLargeIsSaidToBe() throws Exception {
        final Path large = folder.resolve("large.tif");
        ImageFiles.save(new ImagePlus("large", new ByteProcessor(8000, 6000)), large);
        final CliRun run = CliRun.process(java.util.List.of("-Xmx40m"), "flatten", large, "--out",
                folder.resolve("flat.tif"));
        assertEquals(ExitCode.SOFTWARE, run.status());
        assertTrue(run.err().startsWith("inpaintj: '" + large
                + "' says that its samples take 45 MB, and Java may use "), run.err());
        assertEquals(1, run.err().strip().lines().count(), run.err());
        assertFalse(Files.exists(folder.resolve("flat.tif")));
    }
}
