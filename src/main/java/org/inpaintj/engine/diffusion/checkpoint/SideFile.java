package org.inpaintj.engine.diffusion.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.inpaintj.core.InpaintException;
import org.inpaintj.core.PrivateFolder;
import org.inpaintj.model.checkpoint.TensorFileWriter;

/**
 * A file for computed weights that only this process uses. Nobody else may read it, and it goes when it is closed, at
 * the latest with the process; what a crash left behind goes when the next one is made.
 */
public final class SideFile implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("weights-(\\d+)-\\d+\\.bin");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Path near;
    private Path file;
    private TensorFileWriter writer;

    /** @param near a file of the model, for ONNX Runtime reads the weights of a network from one drive only */
    public SideFile(final Path near) {
        this.near = near;
    }

    /** Takes the weights; the file is made when it is asked for first. */
    public TensorFileWriter writer() {
        if (writer == null)
            try {
                final Path folder = folder();
                sweep(folder, NAME);
                file = folder.resolve("weights-" + ProcessHandle.current().pid() + '-'
                        + COUNT.incrementAndGet() + ".bin");
                file.toFile().deleteOnExit();
                writer = new TensorFileWriter(file);
            } catch (final IOException e) {
                throw new InpaintException("There is no folder for computed weights (" + e.getMessage()
                        + "); check the folder for temporary files.", e);
            }
        return writer;
    }

    /** To be called before the weights are read. */
    public void written() {
        if (writer != null)
            writer.close();
    }

    private Path folder() throws IOException {
        final Optional<Path> cache = PrivateFolder.cache().below("weights").path();
        if (cache.isPresent() && cache.get().getRoot().equals(near.getRoot()))
            return cache.get();
        final Path temporary = Files.createTempDirectory("inpaintj-weights");
        temporary.toFile().deleteOnExit();
        if (temporary.toRealPath().getRoot().equals(near.getRoot()))
            return temporary;
        Files.delete(temporary);
        return near.getParent();
    }

    /**
     * Deletes what processes that are gone have left behind.
     *
     * @param name of such a file, whose first group is the number of its process
     */
    public static void sweep(final Path folder, final Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path old : files.toList()) {
                final Matcher m = name.matcher(old.getFileName().toString());
                if (m.matches() && ProcessHandle.of(Long.parseLong(m.group(1))).isEmpty())
                    Files.deleteIfExists(old);
            }
        }
    }

    /** Deletes the file; where it is still mapped (Windows) it goes with the process. */
    @Override
    public void close() {
        written();
        if (file != null)
            file.toFile().delete();
    }
}
