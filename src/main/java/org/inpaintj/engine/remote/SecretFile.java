package org.inpaintj.engine.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;

/**
 * The file of keys: lines such as {@code stability = KEY}, and comments behind {@code #}. It is read and written only
 * while nobody but the user can read it.
 *
 * @param path need not exist
 */
record SecretFile(Path path) {

    /** How large it may be, bytes. */
    private static final long MOST = 1 << 16;

    /**
     * The value of a name, in any case.
     *
     * @throws InpaintException if others can read the file, or it cannot be read
     */
    Optional<String> value(final String name) {
        return lines().stream().filter(line -> names(line, name)).findFirst()
                .map(line -> line.substring(line.indexOf('=') + 1).strip());
    }

    /**
     * Writes the value of a name, in place of the one that it has; all other lines stay as they are.
     *
     * @throws InpaintException if the file may not be used, or cannot be written; then it is as it was
     */
    void put(final String name, final Secret secret) {
        final List<String> lines = without(name);
        lines.add(name + " = " + secret.value());
        write(lines);
    }

    /** Takes the value of a name away; false if there is none. Errors as those of {@link #put}. */
    boolean remove(final String name) {
        if (value(name).isEmpty())
            return false;
        write(without(name));
        return true;
    }

    private List<String> without(final String name) {
        final List<String> lines = new ArrayList<>(lines());
        lines.removeIf(line -> names(line, name));
        return lines;
    }

    private static boolean names(final String line, final String name) {
        final int equals = line.indexOf('=');
        return equals > 0 && !line.startsWith("#") && line.substring(0, equals).strip().equalsIgnoreCase(name);
    }

    private List<String> lines() {
        if (!Files.exists(path))
            return List.of();
        try {
            if (!PrivateFolder.owns(path) || isOpen(path) || Files.size(path) > MOST)
                throw new InpaintException("The file of server keys '" + path + "' is not used, for others can "
                        + "read it: close it with chmod 600.");
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new InpaintException("The file of server keys '" + path + "' cannot be read: check its "
                    + "permissions.", e);
        }
    }

    /** In a file beside it, which is closed to others from its first byte on, and takes its place as a whole. */
    private void write(final List<String> lines) {
        final PrivateFolder folder = PrivateFolder.of(path.toAbsolutePath().getParent());
        if (folder.path().isEmpty())
            throw new InpaintException("The key is not kept. " + folder.refusal());
        try {
            final Path part = Files.createTempFile(folder.path().get(), path.getFileName().toString(), ".part",
                    closed(path));
            try {
                Files.write(part, lines, StandardCharsets.UTF_8);
                Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (final IOException e) {
            throw new InpaintException("The file of server keys '" + path + "' cannot be written: check the space on "
                    + "the disk and the permissions of its folder.", e);
        }
    }

    private static FileAttribute<?>[] closed(final Path like) {
        return like.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")) }
                : new FileAttribute<?>[0];
    }

    /** Whether group or others may read it; never on Windows, where the user's profile is closed by the system. */
    private static boolean isOpen(final Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix"))
            return false;
        final Set<PosixFilePermission> open = EnumSet.copyOf(
                Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        open.removeAll(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.OWNER_EXECUTE));
        return !open.isEmpty();
    }
}
