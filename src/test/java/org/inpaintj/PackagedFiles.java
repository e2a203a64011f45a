package org.inpaintj;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code mvn package} leaves in the build folder. */
public final class PackagedFiles {

    private static final Path TARGET = Path.of("target");
    private static final List<Path> SOURCES = List.of(Path.of("pom.xml"), Path.of("target/classes"),
            Path.of("src/main/licenses"), Path.of("src/main/assembly"));

    private PackagedFiles() {}

    /** Skips the test where a file is older than what it is made of, or missing: {@code .ci/run} makes them first. */
    public static void assumeFresh(final Path file) {
        assumeTrue(Files.exists(file), "no " + file);
        final FileTime newest = SOURCES.stream().flatMap(PackagedFiles::below).map(PackagedFiles::time)
                .max(FileTime::compareTo).orElseThrow();
        assumeTrue(time(file).compareTo(newest) >= 0, file + " is older than what it is made of");
    }

    /** The last one made of those whose whole name fits a pattern, if there is one. */
    public static Optional<Path> newest(final String pattern) throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .max(Comparator.comparing(PackagedFiles::time));
        }
    }

    /** The time that everything in them has, as {@code pom.xml} writes it. */
    public static OffsetDateTime fixedTime() throws IOException {
        final Matcher pom = Pattern.compile("<project.build.outputTimestamp>(.+)</")
                .matcher(Files.readString(Path.of("pom.xml")));
        return pom.results().map(found -> OffsetDateTime.parse(found.group(1))).findFirst().orElseThrow();
    }

    private static Stream<Path> below(final Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime time(final Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
