package org.inpaintj;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The documents of the project, and what is shown as code in them. */
public final class Documents {

    private static final Path PAGES = Path.of("docs");
    private static final int DEEP = 99;

    /**
     * What stands between two fences.
     *
     * @param document the page
     * @param heading  the last one above it
     * @param text     with the line break at its end
     */
    public record Block(Path document, String heading, String text) {

        /** One by one, without those that are empty. */
        public List<String> lines() {
            return text.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private Documents() {}

    /** All that people read. */
    static List<Path> all() {
        return Stream.concat(found(Path.of(""), 1).stream(),
                Stream.of(".github", "docs", "examples", "extras", "macros", "models", "src")
                .map(Path::of).filter(Files::isDirectory).flatMap(folder -> found(folder, DEEP).stream())).toList();
    }

    /** Those for users: the README and the pages of {@code docs}, but for what is for developers. */
    public static List<Path> forUsers() {
        return Stream.concat(Stream.of(Path.of("README.md")), found(PAGES, 1).stream()).toList();
    }

    /** All of {@link #forUsers}, one after the other. */
    public static String textForUsers() {
        return forUsers().stream().map(Documents::text).collect(Collectors.joining("\n"));
    }

    /** The code that is shown to users, in the order of the pages. */
    public static List<Block> blocksForUsers() {
        return forUsers().stream().flatMap(document -> blocks(document).stream()).toList();
    }

    static List<Block> blocks(final Path document) {
        final Matcher parts = Pattern.compile("^#+ ([^\n]+)$|^```\\w*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(text(document));
        final List<Block> blocks = new ArrayList<>();
        String heading = "";
        while (parts.find())
            if (parts.group(1) == null)
                blocks.add(new Block(document, heading, parts.group(2)));
            else
                heading = parts.group(1);
        return blocks;
    }

    static String text(final Path document) {
        try {
            return Files.readString(document);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> found(final Path folder, final int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
