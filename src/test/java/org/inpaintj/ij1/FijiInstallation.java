package org.inpaintj.ij1;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a folder with ImageJ gets: this plugin, as built just now, and its libraries. */
final class FijiInstallation {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path TEST_CLASSES = Path.of("target/test-classes");

    /** What of other rooms the scenarios need. */
    private static final Pattern STAND_INS = Pattern.compile("FakeServer.*"), ALL = Pattern.compile(".*");

    private static final Pattern LIBRARY =
            Pattern.compile(
                    ".*[/\\\\](scijava-common|parsington|imglib2|onnxruntime|gson|commons-math3|aircompressor|"
                            + "commonmark|commonmark-ext-gfm-tables)-[^/\\\\]*\\.jar");

    private FijiInstallation() {}

    /**
     * Puts the plugin and the scenarios into a plugins folder; the jar's name has the underscore that ImageJ asks for.
     */
    static void plugin(final Path plugins) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("InpaintJ_test.jar")))) {
            add(jar, CLASSES, CLASSES);
            add(jar, TEST_CLASSES, TEST_CLASSES.resolve("org/inpaintj/ij1"));
            add(jar, TEST_CLASSES, TEST_CLASSES.resolve("org/inpaintj/engine/remote"), STAND_INS);
        }
    }

    private static void add(final JarOutputStream jar, final Path root, final Path folder) throws IOException {
        add(jar, root, folder, ALL);
    }

    /** @param which names of files */
    private static void add(final JarOutputStream jar, final Path root, final Path folder, final Pattern which)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile)
                    .filter(file -> which.matcher(file.getFileName().toString()).matches()).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, (OutputStream) jar);
                jar.closeEntry();
            }
        }
    }

    /** What the build installs beside the plugin; the command line's own libraries are not among them. */
    static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> LIBRARY.matcher(entry).matches()).map(Path::of).toList();
    }

    /** Takes away what a former build has left, which may be of other versions. */
    static void clear(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList())
                Files.delete(file);
        }
    }

    /** Makes a library answer in a folder, unless one of that name is there. */
    static void link(final Path folder, final Path library) throws IOException {
        final Path place = folder.resolve(library.getFileName());
        if (Files.exists(place))
            return;
        try {
            Files.createSymbolicLink(place, library);
        } catch (final IOException | UnsupportedOperationException e) {
            Files.copy(library, place);
        }
    }
}
