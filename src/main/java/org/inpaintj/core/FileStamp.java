package org.inpaintj.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What tells one state of a file from another without reading it.
 *
 * @param file the file
 * @param size bytes; -1 if there is no such file
 * @param time when it was written last
 * @param key  what the file system calls it, so that one file moved to the place of another is seen; empty on Windows
 */
public record FileStamp(Path file, long size, FileTime time, Optional<Object> key) {

    /** A file as it is now. */
    public static FileStamp of(final Path file) {
        try {
            final BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(file, now.size(), now.lastModifiedTime(), Optional.ofNullable(now.fileKey()));
        } catch (final IOException e) {
            return new FileStamp(file, -1, FileTime.fromMillis(0), Optional.empty());
        }
    }

    /** Files as they are now, in their order. */
    public static List<FileStamp> of(final Collection<Path> files) {
        return files.stream().map(FileStamp::of).toList();
    }
}
