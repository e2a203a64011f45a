package org.inpaintj.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file or folder in the making, which takes a name as a whole. Closing it before that leaves nothing of it. */
public interface PartCopy extends AutoCloseable {

    /** Where to write. */
    Path path();

    /**
     * Puts what was written in the place of what has the name now.
     *
     * @param notes told in a sentence if that could not be done as it should be
     */
    void commit(Consumer<String> notes) throws IOException;

    @Override
    void close();
}
