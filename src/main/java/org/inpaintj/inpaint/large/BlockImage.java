package org.inpaintj.inpaint.large;

import java.io.IOException;
import java.util.List;

import org.inpaintj.core.Box;
import org.inpaintj.inpaint.samples.Samples;

/**
 * An image in a file or a folder, of which boxes of samples are read and written while the rest stays where it is.
 * Used by one thread. Whoever opens it closes it.
 */
public interface BlockImage extends AutoCloseable {

    /** What it holds. */
    BlockLayout layout();

    /**
     * The samples of a box with all its channels.
     *
     * @param box   within the image
     * @param slice z, 1-based
     * @param frame t, 1-based
     * @throws IOException if they cannot be read, saying why
     */
    Samples read(Box box, int slice, int frame) throws IOException;

    /**
     * Writes chosen samples of a box; all others keep every bit.
     *
     * @param box     within the image
     * @param samples over the box, of the image's type and channels
     * @param where   one flag a pixel of the box, row by row: true where the image takes the sample
     * @param slice   z, 1-based
     * @param frame   t, 1-based
     * @throws IOException if they cannot be written; then the image may have some of them
     */
    void write(Box box, Samples samples, boolean[] where, int slice, int frame) throws IOException;

    /**
     * True if it is known without reading them that all samples of a box are 0; false where that is not known.
     *
     * @param box one of the blocks
     */
    default boolean isBlank(final Box box, final int slice, final int frame) throws IOException {
        return false;
    }

    /**
     * Finishes what follows from what was written, such as the smaller copies of the image, and says in full sentences
     * what was not done.
     */
    default List<String> finish() throws IOException {
        return List.of();
    }

    @Override
    void close() throws IOException;
}
