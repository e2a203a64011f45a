package org.inpaintj.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that appear as a whole, and copies of files and folders. */
class PartFolderTest {

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void itAppearsAsAWholeOrNotAtAll() throws IOException {
        final Path out = folder.resolve("out.zarr");
        try (PartFolder part = new PartFolder(out)) {
            Files.createDirectories(part.path().resolve("0/c"));
            Files.writeString(part.path().resolve("0/c/1"), "half");
        }
        assertEquals(List.of(), names());
        for (final String text : List.of("one", "two")) {
            try (PartFolder part = new PartFolder(out)) {
                Files.writeString(part.path().resolve("a"), text);
                Files.writeString(part.path().resolve(text), text);
                part.commit(note -> {});
            }
            assertEquals(List.of("out.zarr"), names());
            assertEquals(text, Files.readString(out.resolve("a")));
            assertTrue(Files.exists(out.resolve(text)));
        }
        assertTrue(Files.notExists(out.resolve("one")));
        Files.writeString(folder.resolve("file"), "");
        assertThrows(IOException.class, () -> new PartFolder(folder.resolve("file")));
    }

    /** A folder of a process that is no more, of which the next one finds nothing else to do with. */
    @Test
    void whatAKilledProcessLeavesIsRemoved() throws IOException {
        final Path left = Leftovers.name(folder, "");
        Files.createDirectories(left.resolve("0/0"));
        Files.writeString(left.resolve("0/0/1"), "half");
        new PartFolder(folder.resolve("out")).close();
        assertEquals(List.of(), names());
    }

    @Test
    void copiesAreEqualAndKeepTheirHoles() throws IOException {
        final byte[] bytes = new byte[5 << 20];
        bytes[0] = 1;
        bytes[(3 << 20) + 7] = 2;
        final Path file = Files.write(folder.resolve("a"), bytes), copy = Files.createFile(folder.resolve("b"));
        FileCopy.file(file, copy, Progress.NONE);
        assertEquals(-1, Files.mismatch(file, copy));
        final List<Integer> steps = new ArrayList<>();
        Files.delete(copy);
        Files.createFile(copy);
        assertThrows(CancelledException.class, () -> FileCopy.file(file, copy, new Progress() {
            @Override
            public void step(final int done, final int total, final String what) {
                steps.add(done);
            }

            @Override
            public boolean cancelled() {
                return steps.size() == 2;
            }
        }));
        assertEquals(List.of(0, 1), steps);
        final Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("out"), folder);
        final Path to = Files.createDirectory(folder.resolve("to"));
        assertThrows(InpaintException.class, () -> FileCopy.folder(links, to, Progress.NONE));
    }
}
