package org.inpaintj;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.inpaintj.core.Sha256;

/** What lies in a folder, to be compared with what lies there later, or in another one. */
public final class FileDigests {

    private FileDigests() {}

    /** SHA-256 of all files below a folder, by their names relative to it; that of a file alone by an empty name. */
    public static Map<String, String> of(final Path folder) throws IOException {
        final Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList())
                all.put(folder.relativize(file).toString(), new Sha256().add(file).hex());
        }
        return all;
    }
}
