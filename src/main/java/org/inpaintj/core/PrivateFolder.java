package org.inpaintj.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A folder for files that are run as code and can be made again. Whoever can write into it can have code run, so it is
 * used only if it is the user's own, closed to all others, and in folders that nobody but the user and the
 * administrator can replace. On Windows the user's profile is closed by the system, and nothing is checked.
 *
 * @param path    the folder, which exists; empty if there is none to use
 * @param refusal why there is none and what to do, a full sentence; empty if there is one
 */
public record PrivateFolder(Optional<Path> path, String refusal) {

    /** Bits of a file's mode: group or others may write; in a folder, only its owner may replace a file. */
    private static final int OTHERS_WRITE = 0022, STICKY = 01000;
    private static final int ROOT = 0;

    /** The folder of InpaintJ in the user's cache; made if need be. */
    public static PrivateFolder cache() {
        final Optional<Path> wanted = Platform.cache();
        return wanted.isPresent() ? of(wanted.get())
                : refused("The system names no home folder for this user: name an absolute folder in XDG_CACHE_HOME.");
    }

    /** A folder, made if need be. */
    public static PrivateFolder of(final Path wanted) {
        try {
            if (!Files.isDirectory(wanted))
                make(wanted);
            final Path folder = wanted.toRealPath();
            final String flaw = checks(folder) ? flaw(folder) : "";
            if (!flaw.isEmpty())
                return refused(flaw);
            return Files.isWritable(folder) ? new PrivateFolder(Optional.of(folder), "")
                    : refused("The folder '" + folder + "' may not be written: give yourself the right to.");
        } catch (final IOException | SecurityException e) {
            return refused("The folder '" + wanted + "' could not be made or read (" + e.getClass().getSimpleName()
                    + "): check the permissions of the folders on the way to it.");
        }
    }

    /** A folder in this one, made if need be. */
    public PrivateFolder below(final String name) {
        return path.isPresent() ? of(path.get().resolve(name)) : this;
    }

    /** True for a plain file that is the user's own and that nobody else may write. */
    public static boolean owns(final Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
            return false;
        if (!checks(file))
            return true;
        final Map<String, Object> state = state(file);
        return state.get("uid").equals(user()) && (mode(state) & OTHERS_WRITE) == 0;
    }

    /**
     * Opens a file to be written anew, which only the user may read or write, whatever the system gives new files.
     * One that is there is replaced.
     */
    public static OutputStream write(final Path file) throws IOException {
        Files.deleteIfExists(file);
        final Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return Channels.newOutputStream(checks(file) ? Files.newByteChannel(file, options,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.newByteChannel(file, options));
    }

    private static PrivateFolder refused(final String why) {
        return new PrivateFolder(Optional.empty(), why);
    }

    private static void make(final Path folder) throws IOException {
        if (checks(folder))
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rwx------")));
        else
            Files.createDirectories(folder);
    }

    /** What makes a folder unfit, a full sentence; empty if nothing does. */
    private static String flaw(final Path folder) throws IOException {
        for (Path place = folder; place != null; place = place.getParent()) {
            final Map<String, Object> state = state(place);
            final Object owner = state.get("uid");
            if (!owner.equals(user()) && (place == folder || !owner.equals(ROOT)))
                return "The folder '" + place + "' belongs to another user, who could put programs there: take a "
                        + "folder of your own.";
            if ((mode(state) & OTHERS_WRITE) != 0 && (place == folder || (mode(state) & STICKY) == 0))
                return "Others may write into the folder '" + place + "' and could put programs there: "
                        + (place == folder ? "delete it, and it is made anew." : "close it with chmod go-w.");
        }
        return "";
    }

    private static boolean checks(final Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static Map<String, Object> state(final Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(final Map<String, Object> state) {
        return (Integer) state.get("mode");
    }

    /** The number of the user who runs this; Linux tells it without a library that takes 0.01 s to load. */
    private static Object user() throws IOException {
        final Path self = Path.of("/proc/self");
        return Files.exists(self) ? Files.getAttribute(self, "unix:uid")
                : (Object) (int) new com.sun.security.auth.module.UnixSystem().getUid();
    }
}
