package org.inpaintj.cli.start;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.inpaintj.params.KeyDescriptions;

/**
 * The keys of the engines in the command line's jar as text, since Java takes longer to read them from their
 * annotations than to fill a small hole. The build writes it from the compiled classes, so nobody edits it.
 */
final class KeyIndex {

    private static final String NAME = "META-INF/inpaintj/keys";

    private KeyIndex() {}

    /** Writes the index of a folder of compiled classes, which are on the class path too, into that folder. */
    public static void main(final String[] args) throws IOException, ReflectiveOperationException {
        final Path classes = Path.of(args[0]), index = classes.resolve(NAME);
        final String text = text(classes);
        // a file that is written anew makes the classes look newer than the jar that was made of them
        if (Files.exists(index) && Files.readString(index).equals(text))
            return;
        Files.createDirectories(index.getParent());
        Files.writeString(index, text);
    }

    static String text(final Path classes) throws IOException, ReflectiveOperationException {
        final List<Path> files;
        try (Stream<Path> all = Files.walk(classes.resolve("org/inpaintj"))) {
            files = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
        }
        final StringBuilder text = new StringBuilder();
        for (final Path file : files) {
            final String name = classes.relativize(file).toString().replaceFirst("\\.class$", "")
                    .replaceAll("[/\\\\]", ".");
            // the others are not even loaded: some libraries may be missing
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains("Lorg/inpaintj/params/Key;")) {
                final Class<?> type = Class.forName(name, false, KeyIndex.class.getClassLoader());
                if (type.isRecord())
                    text.append(KeyDescriptions.lines(type.asSubclass(Record.class)));
            }
        }
        return text.toString();
    }

    /** Takes the index instead of annotations, where this runs from a jar: classes in a folder may be newer than it. */
    static void read() {
        if (!System.getProperty("java.class.path").endsWith(".jar"))
            return;
        try (InputStream in = KeyIndex.class.getClassLoader().getResourceAsStream(NAME)) {
            if (in != null)
                KeyDescriptions.know(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            // the annotations say the same
        }
    }
}
