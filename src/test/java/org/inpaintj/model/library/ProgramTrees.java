package org.inpaintj.model.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.core.Sha256;
import org.inpaintj.model.folder.ModelFixture;

/** Folders as programs lay them out, with tiny models in them. */
public final class ProgramTrees {

    private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

    private ProgramTrees() {}

    /** A library of some folders, which remembers nothing. */
    public static ModelLibrary library(final Path... folders) {
        final String all = Arrays.stream(folders).map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
        return new ModelLibrary(new LibraryFolders(Optional.empty(), name ->
                name.equals(LibraryFolders.VARIABLE) ? all : null), Optional.empty());
    }

    /**
     * Puts a file of an archive of tests somewhere.
     *
     * @param from such as {@code loras/kohya.safetensors}
     */
    public static Path put(final String from, final Path to) {
        final String archive = from.split("/")[0];
        final Path source = UNPACKED.computeIfAbsent(archive, ModelFixture::archive)
                .resolve(from.substring(Math.min(from.length(), archive.length() + 1)));
        try {
            Files.createDirectories(to.getParent());
            if (!Files.isDirectory(source))
                return Files.copy(source, to);
            try (Stream<Path> all = Files.walk(source)) {
                for (final Path each : all.toList())
                    Files.copy(each, to.resolve(source.relativize(each).toString()));
            }
            return to;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a text, making the folders that it needs. */
    public static Path text(final Path to, final String text) {
        try {
            Files.createDirectories(to.getParent());
            return Files.writeString(to, text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of all names, contents and times below a folder. */
    public static String digest(final Path folder) {
        final Sha256 sha = new Sha256();
        final List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted().forEach(files::add);
            for (final Path each : files) {
                sha.addAscii(folder.relativize(each) + " "
                        + Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS));
                if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    sha.add(each);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha.hex();
    }
}
