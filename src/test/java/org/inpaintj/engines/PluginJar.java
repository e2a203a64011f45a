package org.inpaintj.engines;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The engine of {@code src/test/plugin} in a jar of its own, as another project would build it. */
public final class PluginJar {

    public static final Path SOURCE = Path.of("src/test/plugin/org/example/gradient/GradientEngine.java");

    private PluginJar() {}

    /** Compiles it, with SciJava's annotation processor on the class path, and packs it; the jar lies in the folder. */
    public static Path make(final Path folder) throws IOException {
        final Path classes = Files.createTempDirectory("plugin");
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertTrue(compiler.getTask(null, files, null, List.of("-d", classes.toString(), "-cp",
                    System.getProperty("java.class.path")), null, files.getJavaFileObjects(SOURCE)).call(),
                            "it compiles");
        }
        final Path jar = Files.createDirectories(folder).resolve("Gradient_.jar");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (final Path one : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
                Files.copy(one, out);
            }
        }
        return jar;
    }
}
