package org.inpaintj.serve.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PartFile;

/** The folder that results are kept in, such as {@code generated_images}. No client says what a file is called. */
public final class ResultFolder {

    private static final int MOST_TRIES = 10_000;

    private final Path folder;

    /**
     * Makes the folder if need be.
     *
     * @throws InpaintException if it cannot be made
     */
    public ResultFolder(final Path folder) {
        try {
            this.folder = Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new InpaintException("The folder '" + folder + "' for results cannot be made (" + e.getMessage()
                    + "): name another one.", e);
        }
    }

    /**
     * Keeps a file, called by the time and the seed.
     *
     * @return its name in the folder
     * @throws InpaintException if it cannot be written
     */
    public synchronized String keep(final byte[] png, final long seed) {
        final String name = Instant.now().getEpochSecond() + "-" + seed;
        for (int i = 1; i < MOST_TRIES; i++) {
            final Path file = folder.resolve(name + (i == 1 ? "" : "-" + i) + ".png");
            if (Files.exists(file))
                continue;
            try (PartFile part = new PartFile(file, ".png")) {
                Files.write(part.path(), png);
                part.commit(note -> {});
                return file.getFileName().toString();
            } catch (final IOException e) {
                throw new InpaintException("The result cannot be written into the server's folder (" + e.getMessage()
                        + "): ask whoever runs the server.", e);
            }
        }
        throw new InpaintException("The server's folder holds too many results of this second: try again.");
    }
}
