package org.inpaintj.core;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * A part folder becomes another folder as a whole, as a {@link PartFile} becomes a file: it is filled beside it under a
 * name that nothing else has, and then takes the name. Closing it before that leaves the old one as it is.
 */
public final class PartFolder implements PartCopy {

    private final Path target;
    private final Path part;

    /**
     * Makes an empty part.
     *
     * @param name what it will replace: a folder, or nothing yet
     */
    public PartFolder(final Path name) throws IOException {
        target = PartFile.target(name);
        if (Files.exists(target) && !Files.isDirectory(target))
            throw new FileSystemException(name.toString(), null, "it is no folder");
        Leftovers.remove(target.getParent());
        part = Leftovers.name(target.getParent(), "");
        Leftovers.register(part);
        Files.createDirectory(part);
    }

    @Override
    public Path path() {
        return part;
    }

    /**
     * Puts what was written in the place of the old folder, which goes. Between the two there is a moment without
     * either, since no file system replaces a folder that is not empty in one step.
     *
     * @param notes told in a sentence if the old one could not be removed
     */
    @Override
    public void commit(final Consumer<String> notes) throws IOException {
        Leftovers.checkGoingOn();
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        final Path old = Leftovers.name(target.getParent(), "");
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        if (!Leftovers.delete(old))
            notes.accept("The folder that was replaced could not be removed whole: what is left is '" + old + "'.");
    }

    @Override
    public void close() {
        Leftovers.delete(part);
        Leftovers.forget(part);
    }
}
