package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import org.inpaintj.RunningJava;
import org.inpaintj.imagej.file.ImageFiles;

/** Files are replaced as a whole, and nothing is left beside them. */
class PartFileTest {

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void name() {
        out = folder.resolve("out.tif");
    }

    /** An image of one value. */
    private static ImagePlus image(final int value) {
        final ByteProcessor ip = new ByteProcessor(30, 20);
        ip.setValue(value);
        ip.fill();
        return new ImagePlus("image", ip);
    }

    private static void save(final int value, final Path path) {
        final List<String> notes = new ArrayList<>();
        ImageFiles.save(image(value), path, notes::add);
        assertEquals(List.of(), notes);
    }

    private static int value(final Path path) {
        return ImageFiles.open(path).getProcessor().get(29, 19);
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aFileIsThereAtEveryMoment() throws Exception {
        save(1, out);
        final AtomicBoolean stop = new AtomicBoolean();
        final AtomicInteger looks = new AtomicInteger(), missing = new AtomicInteger();
        final Thread reader = new Thread(() -> {
            while (!stop.get()) {
                looks.incrementAndGet();
                if (!Files.exists(out))
                    missing.incrementAndGet();
            }
        });
        reader.start();
        for (int i = 0; i < 200; i++)
            save(i, out);
        stop.set(true);
        reader.join();
        assertTrue(looks.get() > 200);
        assertEquals(0, missing.get(), "of " + looks.get());
        assertEquals(199, value(out));
        assertEquals(Set.of("out.tif"), names());
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        final Path real = Files.createDirectory(folder.resolve("real")).resolve("data.tif");
        save(1, real);
        Files.createSymbolicLink(out, Path.of("real", "data.tif"));
        save(2, out);
        assertTrue(Files.isSymbolicLink(out));
        assertEquals(2, value(real));
        Files.delete(real);
        save(3, out);
        assertTrue(Files.isSymbolicLink(out));
        assertEquals(3, value(real));
        assertEquals(Set.of("out.tif", "real"), names());
    }

    @Test
    void linksInACircleAreAnError() throws IOException {
        Files.createSymbolicLink(out, Path.of("other.tif"));
        Files.createSymbolicLink(folder.resolve("other.tif"), Path.of("out.tif"));
        assertThrows(FileSystemLoopException.class, () -> PartFile.target(out));
        assertThrows(InpaintException.class, () -> save(1, out));
    }

    @Test
    void aDeviceIsNotReplaced() throws IOException {
        final Path device = Path.of("/dev/full");
        assumeTrue(Files.exists(device));
        Files.createSymbolicLink(out, device);
        assertEquals("'" + out + "' could not be written (it is no ordinary file).",
                assertThrows(InpaintException.class, () -> save(1, out)).getMessage());
        assertFalse(Files.isRegularFile(device));
    }

    @Test
    void whatFailsLeavesTheOldFile() throws IOException {
        save(1, out);
        try (PartFile part = new PartFile(out, ".tif")) {
            Files.writeString(part.path(), "half of an im");
        }
        assertEquals(1, value(out));
        assertEquals(Set.of("out.tif"), names());
    }

    @Test
    void nobodyMoreMayReadTheNewFile() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs permissions");
        save(1, out);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));
        save(2, out);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
    }

    @Test
    void partsOfDeadProcessesAreRemovedAndNoOthers() throws Exception {
        final Process process = new ProcessBuilder(RunningJava.program(), "-version").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        process.waitFor();
        final String own = Leftovers.name(folder, ".tif").getFileName().toString();
        final String self = "-" + ProcessHandle.current().pid() + "-";
        final String dead = own.replace(self, "-" + process.pid() + "-");
        final String alive = own.replace(self, "-" + ProcessHandle.current().parent().orElseThrow().pid() + "-");
        final String elsewhere = dead.replaceFirst("-[0-9a-f]+-", "-0abc-"), users = ".inpaintj-notes.tif";
        for (final String name : List.of(own, dead, alive, elsewhere, users))
            Files.createFile(folder.resolve(name));
        save(1, out);
        assertEquals(new TreeSet<>(Set.of(alive, elsewhere, users, "out.tif")), names());
    }
}
