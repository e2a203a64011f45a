package org.inpaintj.cli.start;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;

import org.inpaintj.core.PrivateFolder;

/**
 * Java's archive of the classes that a run loads, parsed and checked: the first run lists them, a Java after it writes
 * the archive, and later runs start sooner (JEP 310, Application Class-Data Sharing). It holds Java's own classes, too,
 * and in contrast to one that is laid over Java's own (JEP 350) also those that were compiled for Java 5, as picocli's.
 * It belongs to one Java and one state of the jar. Java passes over an archive that
 * does not fit, but dies of a damaged one; so the checksum stands in the file's name, in which it can neither be
 * missing nor belong to another run's file, and what does not fit is deleted and made again. Whenever anything is
 * unusual there is no archive.
 */
final class ClassArchive {

    private static final String ENDING = ".jsa";
    /** Bytes that must be free for it, several times its size. */
    private static final long ROOM = 96L << 20;
    private static final int BUFFER = 1 << 18;
    /** How lines begin that tell of the class of a lambda. */
    private static final String LAMBDA = "@";
    /** Seconds that writing may take, which is a second or two. */
    private static final int PATIENCE = 30;

    /** What the names of this jar's archives start with, whatever its state, and those for its state. */
    private final String owner, state;
    private final Path folder;
    private final String classPath;
    private final List<String> given;
    private final File part, list;
    private final EndReport report;
    private final Optional<Path> there;

    private ClassArchive(final Path folder, final String owner, final String version, final String classPath,
            final List<String> given) throws IOException {
        this.folder = folder;
        this.classPath = classPath;
        this.given = given;
        this.owner = owner + '-';
        state = this.owner + version + '-';
        final String mine = state + ProcessHandle.current().pid();
        part = folder.resolve(mine + ".part").toFile();
        list = folder.resolve(mine + ".list").toFile();
        there = find();
        report = new EndReport(folder.resolve(mine + ".end").toFile());
    }

    /**
     * The archive for a jar and the running Java.
     *
     * @param root      to keep it in
     * @param classPath of the run
     * @param given     the user's own options of Java; with one on archives or logging there is none
     * @return empty if it cannot be kept: another kind of Java, classes that are not in one jar, no rights, a full disk
     */
    static Optional<ClassArchive> of(final PrivateFolder root, final String classPath, final List<String> given) {
        final String machine = System.getProperty("java.vm.name");
        if (!machine.contains("HotSpot") && !machine.contains("OpenJDK") || classPath.contains(File.pathSeparator)
                || interfere(given) || root.path().isEmpty())
            return Optional.empty();
        final Path folder = root.path().get();
        try {
            final Path jar = Path.of(classPath);
            final BasicFileAttributes state = Files.readAttributes(jar, BasicFileAttributes.class);
            if (!state.isRegularFile() || folder.toFile().getUsableSpace() < ROOM)
                return Optional.empty();
            final String owner = hash(jar.toAbsolutePath() + "|" + classPath + "|" + System.getProperty("java.home"));
            final String version = hash(System.getProperty("java.vm.version") + "|" + state.size() + "|"
                    + state.lastModifiedTime().toMillis());
            return Optional.of(new ClassArchive(folder, owner, version, classPath, given));
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

    private Optional<Path> find() throws IOException {
        for (final String name : names())
            if (name.startsWith(state) && name.endsWith(ENDING)) {
                final Path file = folder.resolve(name);
                if (PrivateFolder.owns(file) && name.equals(state + checksum(file.toFile()) + ENDING))
                    return Optional.of(file);
                Files.delete(file);
            }
        return Optional.empty();
    }

    private String[] names() {
        final String[] names = folder.toFile().list();
        return names == null ? new String[0] : names;
    }

    /** Of the whole file, 22 MB in 7 ms; a digest that nobody could forge takes 120, and forgers cannot write here. */
    private static String checksum(final File file) throws IOException {
        final CRC32 crc = new CRC32();
        final byte[] buffer = new byte[BUFFER];
        try (InputStream in = new FileInputStream(file)) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer))
                crc.update(buffer, 0, n);
        }
        return Long.toHexString(crc.getValue());
    }

    /** What to start Java with: to read the archive, or to list the classes for it. */
    List<String> options() {
        return List.of(there.isPresent() ? "-XX:SharedArchiveFile=" + there.get() : "-XX:DumpLoadedClassList=" + list,
                report.option());
    }

    /** How the job of a run with these options has ended. */
    EndReport report() {
        return report;
    }

    /** Deletes the archive that was read, if one was: Java died with it. */
    void discard() {
        if (there.isPresent())
            there.get().toFile().delete();
    }

    /**
     * Writes the archive, if there is none, and deletes what is left of earlier states of the jar and of runs that were
     * broken off. To be called when the run has ended, or is about to be given up.
     *
     * @param done false if the run failed, which may have loaded only a part of the classes
     */
    void close(final boolean done) {
        try {
            if (done && there.isEmpty() && list.isFile() && write()) {
                final Path file = folder.resolve(state + checksum(part) + ENDING);
                Files.move(part.toPath(), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                for (final String name : names())
                    if (name.startsWith(owner) && !name.equals(file.getFileName().toString()) && left(name))
                        Files.deleteIfExists(folder.resolve(name));
            }
        } catch (final IOException e) {
            // the next run tries again; a file in use cannot be deleted on Windows
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            part.delete();
            list.delete();
            report.delete();
        }
    }

    /** Has a Java write it from the list; false if that failed. */
    private boolean write() throws IOException, InterruptedException {
        keepOldClasses();
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString()));
        command.addAll(given);
        command.addAll(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + part,
                "-Xlog:disable", "-cp", classPath));
        final Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(PATIENCE, TimeUnit.SECONDS) && process.exitValue() == 0 && part.isFile();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Java leaves out classes for Java 5 that are linked, as those are for which the class of a lambda is made. */
    private void keepOldClasses() throws IOException {
        final List<String> kept = new ArrayList<>();
        for (final String line : Files.readAllLines(list.toPath()))
            if (!line.startsWith(LAMBDA) || !line.contains("picocli"))
                kept.add(line);
        Files.write(list.toPath(), kept);
    }

    /** False for the files of a run that goes on: they are named by the number of its process. */
    private static boolean left(final String name) {
        if (name.endsWith(ENDING))
            return true;
        try {
            return ProcessHandle.of(Long.parseLong(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.'))))
                    .isEmpty();
        } catch (final NumberFormatException | IndexOutOfBoundsException e) {
            return true;
        }
    }
}
