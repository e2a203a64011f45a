package org.inpaintj.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.function.Consumer;

/**
 * A part file replaces another file as a whole: it is written beside it under a name that nothing else has, forced to
 * the disk, and then takes the name in one step, so that at every moment the old or the new file is there. Closing it
 * before that leaves the old one as it is.
 */
public final class PartFile implements PartCopy {

    /** As many links in a row as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final Path target;
    private final Path part;

    /**
     * Makes an empty part.
     *
     * @param name   what it will replace; a symbolic link stays, and the file it leads to is replaced or made
     * @param ending of the part's own name, such as {@code .tif}, for writers that look at it
     */
    public PartFile(final Path name, final String ending) throws IOException {
        target = target(name);
        if (Files.exists(target) && !Files.isRegularFile(target))
            throw new FileSystemException(name.toString(), null, "it is no ordinary file");
        part = create(target.getParent(), ending);
    }

    /**
     * The file that a name leads to through symbolic links, whether it is there or not.
     *
     * @throws FileSystemLoopException if they lead in a circle
     */
    public static Path target(final Path name) throws IOException {
        Path at = name.toAbsolutePath();
        for (int i = 0; i < MOST_LINKS; i++) {
            if (!Files.isSymbolicLink(at))
                return at;
            at = at.resolveSibling(Files.readSymbolicLink(at));
        }
        throw new FileSystemLoopException(name.toString());
    }

    private static Path create(final Path folder, final String ending) throws IOException {
        Leftovers.remove(folder);
        while (true) {
            final Path path = Leftovers.name(folder, ending);
            try {
                Leftovers.register(path);
                return Files.createFile(path);
            } catch (final FileAlreadyExistsException e) {
                // somebody else's: another name
                Leftovers.forget(path);
            } catch (final IOException e) {
                Leftovers.forget(path);
                throw e;
            }
        }
    }

    @Override
    public Path path() {
        return part;
    }

    @Override
    public void commit(final Consumer<String> notes) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (final NoSuchFileException e) {
            Leftovers.checkGoingOn();
            throw e;
        }
        keepPermissions();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            notes.accept("The file system cannot replace '" + target + "' in one step: had the process been killed "
                    + "meanwhile, the file would have been lost.");
        }
    }

    /** Nobody may read the new file who could not read the old one. */
    private void keepPermissions() throws IOException {
        final PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view != null && Files.exists(target))
            view.setPermissions(Files.getPosixFilePermissions(target));
    }

    @Override
    public void close() {
        part.toFile().delete();
        Leftovers.forget(part);
    }
}
