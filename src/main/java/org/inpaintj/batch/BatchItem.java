package org.inpaintj.batch;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One image of a batch and what is special about it. Immutable; serializable, so that it may be done on another machine
 * that sees the same files.
 *
 * @param number place in the manifest, from 1
 * @param image  path of the file
 * @param name   the path as it was listed, with slashes; what people know it by
 * @param out    path of its result within the folder of results, with slashes, without {@code ..}; unlike all others
 * @param values keys to their texts, where they differ from those of the whole batch
 */
public record BatchItem(int number, String image, String name, String out, Map<String, String> values)
        implements Serializable {

    public BatchItem {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The file. */
    public Path path() {
        return Path.of(image);
    }
}
