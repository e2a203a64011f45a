package org.inpaintj.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.inpaintj.core.CancelledException;
import org.inpaintj.core.InpaintException;
import org.inpaintj.core.Progress;

/** What is done to the images of a batch. Called by several threads at a time. */
public interface ItemWork {

    /**
     * Everything that the result depends on.
     *
     * @param identity digest of it, as hexadecimal text
     * @param request  keys to values where they differ from their defaults, the seed drawn
     * @param inputs   {@code image} and the keys that name further files, to the SHA-256 of each
     * @param files    those that are read, which are never replaced
     */
    record Sources(String identity, Map<String, String> request, Map<String, String> inputs, List<Path> files) {
    }

    /**
     * What was made.
     *
     * @param engine  its id
     * @param seed    that was used; -1 if the engine leaves nothing to chance
     * @param facts   what the record of the result tells of it, such as the model and its digest
     * @param seconds that the engine worked, of all that the image took
     * @param notes   full sentences
     */
    record Made(String engine, long seed, Map<String, String> facts, double seconds, List<String> notes) {
    }

    /**
     * Reads the files to tell whether the image has been done.
     *
     * @throws InpaintException if one is missing, or a key is wrong
     */
    Sources sources(BatchItem item);

    /**
     * Does it, and writes the result as a whole or not at all.
     *
     * @param out      the file to be written; its folder is there
     * @param progress of this image alone
     * @throws CancelledException when {@code progress} says so
     * @throws InpaintException   if it cannot be done
     */
    Made paint(BatchItem item, Path out, Progress progress);

    /**
     * Says in a line what would be done, without doing it: size, region, engine, the memory and time that are forecast.
     *
     * @throws InpaintException if it cannot be done
     */
    String outlook(BatchItem item);

    /** What the work runs in, for the report: names to versions. */
    default Map<String, String> host() {
        return Map.of();
    }

    /** Bytes of Java's memory that the image occupies while it is worked on, about; 0 if that cannot be told. */
    long memory(BatchItem item);
}
