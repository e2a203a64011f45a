package org.inpaintj.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Leftovers are part files of processes that were ended while they wrote. Their names tell the machine and the process,
 * so that the next run which writes into the folder removes those of processes that are no more, and no others. A
 * process that is asked to end removes its own.
 */
final class Leftovers {

    private static final Pattern NAME = Pattern.compile("\\.inpaintj-([0-9a-f]+)-(\\d{1,18})-[0-9a-z]+\\.part(\\..*)?");
    private static final String MACHINE = Integer.toHexString(machine().hashCode());
    /** What was just about to open its part file has made it again by then. */
    private static final int AGAIN_MILLISECONDS = 20;
    private static final long SELF = ProcessHandle.current().pid();

    /** Guarded by the class, as the next one. */
    private static final Set<Path> OWN = new HashSet<>();
    private static boolean hooked, ending;

    private Leftovers() {}

    /** The machine within which numbers of processes mean something: of a container its own. */
    private static String machine() {
        final String name = read(Path.of("/proc/sys/kernel/hostname"));
        String space = "";
        try {
            space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (final IOException | UnsupportedOperationException | SecurityException e) {
            // not Linux: there is one space
        }
        return (name.isEmpty() ? System.getenv("COMPUTERNAME") + System.getenv("HOSTNAME") : name) + space;
    }

    private static String read(final Path file) {
        try {
            return Files.readString(file).strip();
        } catch (final IOException e) {
            return "";
        }
    }

    /** A new name for a part file of this process. */
    static Path name(final Path folder, final String ending) {
        return folder.resolve(".inpaintj-" + MACHINE + "-" + SELF + "-" + Long.toString(System.nanoTime() >>> 1, 36)
                + ".part" + ending);
    }

    /**
     * To be called before a part file is made.
     *
     * @throws IOException if the process is ending
     */
    static synchronized void register(final Path part) throws IOException {
        if (!hooked)
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(Leftovers::end, "InpaintJ part files"));
                hooked = true;
            } catch (final IllegalStateException e) {
                ending = true;
            }
        checkGoingOn();
        OWN.add(part);
    }

    /** @throws IOException if the process is ending, and its part files are gone */
    static synchronized void checkGoingOn() throws IOException {
        if (ending)
            throw new IOException("the process is ending");
    }

    /** To be called when a part file is gone. */
    static synchronized void forget(final Path part) {
        OWN.remove(part);
    }

    private static synchronized void end() {
        ending = true;
        if (OWN.isEmpty())
            return;
        OWN.forEach(Leftovers::delete);
        try {
            Thread.sleep(AGAIN_MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        OWN.forEach(Leftovers::delete);
    }

    /** Removes the part files in a folder whose processes are no more. */
    static synchronized void remove(final Path folder) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, ".inpaintj-*")) {
            for (final Path file : all)
                if (isDead(file))
                    delete(file);
        } catch (final IOException | DirectoryIteratorException e) {
            // a folder that cannot be listed, or a file that cannot be deleted: what is to be written now says more
        }
    }

    /** Removes a file, or a folder with all that is in it, and follows no links; true if nothing is left. */
    static boolean delete(final Path part) {
        if (Files.isDirectory(part, LinkOption.NOFOLLOW_LINKS))
            try (Stream<Path> all = Files.walk(part)) {
                all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
            } catch (final IOException | UncheckedIOException e) {
                // what could not be listed stays
            }
        else
            part.toFile().delete();
        return !Files.exists(part, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isDead(final Path file) {
        final Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches() || !name.group(1).equals(MACHINE) || OWN.contains(file))
            return false;
        final long process = Long.parseLong(name.group(2));
        // of an earlier process with this one's number too
        return process == SELF || ProcessHandle.of(process).isEmpty();
    }
}
