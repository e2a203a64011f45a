package org.inpaintj.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Java's archive of the classes that a run loads, parsed and checked: the first run writes it, later ones start sooner
 * (JEP 350, Dynamic CDS Archives). It belongs to one Java and one state of the jar. Java passes over an archive that does
 * not fit, and whenever anything is unusual there is none.
 */
final class ClassArchive {

    private final Path file, part;
    private final boolean there;

    /** @param file the archive, written by the first run that asks for it */
    private ClassArchive(final Path file) {
        this.file = file;
        part = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        there = Files.isRegularFile(file);
    }

    /**
     * The archive for a jar and the running Java.
     *
     * @param root      folder to keep it in, made if need be
     * @param classPath of the run
     * @param given     the user's own options of Java; with one on archives or logging there is none
     * @return empty if it cannot be kept: another kind of Java, classes that are not in one jar, no rights
     */
    static Optional<ClassArchive> of(final Path root, final String classPath, final List<String> given) {
        final String machine = System.getProperty("java.vm.name");
        if (!machine.contains("HotSpot") && !machine.contains("OpenJDK") || classPath.contains(File.pathSeparator)
                || interfere(given))
            return Optional.empty();
        try {
            final Path jar = Path.of(classPath);
            final BasicFileAttributes state = Files.readAttributes(jar, BasicFileAttributes.class);
            if (!state.isRegularFile())
                return Optional.empty();
            final String owner = hash(jar.toAbsolutePath() + "|" + classPath + "|" + System.getProperty("java.home"));
            final String version = hash(System.getProperty("java.vm.version") + "|" + state.size() + "|"
                    + state.lastModifiedTime().toMillis());
            return Optional.of(new ClassArchive(Files.createDirectories(root).resolve(owner + "-" + version + ".jsa")));
        } catch (final IOException | InvalidPathException | SecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean interfere(final List<String> options) {
        for (final String option : options)
            if (option.startsWith("-Xshare") || option.contains("Archive") || option.startsWith("-Xlog"))
                return true;
        return false;
    }

    private static String hash(final String text) {
        return Integer.toHexString(text.hashCode());
    }

    /** What to start Java with: to read the archive, or to write it at its end. */
    List<String> options() {
        // while it writes, Java reports each class that cannot be kept, on the standard output
        return there ? List.of("-XX:SharedArchiveFile=" + file)
                : List.of("-XX:ArchiveClassesAtExit=" + part, "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    /**
     * Keeps what was written and deletes what is left of earlier states of the jar and of runs that were broken off. To be
     * called when the run has ended.
     *
     * @param done false if the run failed, which may have loaded only a part of the classes
     */
    void keep(final boolean done) {
        if (there)
            return;
        try {
            if (done && Files.isRegularFile(part)) {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                final String name = file.getFileName().toString(), owner = name.substring(0, name.indexOf('-') + 1);
                try (DirectoryStream<Path> all = Files.newDirectoryStream(file.getParent(), owner + "*")) {
                    for (final Path other : all)
                        if (!other.equals(file))
                            Files.deleteIfExists(other);
                }
            }
        } catch (final IOException e) {
            // the next run tries again; a file in use cannot be deleted on Windows
        } finally {
            part.toFile().delete();
        }
    }
}
