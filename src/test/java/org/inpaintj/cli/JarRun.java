package org.inpaintj.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.inpaintj.RunningJava;

/**
 * The command line as its users start it, {@code java -jar}, by a user who has never run it: home, working folder and
 * folder for temporary files are new and empty.
 */
public final class JarRun {

    private static final Path CLASSES = Path.of("target/classes");
    private static Path jar;

    public final Path home, work, temporary;
    private final Path root;
    private Path program;

    public JarRun(final Path root) throws IOException {
        this.root = root;
        home = Files.createDirectory(root.resolve("home"));
        work = Files.createDirectory(root.resolve("work"));
        temporary = Files.createDirectory(root.resolve("temporary"));
    }

    /** With the program in a folder of its own, to which a user may add. */
    public JarRun installed() throws IOException {
        program = Files.copy(jar(), Files.createDirectory(root.resolve("program")).resolve("inpaintj.jar"));
        return this;
    }

    /** The jar that runs. */
    public Path program() throws IOException {
        return program == null ? jar() : program;
    }

    /** Our own folder in the user's cache. */
    public Path cache() {
        return home.resolve(".cache/inpaintj");
    }

    /** The archives of classes in the cache. */
    public List<Path> archives() throws IOException {
        try (Stream<Path> all = Files.list(cache())) {
            return all.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** A command line with options of Java, to be started; the user has set nothing in the environment. */
    public ProcessBuilder with(final List<String> options, final Object... arguments) throws IOException {
        final List<String> command = new ArrayList<>(List.of(RunningJava.program()));
        command.addAll(options);
        command.addAll(List.of("-Djava.io.tmpdir=" + temporary, "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData"));
        if (options.stream().noneMatch(option -> option.startsWith("-Duser.home=")))
            command.add("-Duser.home=" + home);
        command.addAll(List.of("-jar", program().toString()));
        for (final Object argument : arguments)
            command.add(argument.toString());
        final ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
        // builds under continuous integration would keep a library from reporting, which users are not
        builder.environment().keySet()
                .removeAll(List.of("XDG_CACHE_HOME", "CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI",
                "JENKINS_URL", "TRAVIS", "CIRCLECI"));
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    /** Runs it to its end. */
    public CliRun run(final Object... arguments) throws IOException {
        return CliRun.of(with(List.of(), arguments));
    }

    /** The classes under test in one jar, as an archive of classes needs them; the libraries beside it. */
    private static synchronized Path jar() throws IOException {
        if (jar != null)
            return jar;
        final Manifest manifest = new Manifest();
        final Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(Attributes.Name.CLASS_PATH, String.join(" ", Stream.of(System.getProperty("java.class.path")
                .split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar"))
                .map(entry -> new File(entry).toURI().toString()).toList()));
        final Path made = Files.createTempFile("inpaintj", ".jar");
        made.toFile().deleteOnExit();
        try (OutputStream file = Files.newOutputStream(made); JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(CLASSES)) {
            for (final Path one : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(CLASSES.relativize(one).toString().replace(File.separatorChar, '/')));
                Files.copy(one, out);
            }
        }
        jar = made;
        return jar;
    }
}
