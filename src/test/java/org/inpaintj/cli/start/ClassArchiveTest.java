package org.inpaintj.cli.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.RunningJava;
import org.inpaintj.core.PrivateFolder;

/** Real Javas run a tiny jar, with the options that the archive asks for. */
public class ClassArchiveTest {

    /** What the jar runs; must not need any other class of this project. */
    public static final class Hello {

        private Hello() {}

        public static void main(final String[] args) {
            System.out.println("hello");
            System.exit(args.length);
        }
    }

    @TempDir
    Path folder;
    private Path jar, root;

    /** Some builds of Java come without the archive of its own classes, on which others build. */
    @BeforeAll
    static void needsSharing() throws Exception {
        final Process process = new ProcessBuilder(RunningJava.program(), "-Xshare:on", "-version")
                .redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        assumeTrue(process.waitFor() == 0, "this Java shares no classes");
    }

    @BeforeEach
    void makeJar() throws IOException {
        jar = folder.resolve("hello.jar");
        root = folder.resolve("cache");
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
        final String entry = Hello.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream in = Hello.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
    }

    @Test
    void laterRunsTakeTheirClassesFromTheArchiveOfTheFirst() throws Exception {
        final ClassArchive first = archive();
        assertEquals("hello\n", run(0, first), "nothing but what the program prints");
        assertEquals(List.of(), files(), "not before the run has ended well");
        first.close(true);
        assertEquals(1, files().size());
        final ClassArchive second = archive();
        final String said = run(0, second, "-Xlog:class+load");
        assertTrue(said.contains(Hello.class.getName() + " source: shared objects file"), said);
        second.close(true);
        assertEquals(1, files().size());
    }

    @Test
    void anotherJarGetsAnotherArchive() throws Exception {
        final ClassArchive old = archive();
        run(0, old);
        old.close(true);
        final List<Path> before = files();
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_000_000_000_000L));
        final Path broken = Files.createFile(root.resolve(before.get(0).getFileName() + ".1.part"));
        final ClassArchive now = archive();
        assertEquals("hello\n", run(0, now));
        now.close(true);
        assertFalse(Files.exists(broken), "what a run that was broken off has left");
        assertEquals(1, files().size(), "the old one is gone");
        assertNotEquals(before, files());
    }

    @Test
    void aFailedRunLeavesNone() throws Exception {
        final ClassArchive archive = archive();
        run(1, archive, "", "an argument");
        archive.close(false);
        assertEquals(List.of(), files());
        try (Stream<Path> all = Files.list(root)) {
            assertEquals(0, all.count(), "nor a part of one");
        }
    }

    /** Java died of 20 of these, and again at each later run. */
    @Test
    void aDamagedArchiveIsDeletedAndMadeAgain() throws Exception {
        final ClassArchive first = archive();
        run(0, first);
        first.close(true);
        final Path file = files().get(0);
        final byte[] whole = Files.readAllBytes(file);
        for (int attack = 0; attack < 29; attack++) {
            damage(file, attack % 3, attack);
            final List<String> options = archive().options();
            assertTrue(options.get(0).startsWith("-XX:DumpLoadedClassList="), "attack " + attack + ": " + options);
            assertEquals(List.of(), files());
            Files.createFile(file);
            assertTrue(file.toFile().setWritable(false, false));
            overwrite(file, whole);
            assertTrue(archive().options().get(0).startsWith("-XX:SharedArchiveFile="));
        }
    }

    /**
     * Damages a file.
     *
     * @param kind 0 flips bits, 1 makes zeros of 64 kB, 2 cuts
     */
    public static void damage(final Path file, final int kind, final int seed) throws IOException {
        final Random random = new Random(seed);
        final byte[] whole = Files.readAllBytes(file);
        final byte[] damaged = kind == 2 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        while (Arrays.equals(damaged, whole)) {
            final int at = random.nextInt(whole.length);
            if (kind == 0)
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            else
                Arrays.fill(damaged, at, Math.min(whole.length, at + 65536), (byte) 0);
        }
        overwrite(file, damaged);
    }

    /** Leaves the file's owner and mode as they are, but that its owner may write it. */
    private static void overwrite(final Path file, final byte[] contents) throws IOException {
        assertTrue(file.toFile().setWritable(true, true));
        Files.write(file, contents);
    }

    @Test
    void wherePathsOrOptionsAreUnusualThereIsNone() throws Exception {
        assertFalse(ClassArchive.of(PrivateFolder.of(root), folder.toString(), List.of()).isPresent(),
                "a folder of classes");
        assertFalse(ClassArchive.of(PrivateFolder.of(root), folder.resolve("none.jar").toString(), List.of())
                .isPresent());
        assertFalse(ClassArchive.of(PrivateFolder.of(root), jar + File.pathSeparator + jar, List.of()).isPresent());
        assertFalse(ClassArchive.of(PrivateFolder.of(jar), jar.toString(), List.of()).isPresent(),
                "no folder to keep it in");
        assertFalse(ClassArchive.of(PrivateFolder.of(root), jar.toString(), List.of("-Xmx1g", "-Xshare:off"))
                .isPresent());
        assertTrue(ClassArchive.of(PrivateFolder.of(root), jar.toString(), List.of("-Xmx1g")).isPresent());
    }

    private ClassArchive archive() {
        return ClassArchive.of(PrivateFolder.of(root), jar.toString(), List.of()).orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** Runs the jar and returns what it printed, on either stream. */
    private String run(final int status, final ClassArchive archive, final String option, final String... arguments)
            throws Exception {
        final List<String> command = new ArrayList<>(List.of(RunningJava.program()));
        command.addAll(archive.options());
        if (!option.isEmpty())
            command.add(option);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(status, process.waitFor(), said);
        return said.replace("\r", "");
    }

    private String run(final int status, final ClassArchive archive) throws Exception {
        return run(status, archive, "");
    }
}
