package org.inpaintj.ij1;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.RunningJava;

/** Starts plain ImageJ in a process of its own, with this plugin and its libraries in the plugins folder. */
final class PlainImageJ {

    private static final Path CLASSES = Path.of("target/classes");
    private static final Path TEST_CLASSES = Path.of("target/test-classes");

    private static final Path HOME = Path.of("target/plain-imagej").toAbsolutePath();

    /** What the build installs; the command line's own libraries are not among them. */
    private static final Pattern LIBRARY =
            Pattern.compile(".*[/\\\\](scijava-common|parsington|imglib2|onnxruntime|gson)-[^/\\\\]*\\.jar");

    private final Path user;

    /**
     * Lays out an installation: the jar's name has the underscore that ImageJ asks for, libraries lie beside it.
     *
     * @param user the home folder of its user, where ImageJ keeps preferences
     */
    PlainImageJ(final Path user) throws IOException {
        this.user = user;
        final Path jars = Files.createDirectories(HOME.resolve("plugins/jars"));
        try (JarOutputStream jar = new JarOutputStream(
                Files.newOutputStream(HOME.resolve("plugins/InpaintJ_test.jar")))) {
            add(jar, CLASSES, CLASSES);
            add(jar, TEST_CLASSES, TEST_CLASSES.resolve("org/inpaintj/ij1"));
        }
        clear(jars);
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            if (LIBRARY.matcher(entry).matches())
                link(jars, Path.of(entry));
    }

    /** Takes away the libraries of a former build, which may be of other versions. */
    private static void clear(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList())
                Files.delete(file);
        }
    }

    private static void link(final Path folder, final Path library) throws IOException {
        final Path place = folder.resolve(library.getFileName());
        try {
            Files.createSymbolicLink(place, library);
        } catch (final IOException | UnsupportedOperationException e) {
            Files.copy(library, place);
        }
    }

    private static void add(final JarOutputStream jar, final Path root, final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, (OutputStream) jar);
                jar.closeEntry();
            }
        }
    }

    /**
     * Runs ImageJ until it quits.
     *
     * @param seconds   after which it is killed
     * @param arguments of ImageJ itself
     * @return the exit status, -1 if it was killed
     */
    int run(final int seconds, final List<String> arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                RunningJava.program(), "-Xmx400m",
                "-Dplugins.dir=" + HOME, "-Duser.home=" + user, "-cp", ij(), "ij.ImageJ"));
        command.addAll(arguments);
        final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log().toFile()).start();
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What it wrote to its standard output and error. */
    Path log() {
        return user.resolve("log.txt");
    }

    private static String ij() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\]ij-1[^/\\\\]*\\.jar")).findFirst().orElseThrow();
    }
}
