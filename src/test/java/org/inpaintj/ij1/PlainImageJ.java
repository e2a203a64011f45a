package org.inpaintj.ij1;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.inpaintj.RunningJava;
import org.inpaintj.engines.PluginJar;

/**
 * Starts plain ImageJ in a process of its own, with this plugin and its libraries in the plugins folder, and the jar
 * of an engine that is not ours.
 */
final class PlainImageJ {

    private static final Path HOME = Path.of("target/plain-imagej").toAbsolutePath();

    private final Path home;
    private final Path user;

    /**
     * Lays out an installation; libraries lie beside the plugin.
     *
     * @param user the home folder of its user, where ImageJ keeps preferences
     */
    PlainImageJ(final Path user) throws IOException {
        this(HOME, user);
        PluginJar.make(HOME.resolve("plugins"));
        final Path jars = Files.createDirectories(HOME.resolve("plugins/jars"));
        FijiInstallation.plugin(HOME.resolve("plugins"));
        FijiInstallation.clear(jars);
        for (final Path library : FijiInstallation.libraries())
            FijiInstallation.link(jars, library);
    }

    /**
     * Takes an installation as it is.
     *
     * @param home the folder with {@code plugins} and {@code jars}
     * @param user the home folder of its user
     */
    PlainImageJ(final Path home, final Path user) {
        this.home = home;
        this.user = user;
    }

    /**
     * Runs ImageJ until it quits.
     *
     * @param seconds   after which it is killed
     * @param arguments of ImageJ itself
     * @return the exit status, -1 if it was killed
     */
    int run(final int seconds, final List<String> arguments) throws IOException, InterruptedException {
        return run(seconds, List.of(), arguments);
    }

    /**
     * The same with options of Java.
     *
     * @param options such as -Dname=value
     */
    int run(final int seconds, final List<String> options, final List<String> arguments)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(RunningJava.program(), "-Xmx400m", "-Duser.language=en",
                "-Dplugins.dir=" + home, "-Duser.home=" + user));
        command.addAll(options);
        command.addAll(List.of("-cp", ij(), "ij.ImageJ"));
        command.addAll(arguments);
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log().toFile());
        // the folders of whoever runs the tests are not this user's
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_") && name.endsWith("_HOME")
                || name.startsWith("INPAINTJ_"));
        final Process process = builder.start();
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
