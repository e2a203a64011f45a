package org.inpaintj.ij1;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.inpaintj.RunningJava;
import org.inpaintj.engines.PluginJar;

/**
 * A real Fiji with this plugin installed, each start in a process of its own. The environment variable
 * {@code FIJI_HOME} names its folder, with {@code jars} and {@code plugins}; it is only read: what runs is a folder of
 * links to its files.
 */
final class FijiProcess {

    private static final String ORIGINAL = System.getenv("FIJI_HOME");
    private static final Path HOME = Path.of("target/fiji").toAbsolutePath();
    /** What an installation brings, or what would answer in its place. */
    private static final String OURS = "(InpaintJ_|onnxruntime|aircompressor|commonmark).*";

    /** In minutes; a start takes seconds where nothing else runs. */
    static final int PATIENCE = 6;

    private final Path home;
    private final Path user;
    private boolean spelledOut;

    /** @param user the home folder of its user, where preferences are kept */
    FijiProcess(final Path user) throws IOException {
        this(HOME, user);
        FijiInstallation.plugin(home.resolve("plugins"));
        for (final Path library : FijiInstallation.libraries())
            if (library.getFileName().toString().matches(OURS))
                FijiInstallation.link(home.resolve("jars"), library);
    }

    /**
     * Without this plugin, which is for the caller to install.
     *
     * @param home where the folder of links is made anew
     * @param user the home folder of its user
     */
    FijiProcess(final Path home, final Path user) throws IOException {
        assumeTrue(ORIGINAL != null && Files.isDirectory(Path.of(ORIGINAL, "jars")),
                "skipped: FIJI_HOME does not name a folder with a Fiji");
        this.home = home;
        this.user = user;
        for (final String part : List.of("jars", "plugins")) {
            FijiInstallation.clear(Files.createDirectories(home.resolve(part)));
            try (Stream<Path> files = Files.walk(Path.of(ORIGINAL, part))) {
                for (final Path jar : files.filter(file -> isForeignJar(file.getFileName().toString())).toList())
                    FijiInstallation.link(home.resolve(part), jar.toAbsolutePath());
            }
        }
    }

    private static boolean isForeignJar(final String name) {
        return name.endsWith(".jar") && !name.matches(OURS);
    }

    /** With an engine of another jar in the plugins folder. */
    FijiProcess withEngineJar() throws Exception {
        PluginJar.make(home.resolve("plugins"));
        return this;
    }

    /** From now on the class path names each jar, as tools do it that start programs, instead of folders. */
    FijiProcess spelledOut() {
        spelledOut = true;
        return this;
    }

    private String classPath() throws IOException {
        final List<String> path = new ArrayList<>();
        for (final String part : List.of("jars", "plugins"))
            if (spelledOut)
                try (Stream<Path> files = Files.list(home.resolve(part))) {
                    files.map(Path::toString).forEach(path::add);
                }
            else
                path.add(home.resolve(part) + File.separator + "*");
        return String.join(File.pathSeparator, path);
    }

    /** What a macro prints without a display. Fiji's exit status says nothing of it. */
    String macro(final String text) throws IOException, InterruptedException {
        return run(PATIENCE, "--headless", "-macro", Files.writeString(user.resolve("macro.ijm"), text).toString());
    }

    /** What a script prints without a display. */
    String groovy(final String text) throws IOException, InterruptedException {
        return run(PATIENCE, "--headless", "--run", Files.writeString(user.resolve("script.groovy"), text).toString());
    }

    /**
     * Runs it until it quits.
     *
     * @param minutes   after which it is killed, which is an error without a display
     * @param arguments of Fiji itself; without {@code --headless} its windows open
     * @return what it printed
     */
    String run(final int minutes, final String... arguments) throws IOException, InterruptedException {
        final boolean headless = List.of(arguments).contains("--headless");
        final List<String> command = new ArrayList<>(List.of(RunningJava.program(), "-Xmx1g",
                "-Djava.awt.headless=" + headless, "-Dimagej.updater.disableAutocheck=true",
                "-Duser.home=" + user, "-Djava.util.prefs.userRoot=" + user));
        Stream.of("java.base/java.lang", "java.base/java.util", "java.desktop/sun.awt", "java.desktop/sun.awt.X11",
                "java.desktop/javax.swing")
                .forEach(opened -> command.add("--add-opens=" + opened + "=ALL-UNNAMED"));
        Stream.of("imagej.dir", "plugins.dir", "scijava.app.directory")
                .forEach(key -> command.add("-D" + key + "=" + home));
        command.addAll(List.of("-cp", classPath(), "net.imagej.Main"));
        // else a Fiji that is open gets the arguments, and shows the windows
        command.add("--forbid-single-instance");
        command.addAll(List.of(arguments));
        final Path out = user.resolve("out.txt");
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(out.toFile());
        if (headless)
            builder.environment().remove("DISPLAY");
        final Process process = builder.start();
        try {
            final boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            assertTrue(ended || !headless, () -> "Fiji hangs: " + read(out));
            return read(out);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** What Fiji tells of itself at each start is left out. */
    private static String read(final Path out) {
        try (Stream<String> lines = Files.lines(out)) {
            return lines.filter(line -> !line.contains("FileSystemPreferences") && !line.contains("user preferences"))
                    .collect(Collectors.joining("\n"));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
