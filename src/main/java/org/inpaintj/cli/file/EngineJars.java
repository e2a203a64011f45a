package org.inpaintj.cli.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engines.Engines;
import org.inpaintj.params.KeyGroup;

/**
 * An instance loads engines from jars of their own: those in the folder {@code plugins} beside this program's jar, and
 * in the folders that {@code --plugins} names. While it is open, they are the engines of the program beside its own.
 */
public final class EngineJars implements AutoCloseable {

    private static final String OPTION = "--plugins";

    /** Null where there is nothing but the program's own engines. */
    private final URLClassLoader loader;
    private final Engines.Use use;

    private EngineJars(final List<Path> jars) {
        if (jars.isEmpty()) {
            loader = null;
            use = null;
            return;
        }
        loader = new URLClassLoader(jars.stream().map(EngineJars::url).toArray(URL[]::new),
                Engines.class.getClassLoader());
        use = Engines.use(Engines.of(loader));
    }

    /** Adds the option {@code --plugins}. */
    public static void declare(final CommandSpec spec) {
        spec.addOption(OptionSpec.builder(OPTION).paramLabel("DIR").type(String.class)
                .description("also look for engines in the jars of this folder; those of the folder plugins beside "
                + "inpaintj.jar are always there").userObject(KeyGroup.ENGINE).build());
    }

    /**
     * Opens what there is.
     *
     * @param words of the command line, options joined to their values
     * @throws InpaintException if a folder is named that is none, or holds no jar
     */
    public static EngineJars open(final List<String> words) {
        final List<Path> jars = new ArrayList<>(beside());
        for (final String word : words)
            if (word.startsWith(OPTION + "="))
                jars.addAll(named(word.substring(OPTION.length() + 1)));
        return new EngineJars(jars);
    }

    private static List<Path> named(final String folder) {
        try {
            final List<Path> jars = Files.isDirectory(Path.of(folder)) ? jars(Path.of(folder)) : List.of();
            if (!jars.isEmpty())
                return jars;
        } catch (final InvalidPathException e) {
            // said below
        }
        throw new InpaintException("There is no jar in a folder '" + folder
                + "': give --plugins the folder that holds the "
                + "jars of engines.");
    }

    /** Those beside the program's jar; none where it runs from folders of classes. */
    private static List<Path> beside() {
        try {
            final Path program = Path.of(EngineJars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            final Path folder = program.resolveSibling("plugins");
            return Files.isRegularFile(program) && Files.isDirectory(folder) ? jars(folder) : List.of();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (final IOException e) {
            throw new InpaintException("The folder '" + folder + "' cannot be read: check its permissions.", e);
        }
    }

    private static URL url(final Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (final MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (loader == null)
            return;
        use.close();
        try {
            loader.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
