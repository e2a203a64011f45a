package org.inpaintj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the two jars; skipped where they are older than what they are made of, or missing. */
class PackagedJarTest {

    private static final Path COMMAND_LINE = Path.of("target/inpaintj.jar");
    private static final String LICENCES = "META-INF/licenses/";

    private static Path plugin;

    @BeforeAll
    static void areOfTheClassesTested() throws IOException {
        PackagedFiles.assumeFresh(COMMAND_LINE);
        plugin = PackagedFiles.newest("InpaintJ_-[0-9.]+(-SNAPSHOT)?\\.jar").orElseThrow();
    }

    /** In a process of its own, for a compiler in this one would find this one's classes, too. */
    @Test
    void aCompilerTakesItAsItsClassPath(@TempDir final Path folder) throws Exception {
        final Path compiler = Path.of(RunningJava.program()).resolveSibling("javac");
        assumeTrue(Files.isExecutable(compiler), "this Java has no compiler");
        final Path source = Files.writeString(folder.resolve("User.java"),
                "class User { Object keys = org.inpaintj.engines.Engines.found().keys(); }");
        final Path said = folder.resolve("said.txt");
        final int status = new ProcessBuilder(compiler.toString(), "-cp", COMMAND_LINE.toString(), "-d",
                folder.toString(), source.toString()).redirectErrorStream(true).redirectOutput(said.toFile())
                .start().waitFor();
        assertEquals(0, status, Files.readString(said));
        assertTrue(Files.exists(folder.resolve("User.class")));
    }

    @Test
    void everyServiceNamesClassesOfIt() throws IOException {
        final Set<String> names = names(COMMAND_LINE);
        for (final String service : names.stream().filter(n -> n.matches("META-INF/services/[^/]+")).toList())
            for (final String line : text(COMMAND_LINE, service).lines().map(l -> l.replaceAll("#.*", "").strip())
                    .filter(l -> !l.isEmpty()).toList())
                assertTrue(names.contains(line.replace('.', '/') + ".class"), service + " names " + line);
    }

    /**
     * The libraries are those of the class path of which the jar has a class; the file of licences has a part for each.
     */
    @Test
    void everyLibraryInItIsNamedWithItsLicence() throws IOException {
        final Set<String> names = names(COMMAND_LINE);
        final Set<String> held = new TreeSet<>();
        for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator))
            if (entry.endsWith(".jar") && names(Path.of(entry)).stream()
                    .anyMatch(n -> n.endsWith(".class") && !n.startsWith("META-INF/") && names.contains(n)))
                held.add(Path.of(entry).getFileName().toString().replaceFirst("-[0-9].*", ""));
        assertTrue(held.contains("onnxruntime"), held + " should be the libraries");

        final String licences = text(COMMAND_LINE, LICENCES + "libraries.txt");
        assertEquals(held, Pattern.compile("(?m)^-{20,}\\R(\\S+) \\(").matcher(licences).results()
                .map(part -> part.group(1)).collect(Collectors.toCollection(TreeSet::new)));
        assertTrue(text(COMMAND_LINE, LICENCES + "Apache-2.0.txt").contains("TERMS AND CONDITIONS"));
        assertTrue(names.containsAll(Set.of("LICENSE", "LICENSE-ClassGraph.txt", "ThirdPartyNotices.txt")));
    }

    @Test
    void thePluginHoldsNothingOfOthers() throws IOException {
        final String ours = "org/inpaintj/.*|models/[a-z_]+\\.(onnx|json)|LICENSE|plugins\\.config"
                + "|META-INF/(inpaintj/keys|MANIFEST\\.MF|json/.*|maven/org\\.inpaintj/.*)";
        assertEquals(List.of(), names(plugin).stream().filter(n -> !n.endsWith("/") && !n.matches(ours)).toList());
    }

    /** Two builds of one commit can only be alike if the clock leaves no trace. */
    @Test
    void noTimeIsThatOfTheBuild() throws IOException {
        final LocalDateTime fixed = PackagedFiles.fixedTime().toLocalDateTime();
        for (final Path file : List.of(plugin, COMMAND_LINE))
            try (JarFile jar = new JarFile(file.toFile())) {
                assertEquals(PackagedFiles.fixedTime(), OffsetDateTime.parse(
                        jar.getManifest().getMainAttributes().getValue("Implementation-Date")));
                final List<String> ours = new ArrayList<>();
                jar.stream()
                        .filter(e -> e.getName()
                                .matches("(org/inpaintj/|models/).*|LICENSE|plugins.config|META-INF/MANIFEST.MF"))
                        .filter(e -> !e.getTimeLocal().equals(fixed))
                        .forEach(e -> ours.add(e + " " + e.getTimeLocal()));
                assertEquals(List.of(), ours);
            }
    }

    private static Set<String> names(final Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).collect(Collectors.toSet());
        }
    }

    private static String text(final Path jar, final String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
