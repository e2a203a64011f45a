package org.inpaintj.model.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.core.FileStamp;

class FileMemoTest {

    @TempDir Path folder;
    private final FileMemo<String, Integer> memo = new FileMemo<>(2);
    private final AtomicInteger made = new AtomicInteger();
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("a"), "one");
    }

    private int get(final String key) {
        return memo.get(key, List.of(file), made::incrementAndGet);
    }

    @Test
    void makesOnceWhatDoesNotChange() {
        assertEquals(1, get("k"));
        assertEquals(1, get("k"));
    }

    @Test
    void seesAnotherSizeTimeAndFile() throws IOException {
        get("k");
        final FileTime time = Files.getLastModifiedTime(file);
        Files.setLastModifiedTime(Files.writeString(file, "three"), time);
        assertEquals(2, get("k"), "another size");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertEquals(3, get("k"), "another time");
        final Path other = Files.writeString(folder.resolve("b"), "other");
        assertEquals(4, memo.get("k", List.of(file, other), made::incrementAndGet), "one more file");
        assertEquals(5, get("k"), "one file less");
        Files.delete(file);
        assertEquals(6, get("k"), "no file");
    }

    @Test
    void seesAFileMovedToThePlaceOfAnother() throws IOException {
        final Path other = Files.writeString(folder.resolve("b"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        get("k");
        assumeTrue(FileStamp.of(file).key().isPresent(), "not on Windows");
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertEquals(2, get("k"));
    }

    @Test
    void keepsTheLastOnes() {
        get("a");
        get("b");
        get("a");
        get("c");
        assertEquals(1, get("a"));
        assertEquals(4, get("b"), "used longest ago");
    }

    @Test
    void forgetsWhatFails() {
        assertThrows(IllegalStateException.class, () -> memo.get("k", List.of(file), () -> {
            throw new IllegalStateException();
        }));
        assertEquals(1, get("k"));
    }
}
